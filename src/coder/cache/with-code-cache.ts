import type { CodeAuthor } from '../author/code-author.ts';
import type { CoderServices } from '../coder-services.ts';
import { checkStatically } from '../rounds/check-statically.ts';
import type { Task } from '../task/task.ts';
import { cacheKey, type ModelIdentity } from './cache-key.ts';
import type { CachedCode } from './cached-code.ts';
import type { Lookup } from './code-cache.ts';

/** The author of the task, who takes approved code of an earlier task where everything that code depends on is the same, with the review it got. */
export async function withCodeCache(
  coder: CoderServices,
  task: Task,
  { author, identity }: { author: CodeAuthor; identity: ModelIdentity | null },
): Promise<CodeAuthor> {
  if (identity === null || !(task.request.cache ?? coder.config.cache)) return author;
  const key = await cacheKey(coder, task, identity);
  task.state.cacheKey = key;
  const entry = await usableCode(coder, task, key);
  if (entry === null) return author;
  const { code, auditId, approvedAt, issues, review } = entry;
  const status = review.status === 'reviewed' ? 'kept' : review.status;
  return {
    ...author,
    generate: async () => code,
    reused: { auditId, approvedAt },
    reviewer: author.reviewer && {
      ...author.reviewer,
      earlier: (examined) => (examined === code ? { issues, review: { ...review, status } } : null),
    },
  };
}

/** Reused code passes today's checks, or it is not used and that is said. */
async function usableCode(coder: CoderServices, task: Task, key: string): Promise<CachedCode | null> {
  const found = await coder.codeCache.find(key);
  if (found.status === 'missing') return null;
  if (found.status !== 'found') {
    task.events.warn(unusable(found));
    return null;
  }
  const { entry } = found;
  const verdict = await checkStatically(coder, task, entry.code);
  if (verdict.code === entry.code && verdict.issues.length === 0) return entry;
  task.events.warn(
    `The code that was approved in the record ${entry.auditId} no longer passes the checks and is not used.`,
  );
  return null;
}

function unusable(found: Exclude<Lookup, { status: 'found' | 'missing' }>): string {
  if (found.status === 'changed')
    return `The code that was kept for this task was changed, or not kept by this user, and is not used: ${found.file}`;
  if (found.status === 'unrecorded')
    return `The code that was kept for this task is not used, as the audit log does not have the record ${found.auditId} of it.`;
  return `Approved code can't be kept for reuse, as this user has no key to sign it with: ${found.problem} Set XDG_STATE_HOME to a folder that only this user may change, or cache to false.`;
}
