import type { CodeAuthor } from '../code-author.ts';
import type { Coder } from '../coder.ts';
import type { Task } from '../task.ts';
import { cacheKey } from './cache-key.ts';
import type { CachedCode } from './cached-code.ts';

/** The author of the task, who takes approved code of an earlier task where everything that code depends on is the same, with the review it got. */
export async function withCodeCache(
  coder: Coder,
  task: Task,
  { author, server }: { author: CodeAuthor; server: string },
): Promise<CodeAuthor> {
  if (!(task.cache ?? coder.config.cache)) return author;
  const { name } = author.generator;
  task.cacheKey = await cacheKey(coder, task, { name, server });
  const entry = await usableCode(coder, task, task.cacheKey);
  if (entry === null) return author;
  const { code, auditId, approvedAt, issues, review } = entry;
  const status = review.status === 'reviewed' ? 'kept' : review.status;
  return {
    ...author,
    generate: async () => {
      task.reused = { auditId, approvedAt };
      return code;
    },
    reviewer: author.reviewer && {
      ...author.reviewer,
      earlier: (examined) => (examined === code ? { issues, review: { ...review, status } } : null),
    },
  };
}

/** Reused code passes today's checks, or it is not used and that is said. */
async function usableCode(coder: Coder, task: Task, key: string): Promise<CachedCode | null> {
  const found = await coder.codeCache.find(key);
  if (found.status === 'missing') return null;
  if (found.status === 'changed') {
    task.warn(`The code that was kept for this task was changed and is not used: ${found.file}`);
    return null;
  }
  const { entry } = found;
  const verdict = await coder.verifyStatically(entry.code, {
    files: task.descriptions,
    python: await coder.environment(task),
  });
  if (verdict.code === entry.code && verdict.issues.length === 0) return entry;
  task.warn(
    `The code that was approved in the record ${entry.auditId} no longer passes the checks and is not used.`,
  );
  return null;
}
