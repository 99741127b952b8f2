import type { CodeTaskResult } from '../contracts/code-task.ts';
import type { CodeTaskOptions } from '../contracts/code-task-options.ts';
import { rememberCode } from './cache/remember-code.ts';
import type { CoderServices } from './coder-services.ts';
import { executeCodeTask } from './execute-code-task.ts';
import { withAuditRecord } from './record/with-audit-record.ts';
import { openTask } from './task/task.ts';

/** Runs one task to its end, which is on record whatever it is, and keeps its code for the same question. */
export async function runTask(
  coder: CoderServices,
  query: string,
  options: CodeTaskOptions,
): Promise<CodeTaskResult> {
  const task = openTask(coder.config, query, options);
  const recorded = await withAuditRecord(coder, task, () => executeCodeTask(coder, task));
  await rememberCode(coder, task, recorded);
  return recorded.result;
}
