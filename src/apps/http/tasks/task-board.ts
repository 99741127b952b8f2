import { isDeepStrictEqual } from 'node:util';
import type { DecisionRequest, TaskRequest } from '../../../contracts/service/task-request.ts';
import { CoderError } from '../../../errors/coder-error.ts';
import { newTaskId } from '../../../workspace/task-id.ts';
import { ServiceFault } from '../service-fault.ts';
import { contextOf } from './earlier-task.ts';
import { HostedTask } from './hosted-task.ts';
import type { TaskFacts } from './task-facts.ts';
import { TaskStore } from './task-store.ts';
import { TaskWork, type WorkOptions } from './task-work.ts';

interface BoardOptions extends Omit<WorkOptions, 'store' | 'onRest'> {
  folder: string;
  maxTasks: number;
  /** What all that have ended may take of the disk together; the one that ended last is kept whatever it takes. */
  maxBytes: number;
}

const lost = 'The service ended while this task was at work. Nothing of it goes on; ask again.';

/** The tasks of one tenant. */
export class TaskBoard {
  readonly #maxTasks: number;
  readonly #maxBytes: number;
  readonly #store: TaskStore;
  readonly #work: TaskWork;
  readonly #tasks = new Map<string, HostedTask>();
  /** What each task that has ended takes of the disk. */
  readonly #bytes = new Map<string, number>();

  /** Takes over what an earlier process left: tasks that wait still do, those that were at work are `lost` unless their result was written. */
  static async open(options: BoardOptions): Promise<TaskBoard> {
    const board = new TaskBoard(options, await TaskStore.open(options.folder));
    for (const facts of await board.#store.all()) {
      const task = await HostedTask.reopen(facts, board.#store);
      const result = facts.state === 'ended' ? null : await task.result();
      const hasEnd = result !== null && result.status !== 'approval-required';
      if (task.isAtWork) await (hasEnd ? task.end(result) : task.fail({ code: 'lost', message: lost }));
      else if (result !== null) board.#work.expireInTime(task, result);
      board.#tasks.set(facts.id, task);
      if (!task.isAtWork) await board.#measure(task);
    }
    await board.#makeRoom();
    return board;
  }

  private constructor(options: BoardOptions, store: TaskStore) {
    this.#maxTasks = options.maxTasks;
    this.#maxBytes = options.maxBytes;
    this.#store = store;
    const onRest = async (task: HostedTask): Promise<void> => {
      await this.#measure(task);
      await this.#makeRoom();
    };
    this.#work = new TaskWork({ ...options, store, onRest });
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

  /** Begins a task, or gives the one that the same key began. Throws before there is one for what no task can begin with. */
  async start(
    request: TaskRequest,
    { files, key }: { files: TaskFacts['files']; key: string | null },
  ): Promise<HostedTask> {
    const asked = { ...request, files: files.map(({ id, name }) => ({ id, name })) };
    const same = key === null ? undefined : this.all().find((task) => isAnswerTo(key, task));
    if (same !== undefined) return checkSame(same, asked);
    this.#checkRoom();
    const earlier = request.follows === undefined ? null : this.get(request.follows);
    const facts: TaskFacts = {
      id: newTaskId(),
      state: 'queued',
      status: null,
      auditId: null,
      query: request.query ?? 'Run the given code.',
      follows: request.follows ?? null,
      files: [
        ...files,
        ...(earlier?.facts.files.filter(({ name }) => !files.some((file) => file.name === name)) ?? []),
      ],
      createdAt: new Date().toISOString(),
      endedAt: null,
      problem: null,
      request: asked,
      key,
    };
    const task = new HostedTask(facts, this.#store);
    this.#tasks.set(facts.id, task);
    const prepared = this.#prepare(task, earlier);
    task.settled = prepared.then(
      (context) => this.#work.answer(task, request, context),
      () => undefined, // thrown below
    );
    await prepared;
    return task;
  }

  /** Has a task on disk; gives what a model is told of the one that it follows. */
  async #prepare({ facts }: HostedTask, earlier: HostedTask | null): Promise<string | null> {
    try {
      await this.#store.create(facts);
      await this.#makeRoom();
      return earlier && contextOf(earlier.facts, await earlier.result());
    } catch (error) {
      this.#tasks.delete(facts.id);
      throw error;
    }
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
    await this.stop(task, reason);
    return task;
  }

  /** The same for a task that may have been forgotten meanwhile. */
  async stop(task: HostedTask, reason: string): Promise<void> {
    if (task.claim()) await task.fail({ code: 'cancelled', message: reason });
    else if (task.facts.state !== 'ended') task.cancel(reason); // also one that a decision is about to go on with
    await task.settled;
  }

  /** Removes a task with its result and artifacts. Throws `conflict` before it has ended. */
  async forget(id: string): Promise<void> {
    if (this.get(id).facts.state !== 'ended')
      throw new ServiceFault('conflict', 'This task has not ended: cancel it before it is removed.');
    this.#tasks.delete(id);
    this.#bytes.delete(id);
    await this.#store.remove(id);
  }

  /** Those at work. */
  working(): HostedTask[] {
    return this.all().filter((task) => task.isAtWork);
  }

  /** Those that wait for a person are kept, however many they are. */
  #checkRoom(): void {
    const notEnded = this.all().filter((task) => task.facts.state !== 'ended').length;
    if (notEnded >= this.#maxTasks)
      throw new CoderError(
        `${notEnded} tasks have not ended: decide about those that wait, or cancel some.`,
        { code: 'busy' },
      );
  }

  /** The oldest ended ones go first. */
  async #makeRoom(): Promise<void> {
    const ended = this.all().filter((task) => task.facts.state === 'ended');
    const [last] = ended.toSorted((one, other) => endOf(other).localeCompare(endOf(one)));
    let tooMany = this.#tasks.size - this.#maxTasks;
    let bytes = ended.reduce((sum, { facts }) => sum + (this.#bytes.get(facts.id) ?? 0), 0);
    for (const task of ended.reverse()) {
      const isTooMuch = bytes > this.#maxBytes && task !== last;
      if (tooMany <= 0 && !isTooMuch) continue;
      tooMany -= 1;
      bytes -= this.#bytes.get(task.facts.id) ?? 0;
      if (this.#tasks.has(task.facts.id)) await this.forget(task.facts.id); // unless it went meanwhile
    }
  }

  async #measure({ facts }: HostedTask): Promise<void> {
    if (facts.state === 'ended') this.#bytes.set(facts.id, await this.#store.bytesOf(facts.id));
  }
}

function endOf({ facts }: HostedTask): string {
  return facts.endedAt ?? '';
}

/** What came to no answer is tried again. */
function isAnswerTo(key: string, { facts }: HostedTask): boolean {
  return facts.key === key && facts.problem === null && facts.status !== 'cancelled';
}

/** Throws `conflict` where another request came with the same key. */
function checkSame(task: HostedTask, asked: TaskRequest): HostedTask {
  if (isDeepStrictEqual(task.facts.request, asked)) return task;
  throw new ServiceFault('conflict', 'Another request came with this Idempotency-Key: use a new key.');
}
