import type { RecordPlace } from '../../audit/chained-log.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { createRedactor } from '../../text/redact.ts';
import { checkOutputTarget, outputTarget } from '../../workspace/output-target.ts';
import { checkQuery } from '../check-query.ts';
import type { CoderServices } from '../coder-services.ts';
import { errorStatuses } from '../task/error-statuses.ts';
import type { Task } from '../task/task.ts';
import { taskResult } from '../task/task-result.ts';
import { taskSpan } from '../tracing/task-span.ts';
import { type Outcome, recordTask } from './record-task.ts';

/** A result, and where in the audit log its record stands. */
export interface Recorded {
  result: CodeTaskResult;
  place: RecordPlace;
}

/** Brings any task to an answer that is on record, whatever the end is; the query and the output folder are checked before `work` begins. */
export async function withAuditRecord(
  coder: CoderServices,
  task: Task,
  work: () => Promise<CodeTaskResult>,
): Promise<Recorded> {
  const recorded = await taskSpan(task.request.id, async () => {
    await coder.auditLog.prepare();
    const result = await settle(coder, task, work);
    return { result, place: await record(coder, task, result) };
  });
  task.events.emit({ type: 'finished', result: recorded.result });
  task.events.throwObserverFault();
  return recorded;
}

async function settle(
  coder: CoderServices,
  task: Task,
  work: () => Promise<CodeTaskResult>,
): Promise<CodeTaskResult> {
  try {
    checkQuery(task.request.query);
    await checkOutputTarget(outputTarget(coder.config, task.request));
    return await work();
  } catch (error) {
    const status = error instanceof CoderError ? errorStatuses[error.code] : undefined;
    if (status === undefined) {
      await recordFault(coder, task, error);
      throw error;
    }
    return taskResult(task, status, (error as CoderError).message);
  }
}

/** Nothing is answered before its record is on the disk. */
async function record(coder: CoderServices, task: Task, result: Outcome): Promise<RecordPlace> {
  const isPythonKnown = task.state.files.length > 0 || task.state.rounds.length > 0;
  const environment = isPythonKnown ? await coder.environment() : null;
  const redact = createRedactor([coder.config.apiKey, coder.config.approvalKey]);
  return await coder.auditLog.append(recordTask(task, result, { environment, redact }));
}

/** What was executed is on record even when the host fails afterwards; its own error is what the caller must see. */
async function recordFault(coder: CoderServices, task: Task, error: unknown): Promise<void> {
  if (!task.state.rounds.some(({ run }) => run !== undefined)) return;
  const result = taskResult(task, 'failed', error instanceof Error ? error.message : String(error));
  await record(coder, task, { ...result, status: 'fault' }).catch(() => undefined);
}
