import type { CodeTaskResult } from '../../contracts/code-task.ts';
import { createRedactor } from '../../text/redact.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Recorded } from '../record/with-audit-record.ts';
import type { Task } from '../task/task.ts';
import type { CachedCode } from './cached-code.ts';

/** Keeps code that a model wrote, that was approved and that ran to its end; forgets reused code that did not. A cache that can't be written costs nobody an answer. */
export async function rememberCode(
  coder: CoderServices,
  { request, state }: Task,
  { result, place }: Recorded,
): Promise<void> {
  const { cacheKey: key, reused, rounds } = state;
  if (key === null) return;
  const { codeCache } = coder;
  try {
    const auditId = request.id;
    const entry = entryOf(coder, { key, auditId, record: place }, result);
    const isReused = reused !== null && rounds.length === 1;
    if (isReused && result.success) await codeCache.touch(key);
    else if (entry !== null) await codeCache.keep(entry);
    else if (reused !== null && hasFailed(result)) await codeCache.drop(key);
  } catch {
    // The answer is there and on record; the next task asks the model again.
  }
}

function entryOf(
  coder: CoderServices,
  from: Pick<CachedCode, 'key' | 'auditId' | 'record'>,
  { success, verificationHistory }: CodeTaskResult,
): CachedCode | null {
  const round = verificationHistory.at(-1);
  if (!success || round?.action !== 'approved' || round.author === 'human') return null;
  if (round.review === undefined) return null;
  const { code, review } = round;
  const issues = round.issues.filter(({ source }) => source === 'review');
  const entry = { ...from, code, approvedAt: new Date().toISOString(), review, issues };
  const redact = createRedactor([coder.config.apiKey, coder.config.approvalKey]);
  return redact(JSON.stringify(entry)).count > 0 ? null : entry;
}

function hasFailed({ run }: CodeTaskResult): boolean {
  return run !== null && run.status !== 'finished';
}
