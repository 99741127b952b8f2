import type { CodeTaskOptions, CodeTaskResult, TaskStatus } from '../contracts/code-task.ts';
import type { RunLimits } from '../contracts/program-run.ts';
import { CoderError, type ErrorCode } from '../errors/coder-error.ts';
import { appendAuditRecord } from './audit-log.ts';
import type { Coder } from './coder.ts';
import { executeCodeTask } from './execute-code-task.ts';
import { Task } from './task.ts';

/** Faults of the caller or the model that are an answer to this task; every other error says that this host or its set-up is broken. */
const errorStatuses: Partial<Record<ErrorCode, TaskStatus>> = {
  'input-invalid': 'input-invalid',
  'model-failed': 'model-failed',
  cancelled: 'cancelled',
};

/** Runs one task to its end and writes its audit record, whatever the end is. */
export async function runTask(
  coder: Coder,
  query: string,
  options: CodeTaskOptions,
): Promise<CodeTaskResult> {
  if (!coder.config.enabled) {
    throw new CoderError('Python execution is switched off (enabled: false, or PYTHON_CODE_ENABLED).', {
      code: 'config-invalid',
    });
  }
  const task = new Task(query, options, taskLimits(coder, options));
  const result = await settle(coder, task, options);
  await appendAuditRecord(coder.config.auditDir, await auditFacts(coder, task), result);
  task.emit({ type: 'finished', result });
  return result;
}

async function settle(coder: Coder, task: Task, options: CodeTaskOptions): Promise<CodeTaskResult> {
  try {
    return await executeCodeTask(coder, task, options);
  } catch (error) {
    const status = error instanceof CoderError ? errorStatuses[error.code] : undefined;
    if (status === undefined) throw error;
    return task.result(status, (error as CoderError).message);
  }
}

function taskLimits({ config }: Coder, { limits }: CodeTaskOptions): RunLimits {
  const wanted = {
    timeoutSeconds: limits?.timeoutSeconds ?? config.timeoutSeconds,
    memoryMiB: limits?.memoryMiB ?? config.maxMemoryMiB,
    outputMiB: limits?.outputMiB ?? config.output.maxMiB,
    diskMiB: limits?.diskMiB ?? config.output.diskMiB,
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (!(Number.isFinite(value) && value > 0 && value <= 1_048_576)) {
      throw new CoderError(`The limit ${name} must be a positive number, but it is ${value}.`, {
        code: 'config-invalid',
      });
    }
  }
  return wanted;
}

async function auditFacts(coder: Coder, task: Task) {
  return {
    startedAt: task.startedAt,
    query: task.query,
    context: task.context ?? null,
    files: task.files.map(({ name, originalPath, description: { bytes, sha256 } }) => ({
      name,
      originalPath,
      bytes,
      sha256,
    })),
    limits: task.limits,
    environment: task.files.length > 0 || task.rounds.length > 0 ? await coder.environment() : null,
    promptSha256: task.promptSha256,
  };
}
