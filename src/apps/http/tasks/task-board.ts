import { isDeepStrictEqual } from 'node:util';
import type { DecisionRequest, TaskRequest } from '../../../contracts/service/task-request.ts';
import { newTaskId } from '../../../workspace/task-id.ts';
import { ServiceFault } from '../service-fault.ts';
import { contextOf } from './earlier-task.ts';
import { HostedTask } from './hosted-task.ts';
import type { TaskFacts } from './task-facts.ts';
import { TaskStore } from './task-store.ts';
import { TaskWork, type WorkOptions } from './task-work.ts';

interface BoardOptions extends Omit<WorkOptions, 'store'> {
  folder: string;
  maxTasks: number;
}

const lost = 'The service ended while this task was at work. Nothing of it goes on; ask again.';

/** The tasks of one tenant. */
export class TaskBoard {
  readonly #maxTasks: number;
  readonly #store: TaskStore;
  readonly #work: TaskWork;
  readonly #tasks = new Map<string, HostedTask>();

  /** Takes over what an earlier process left: tasks that wait still do, those that were at work are `lost`. */
  static async open(options: BoardOptions): Promise<TaskBoard> {
    const board = new TaskBoard(options, await TaskStore.open(options.folder));
    for (const facts of await board.#store.all()) {
      const task = await HostedTask.reopen(facts, board.#store);
      if (task.isAtWork) await task.fail({ code: 'lost', message: lost });
      const result = task.facts.state === 'waiting' ? await task.result() : null;
      if (result !== null) board.#work.expireInTime(task, result);
      board.#tasks.set(facts.id, task);
    }
    return board;
  }

  private constructor(options: BoardOptions, store: TaskStore) {
    this.#maxTasks = options.maxTasks;
    this.#store = store;
    this.#work = new TaskWork({ ...options, store });
  }

  /** Throws `not-found` for a task of another tenant as for one that never was. */
  get(id: string): HostedTask {
    const task = this.#tasks.get(id);
    if (task === undefined) throw new ServiceFault('not-found', `There is no task ${id}.`);
    return task;
  }

  /** The newest first. */
  all(): HostedTask[] {
    return [...this.#tasks.values()].reverse();
  }

  artifactFolder(id: string): string {
    return this.#store.artifactFolder(id);
  }

  /** Begins a task, or gives the one that the same key began. Throws before there is one for what no task can begin with. */
  async start(
    request: TaskRequest,
    { files, key }: { files: TaskFacts['files']; key: string | null },
  ): Promise<HostedTask> {
    const same = key === null ? undefined : this.all().find((task) => task.facts.key === key);
    if (same !== undefined) return checkSame(same, request);
    const earlier = request.follows === undefined ? null : this.get(request.follows);
    const context = earlier && contextOf(earlier.facts, await earlier.result());
    const { files: _files, ...choices } = request;
    const facts: TaskFacts = {
      id: newTaskId(),
      state: 'queued',
      status: null,
      query: request.query ?? 'Run the given code.',
      follows: request.follows ?? null,
      files: [
        ...files,
        ...(earlier?.facts.files.filter(({ name }) => !files.some((file) => file.name === name)) ?? []),
      ],
      createdAt: new Date().toISOString(),
      endedAt: null,
      problem: null,
      request: choices,
      key,
    };
    const task = new HostedTask(facts, this.#store);
    this.#tasks.set(facts.id, task);
    try {
      await this.#store.create(facts);
    } catch (error) {
      this.#tasks.delete(facts.id);
      throw error;
    }
    await this.#makeRoom();
    this.#work.answer(task, request, context);
    return task;
  }

  /** Goes on with a task that waits for a person. Throws `conflict` for one that does not. */
  async decide(id: string, decision: DecisionRequest): Promise<HostedTask> {
    const task = this.get(id);
    if (!task.claim()) throw new ServiceFault('conflict', 'No program of this task waits for a decision.');
    try {
      await this.#work.goOn(task, decision);
    } catch (error) {
      task.unclaim();
      throw error;
    }
    return task;
  }

  /** Ends what is at work or waits; one that has ended stays as it is. */
  async cancel(id: string, reason: string): Promise<HostedTask> {
    const task = this.get(id);
    if (task.claim()) await task.fail({ code: 'cancelled', message: reason });
    else if (task.isAtWork) task.cancel(reason);
    await task.settled;
    return task;
  }

  /** Removes a task with its result and artifacts. Throws `conflict` while it is at work. */
  async forget(id: string): Promise<void> {
    if (this.get(id).isAtWork)
      throw new ServiceFault('conflict', 'This task is at work: cancel it before it is removed.');
    this.#tasks.delete(id);
    await this.#store.remove(id);
  }

  /** Those at work. */
  working(): HostedTask[] {
    return this.all().filter((task) => task.isAtWork);
  }

  async #makeRoom(): Promise<void> {
    const ended = [...this.#tasks.values()].filter((task) => task.facts.state === 'ended');
    const tooMany = Math.max(0, this.#tasks.size - this.#maxTasks);
    await Promise.all(ended.slice(0, tooMany).map((task) => this.forget(task.facts.id)));
  }
}

/** Throws `conflict` where another request came with the same key. */
function checkSame(task: HostedTask, { files: _files, ...choices }: TaskRequest): HostedTask {
  if (isDeepStrictEqual(task.facts.request, choices)) return task;
  throw new ServiceFault('conflict', 'Another request came with this Idempotency-Key: use a new key.');
}
