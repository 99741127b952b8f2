import { z } from 'zod';
import { taskId } from '../../../contracts/service/task-request.ts';
import type { TaskSummary } from '../../../contracts/service/task-view.ts';
import { ServiceFault } from '../service-fault.ts';
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
  const last = tasks.findIndex(({ facts }) => facts.id === before);
  if (before !== undefined && last === -1)
    throw new ServiceFault(
      'not-found',
      `There is no task ${before} to go on after: begin with the first page.`,
    );
  const found = tasks.slice(last + 1).filter(({ facts }) => {
    const text = [facts.query, ...facts.files.map(({ name }) => name)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const page = found.slice(0, limit).map(({ facts }) => summaryOf(facts));
  return { tasks: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}
