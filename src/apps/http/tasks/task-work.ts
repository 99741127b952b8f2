import type { CodeTaskResult, TaskStatus } from '../../../contracts/code-task.ts';
import type { FileInput } from '../../../contracts/file-input.ts';
import type { PythonCoder } from '../../../contracts/python-coder.ts';
import type { DecisionRequest, TaskRequest } from '../../../contracts/service/task-request.ts';
import type { TaskEvent } from '../../../contracts/task-event.ts';
import { CoderError, type ErrorCode } from '../../../errors/coder-error.ts';
import type { FileStore } from '../files/file-store.ts';
import { fullDiskWord, isFullDisk } from '../full-disk.ts';
import { ServiceFault } from '../service-fault.ts';
import type { HostedTask } from './hosted-task.ts';
import { runRequest } from './run-request.ts';
import type { TaskFacts } from './task-facts.ts';
import type { TaskStore } from './task-store.ts';
import type { Turns } from './tenant-turns.ts';

export interface WorkOptions {
  tenant: string;
  coder: PythonCoder;
  files: FileStore;
  store: TaskStore;
  /** Those of this tenant, among those of all others. */
  turns: Turns;
  /** False where approved code of another tenant could be reused. */
  mayReuse: boolean;
  observer: TaskObserver;
  /** Called when nothing is at work for a task any more. */
  onRest(task: HostedTask): Promise<void>;
}

export interface TaskObserver {
  onEvent(event: TaskEvent): void;
  onEnd(outcome: TaskStatus | ErrorCode): void;
  /** Told of faults that no client hears the details of. */
  onError(error: unknown): void;
}

const nobodyDecided = 'Nobody decided about the program in time, so it did not run. Ask again.';

/** Has the core work on tasks of one tenant, as many at a time as all tenants together may have. */
export class TaskWork {
  readonly #options: WorkOptions;

  constructor(options: WorkOptions) {
    this.#options = options;
  }

  answer(task: HostedTask, request: TaskRequest, context: string | null): Promise<void> {
    const { coder, mayReuse } = this.#options;
    return this.#begin(task, async () =>
      runRequest(coder, request, {
        ...this.#surroundings(task),
        context,
        mayReuse: mayReuse && request.cache !== false,
        inputs: await this.#inputs(task.facts),
      }),
    );
  }

  /** Goes on with a task that was claimed. Throws, and leaves it waiting, for a decision that can't be taken any more. */
  async goOn(task: HostedTask, decision: DecisionRequest): Promise<void> {
    const request = (await task.result())?.approvalRequest;
    if (request === undefined) throw new ServiceFault('conflict', 'The request of this task is lost.');
    const seen = 'codeSha256' in decision ? decision.codeSha256 : undefined;
    if (seen !== undefined && seen !== request.codeSha256)
      throw new ServiceFault('conflict', 'Another program than the one that was seen waits by now.');
    const { coder, tenant: approver } = this.#options;
    const answer =
      decision.action === 'approve'
        ? { action: 'approve' as const, grant: coder.approvals.grant(request), approver }
        : decision.action === 'reject'
          ? { action: 'reject' as const, reason: decision.reason ?? '', approver }
          : { action: 'edit' as const, code: decision.code, approver };
    const inputs = await this.#inputs(task.facts);
    await task.queue();
    void this.#begin(task, () =>
      coder.approvals.resume(request, answer, {
        ...this.#surroundings(task),
        files: inputs,
        skipBadFiles: task.facts.request.skipBadFiles,
      }),
    );
  }

  #begin(task: HostedTask, run: () => Promise<CodeTaskResult>): Promise<void> {
    const { observer, onRest } = this.#options;
    task.settled = this.#attempt(task, run)
      .then(() => onRest(task))
      .catch((error) => observer.onError(error));
    return task.settled;
  }

  async #attempt(task: HostedTask, run: () => Promise<CodeTaskResult>): Promise<void> {
    const { turns, observer } = this.#options;
    try {
      await turns.enter(task.signal);
      let result: CodeTaskResult;
      try {
        await task.begin();
        result = await run();
      } finally {
        turns.leave();
      }
      if (result.status === 'approval-required') await this.#letWait(task, result);
      else await task.end(result);
      observer.onEnd(result.status);
    } catch (error) {
      const known = faultOf(error);
      if (known.code === 'internal' || isFullDisk(error)) observer.onError(error);
      await task.fail(known);
      observer.onEnd(known.code);
    }
  }

  async #letWait(task: HostedTask, result: CodeTaskResult): Promise<void> {
    await task.wait(result);
    this.expireInTime(task, result);
  }

  /** Ends a task that still waits for the same decision when its time is over. */
  expireInTime(task: HostedTask, result: CodeTaskResult): void {
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
      outputDir: this.#options.store.artifactFolder(task.facts.id),
      signal: task.signal,
      onEvent: (event: TaskEvent) => {
        this.#options.observer.onEvent(event);
        if (event.type !== 'finished') task.tell(event); // that is told when the task is what the event says
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
}

/** A file that went while its task waited for its turn is the client's to bring again. */
function faultOf(error: unknown): CoderError {
  if (isFullDisk(error)) return new CoderError(fullDiskWord, { code: 'config-invalid', cause: error });
  if (error instanceof CoderError) return error;
  return error instanceof ServiceFault
    ? new CoderError(error.message, { code: 'input-invalid', cause: error })
    : new CoderError('The service failed at this task.', { code: 'internal', cause: error });
}
