import { isDeepStrictEqual } from 'node:util';
import type { CodeTaskResult, TaskStatus } from '../../../contracts/code-task.ts';
import type { FileInput } from '../../../contracts/file-input.ts';
import type { PythonCoder } from '../../../contracts/python-coder.ts';
import type { DecisionRequest, TaskRequest } from '../../../contracts/service/task-request.ts';
import type { TaskEvent } from '../../../contracts/task-event.ts';
import { CoderError, type ErrorCode } from '../../../errors/coder-error.ts';
import type { Admission } from '../../../sandbox/pool/admission.ts';
import { newTaskId } from '../../../workspace/task-id.ts';
import type { FileStore } from '../files/file-store.ts';
import { ServiceFault } from '../service-fault.ts';
import { contextOf } from './earlier-task.ts';
import { HostedTask } from './hosted-task.ts';
import { runRequest } from './run-request.ts';
import type { TaskFacts } from './task-facts.ts';
import { TaskStore } from './task-store.ts';

interface BoardOptions {
  tenant: string;
  coder: PythonCoder;
  files: FileStore;
  folder: string;
  maxTasks: number;
  /** Shared by all tenants. */
  admission: Admission;
  /** False where approved code of another tenant could be reused. */
  mayReuse: boolean;
  observer: TaskObserver;
}

export interface TaskObserver {
  onEvent(event: TaskEvent): void;
  onEnd(outcome: TaskStatus | ErrorCode): void;
  /** Told of faults that no client hears the details of. */
  onError(error: unknown): void;
}

const nobodyDecided = 'Nobody decided about the program in time, so it did not run. Ask again.';
const lost = 'The service ended while this task was at work. Nothing of it goes on; ask again.';

/** The tasks of one tenant. */
export class TaskBoard {
  readonly #options: BoardOptions;
  readonly #store: TaskStore;
  readonly #tasks = new Map<string, HostedTask>();

  /** Takes over what an earlier process left: tasks that wait still do, those that were at work are `lost`. */
  static async open(options: BoardOptions): Promise<TaskBoard> {
    const board = new TaskBoard(options, await TaskStore.open(options.folder));
    for (const facts of await board.#store.all()) {
      const task = await HostedTask.reopen(facts, board.#store);
      if (task.isAtWork) await task.fail({ code: 'lost', message: lost });
      const result = task.facts.state === 'waiting' ? await task.result() : null;
      if (result !== null) board.#expireInTime(task, result);
      board.#tasks.set(facts.id, task);
    }
    return board;
  }

  private constructor(options: BoardOptions, store: TaskStore) {
    this.#options = options;
    this.#store = store;
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
    await this.#store.create(facts);
    await this.#makeRoom();
    this.#work(task, async () => {
      const mayReuse = this.#options.mayReuse && request.cache !== false;
      return runRequest(this.#options.coder, request, {
        ...this.#surroundings(task),
        context,
        mayReuse,
        inputs: await this.#inputs(facts),
      });
    });
    return task;
  }

  /** Goes on with a task that waits for a person. Throws `conflict` for one that does not. */
  async decide(id: string, decision: DecisionRequest): Promise<HostedTask> {
    const task = this.get(id);
    if (!task.claim()) throw new ServiceFault('conflict', 'No program of this task waits for a decision.');
    try {
      await this.#goOn(task, decision);
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

  async #goOn(task: HostedTask, decision: DecisionRequest): Promise<void> {
    const request = (await task.result())?.approvalRequest;
    if (request === undefined) throw new ServiceFault('conflict', 'The request of this task is lost.');
    const { coder, tenant: approver } = this.#options;
    const answer =
      decision.action === 'approve'
        ? { action: 'approve' as const, grant: coder.approvals.grant(request), approver }
        : decision.action === 'reject'
          ? { action: 'reject' as const, reason: decision.reason ?? '', approver }
          : { ...decision, approver };
    const inputs = await this.#inputs(task.facts);
    await task.queue();
    this.#work(task, () =>
      coder.approvals.resume(request, answer, {
        ...this.#surroundings(task),
        files: inputs,
        skipBadFiles: task.facts.request.skipBadFiles,
      }),
    );
  }

  #work(task: HostedTask, run: () => Promise<CodeTaskResult>): void {
    task.settled = this.#attempt(task, run).catch((error) => this.#options.observer.onError(error));
  }

  async #attempt(task: HostedTask, run: () => Promise<CodeTaskResult>): Promise<void> {
    const { admission, observer } = this.#options;
    try {
      await admission.enter(task.signal);
      let result: CodeTaskResult;
      try {
        await task.begin();
        result = await run();
      } finally {
        admission.leave();
      }
      if (result.status === 'approval-required') await this.#letWait(task, result);
      else await task.end(result);
      observer.onEnd(result.status);
    } catch (error) {
      if (!(error instanceof CoderError)) observer.onError(error);
      const known =
        error instanceof CoderError
          ? error
          : new CoderError('The service failed at this task.', { code: 'internal' });
      await task.fail(known);
      observer.onEnd(known.code);
    }
  }

  async #letWait(task: HostedTask, result: CodeTaskResult): Promise<void> {
    await task.wait(result);
    this.#expireInTime(task, result);
  }

  /** Ends a task that still waits for the same decision when its time is over. */
  #expireInTime(task: HostedTask, result: CodeTaskResult): void {
    const { approvalRequest: request } = result;
    if (request === undefined) return;
    const expire = async (): Promise<void> => {
      const now = task.facts.state === 'waiting' ? await task.result() : null;
      if (now?.approvalRequest?.mac !== request.mac || !task.claim()) return;
      await task.end({ ...result, success: false, status: 'expired', error: nobodyDecided });
      this.#options.observer.onEnd('expired');
    };
    const onError = (error: unknown): void => this.#options.observer.onError(error);
    const left = Math.max(0, Date.parse(request.expiresAt) - Date.now());
    setTimeout(() => void expire().catch(onError), left).unref();
  }

  #surroundings(task: HostedTask) {
    return {
      outputDir: this.#store.artifactFolder(task.facts.id),
      signal: task.signal,
      onEvent: (event: TaskEvent) => {
        this.#options.observer.onEvent(event);
        task.tell(event);
      },
    };
  }

  /** The files of a task again, which must not have expired. */
  async #inputs({ files }: TaskFacts): Promise<FileInput[]> {
    const { files: store } = this.#options;
    return Promise.all(
      files.map(async ({ id, name }) => {
        await store.use(id);
        return { path: store.pathOf(id), name, sha256: id };
      }),
    );
  }

  async #makeRoom(): Promise<void> {
    const ended = [...this.#tasks.values()].filter((task) => task.facts.state === 'ended');
    const tooMany = Math.max(0, this.#tasks.size - this.#options.maxTasks);
    await Promise.all(ended.slice(0, tooMany).map((task) => this.forget(task.facts.id)));
  }
}

/** Throws `conflict` where another request came with the same key. */
function checkSame(task: HostedTask, { files: _files, ...choices }: TaskRequest): HostedTask {
  if (isDeepStrictEqual(task.facts.request, choices)) return task;
  throw new ServiceFault('conflict', 'Another request came with this Idempotency-Key: use a new key.');
}
