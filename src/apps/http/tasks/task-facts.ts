import { z } from 'zod';
import { taskRequestSchema } from '../../../contracts/service/task-request.ts';
import type { ServedResult, TaskSummary, TaskView } from '../../../contracts/service/task-view.ts';
import { taskStates, taskViewSchema } from '../../../contracts/service/task-view.ts';

/** What is kept of a task beside its events, its result and its artifacts. */
export const taskFactsSchema = taskViewSchema.omit({ result: true }).extend({
  state: z.enum(taskStates),
  status: z.string().nullable(),
  auditId: z.string().nullable().default(null),
  /** The request, with files of its own by their ids. */
  request: taskRequestSchema,
  /** By which the client may send the same request again. */
  key: z.string().nullable(),
});

export type TaskFacts = z.infer<typeof taskFactsSchema>;

export function viewOf(
  { request: _request, key: _key, status: _status, auditId: _auditId, ...facts }: TaskFacts,
  result: ServedResult | null,
): TaskView {
  return { ...facts, result };
}

export function summaryOf({ request: _request, key: _key, ...facts }: TaskFacts): TaskSummary {
  return { ...facts, status: facts.status as TaskSummary['status'] };
}
