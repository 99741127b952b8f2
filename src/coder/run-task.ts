import type { CodeTaskOptions, CodeTaskResult, TaskStatus } from '../contracts/code-task.ts';
import { CoderError, type ErrorCode } from '../errors/coder-error.ts';
import { createRedactor } from '../text/redact.ts';
import { rememberCode } from './cache/remember-code.ts';
import { checkLimits, checkQuery } from './check-task.ts';
import type { CoderServices } from './coder-services.ts';
import { executeCodeTask } from './execute-code-task.ts';
import { type Outcome, recordTask } from './record/record-task.ts';
import { checkOutputTarget, outputTarget } from './run/output-target.ts';
import { Task } from './task.ts';
import { taskSpan } from './tracing/task-span.ts';

/** Faults that are an answer to this task alone; every other error says that this host or its set-up is broken. */
const errorStatuses: Partial<Record<ErrorCode, TaskStatus>> = {
  'input-invalid': 'input-invalid',
  'model-failed': 'model-failed',
  lost: 'lost',
  cancelled: 'cancelled',
};

/** Runs one task to its end and writes its audit record, whatever the end is. */
export async function runTask(
  coder: CoderServices,
  query: string,
  options: CodeTaskOptions,
): Promise<CodeTaskResult> {
  const task = new Task(query, options, checkLimits(coder.config, options));
  const result = await settleTask(coder, task, {
    outputDir: options.outputDir,
    work: () => executeCodeTask(coder, task, options),
  });
  await rememberCode(coder, task, result);
  return result;
}

interface Work {
  outputDir: string | undefined;
  work(): Promise<CodeTaskResult>;
}

/** Brings any task to an answer that is on record. */
export async function settleTask(coder: CoderServices, task: Task, work: Work): Promise<CodeTaskResult> {
  const result = await taskSpan(task, async () => {
    await coder.auditLog.prepare();
    const settled = await settle(coder, task, work);
    await record(coder, task, settled);
    return settled;
  });
  task.emit({ type: 'finished', result });
  task.throwObserverFault();
  return result;
}

async function settle(coder: CoderServices, task: Task, { outputDir, work }: Work): Promise<CodeTaskResult> {
  try {
    checkQuery(task.query);
    await checkOutputTarget(outputTarget(coder, task, outputDir));
    return await work();
  } catch (error) {
    const status = error instanceof CoderError ? errorStatuses[error.code] : undefined;
    if (status === undefined) {
      await recordFault(coder, task, error);
      throw error;
    }
    return task.result(status, (error as CoderError).message);
  }
}

/** Nothing is answered before its record is on the disk. */
async function record(coder: CoderServices, task: Task, result: Outcome): Promise<void> {
  const isPythonKnown = task.files.length > 0 || task.rounds.length > 0;
  const environment = isPythonKnown ? await coder.environment() : null;
  const redact = createRedactor([coder.config.apiKey, coder.config.approvalKey]);
  task.recorded = await coder.auditLog.append(recordTask(task, result, { environment, redact }));
}

/** What was executed is on record even when the host fails afterwards; its own error is what the caller must see. */
async function recordFault(coder: CoderServices, task: Task, error: unknown): Promise<void> {
  if (!task.rounds.some(({ run }) => run !== undefined)) return;
  const result = task.result('failed', error instanceof Error ? error.message : String(error));
  await record(coder, task, { ...result, status: 'fault' }).catch(() => undefined);
}
