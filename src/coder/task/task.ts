import type { Config } from '../../config/schema.ts';
import { TaskClock } from './task-clock.ts';
import { TaskEvents } from './task-events.ts';
import { type TaskOptions, type TaskRequest, taskRequest } from './task-request.ts';
import { TaskState } from './task-state.ts';
import { TaskUsage } from './task-usage.ts';

/** One task while it is worked on. */
export interface Task {
  readonly request: TaskRequest;
  readonly state: TaskState;
  readonly events: TaskEvents;
  readonly clock: TaskClock;
  readonly usage: TaskUsage;
}

/** A task that may begin, and whose time runs from now on. Throws `config-invalid`, see `taskRequest`. */
export function openTask(config: Config, query: string, options: TaskOptions): Task {
  const request = taskRequest(config, query, options);
  const state = new TaskState();
  const events = new TaskEvents(options);
  return { request, state, events, clock: new TaskClock(events, state), usage: new TaskUsage() };
}
