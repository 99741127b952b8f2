import type { CodeTaskResult } from '../../contracts/code-task.ts';
import { createRedactor } from '../../text/redact.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task.ts';
import type { CachedCode } from './cached-code.ts';

/** Keeps code that a model wrote, that was approved and that ran to its end; forgets reused code that did not. A cache that can't be written costs nobody an answer. */
export async function rememberCode(coder: CoderServices, task: Task, result: CodeTaskResult): Promise<void> {
  const { cacheKey: key } = task;
  if (key === null) return;
  const { codeCache } = coder;
  try {
    const entry = entryOf(coder, { key, task, result });
    const isReused = task.reused !== null && task.rounds.length === 1;
    if (isReused && result.success) await codeCache.touch(key);
    else if (entry !== null) await codeCache.keep(entry);
    else if (task.reused !== null && hasFailed(result)) await codeCache.drop(key);
  } catch {
    // The answer is there and on record; the next task asks the model again.
  }
}

function entryOf(
  coder: CoderServices,
  { key, task, result }: { key: string; task: Task; result: CodeTaskResult },
): CachedCode | null {
  const round = task.rounds.at(-1);
  if (!result.success || round?.action !== 'approved' || round.author === 'human') return null;
  if (round.review === undefined || task.recorded === null) return null;
  const { code, review } = round;
  const { id: auditId, recorded: record } = task;
  const issues = round.issues.filter(({ source }) => source === 'review');
  const entry = { key, code, approvedAt: new Date().toISOString(), auditId, record, review, issues };
  const redact = createRedactor([coder.config.apiKey, coder.config.approvalKey]);
  return redact(JSON.stringify(entry)).count > 0 ? null : entry;
}

function hasFailed({ run }: CodeTaskResult): boolean {
  return run !== null && run.status !== 'finished';
}
