import { z } from 'zod';
import { taskId } from '../../../contracts/service/task-request.ts';
import type { TaskSummary } from '../../../contracts/service/task-view.ts';
import type { HostedTask } from './hosted-task.ts';
import { summaryOf } from './task-facts.ts';

export const pageSchema = z.object({
  q: z.string().max(1_000).optional().describe('words that the question or a file name has, in any order'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: taskId.optional().describe('the last task of the page before'),
});

interface Page {
  tasks: TaskSummary[];
  next: string | null;
}

/** One page of tasks that came the newest first. */
export function listTasks(
  tasks: readonly HostedTask[],
  { q = '', limit, before }: z.infer<typeof pageSchema>,
): Page {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const from = before === undefined ? 0 : tasks.findIndex(({ facts }) => facts.id === before) + 1;
  const found = tasks.slice(from).filter(({ facts }) => {
    const text = [facts.query, ...facts.files.map(({ name }) => name)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const page = found.slice(0, limit).map(({ facts }) => summaryOf(facts));
  return { tasks: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}
