import type { Artifact, CodeTaskResult } from '../../../contracts/code-task.ts';
import type { ServedResult, TaskView } from '../../../contracts/service/task-view.ts';
import type { TaskEvent } from '../../../contracts/task-event.ts';
import type { CoderError } from '../../../errors/coder-error.ts';
import { EventLog, type NumberedEvent } from './event-log.ts';
import { servedEvent, servedResult } from './served-result.ts';
import { type TaskFacts, viewOf } from './task-facts.ts';
import type { TaskStore } from './task-store.ts';

/** One task of a tenant, whatever becomes of it: its state, its events, its result. */
export class HostedTask {
  #facts: TaskFacts;
  readonly #store: TaskStore;
  readonly #log: EventLog;
  #cancellation = new AbortController();
  #isClaimed = false;
  /** What its program wrote, before there is a result that has it. */
  readonly #collected = new Map<string, Artifact>();
  #listeners = 0;
  #goesOnAlone = false;
  /** Resolves when nothing is at work for it. */
  settled: Promise<void> = Promise.resolve();

  constructor(facts: TaskFacts, store: TaskStore, log: EventLog = new EventLog(store.eventsFile(facts.id))) {
    this.#facts = facts;
    this.#store = store;
    this.#log = log;
  }

  /** One from an earlier process of the service; one that ended has its events in its file. */
  static async reopen(facts: TaskFacts, store: TaskStore): Promise<HostedTask> {
    const file = store.eventsFile(facts.id);
    const log = facts.state === 'ended' ? EventLog.closed(file) : await EventLog.reopen(file);
    return new HostedTask(facts, store, log);
  }

  get facts(): TaskFacts {
    return this.#facts;
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  get isAtWork(): boolean {
    return this.#facts.state === 'queued' || this.#facts.state === 'running';
  }

  /** True for the one who may go on with a task that waits, until it waits again. */
  claim(): boolean {
    if (this.#facts.state !== 'waiting' || this.#isClaimed) return false;
    this.#isClaimed = true;
    return true;
  }

  unclaim(): void {
    this.#isClaimed = false;
  }

  async view(): Promise<TaskView> {
    return viewOf(this.#facts, await this.#servedResult());
  }

  result(): Promise<CodeTaskResult | null> {
    return this.#store.result(this.#facts.id);
  }

  events(after: number, signal: AbortSignal): AsyncGenerator<NumberedEvent> {
    return this.#log.after(after, signal);
  }

  /** A file that was told of, by its name. */
  async artifact(name: string): Promise<Artifact | undefined> {
    const result = await this.result();
    return result?.artifacts.find((one) => one.name === name) ?? this.#collected.get(name);
  }

  /** Counts in a client that waits for it; gives what to call when that one leaves, true where nobody is left for whom it goes on. */
  join(): () => boolean {
    this.#listeners += 1;
    return () => {
      this.#listeners -= 1;
      return this.#listeners === 0 && !this.#goesOnAlone;
    };
  }

  /** It goes on whoever leaves. */
  detach(): void {
    this.#goesOnAlone = true;
  }

  tell(event: TaskEvent): void {
    if (event.type === 'artifact-collected') this.#collected.set(event.artifact.name, event.artifact);
    this.#log.append(servedEvent(this.#facts.id, event));
  }

  cancel(reason: string): void {
    this.#cancellation.abort(new Error(reason));
  }

  /** Stands in the queue again, to go on after a decision. */
  async queue(): Promise<void> {
    await this.#become({ state: 'queued' });
  }

  async begin(): Promise<void> {
    await this.#become({ state: 'running' });
  }

  /** A person has to decide; meanwhile nothing is at work, and the service may end and start again. */
  async wait(result: CodeTaskResult): Promise<void> {
    await this.#store.saveResult(this.#facts.id, result);
    this.#cancellation = new AbortController();
    await this.#become({ state: 'waiting', status: result.status, auditId: result.auditId });
    this.#isClaimed = false;
    this.tell({ type: 'finished', result });
  }

  async end(result: CodeTaskResult): Promise<void> {
    await this.#store.saveResult(this.#facts.id, result);
    await this.#finish({ status: result.status, auditId: result.auditId }, result);
  }

  /** Ends it without a result of its own: the request or the service was at fault. */
  async fail({ code, message }: Pick<CoderError, 'code' | 'message'>): Promise<void> {
    const status = code === 'lost' || code === 'cancelled' ? code : null;
    await this.#finish({ status, problem: { code, detail: message } });
  }

  /** On a disk that takes no more it has ended in this process all the same, and nobody waits for it. */
  async #finish(change: Partial<TaskFacts>, result?: CodeTaskResult): Promise<void> {
    const end = { ...change, state: 'ended', endedAt: new Date().toISOString() } as const;
    try {
      await this.#become(end);
    } finally {
      this.#facts = { ...this.#facts, ...end };
      if (result) this.tell({ type: 'finished', result });
      await this.#log.close();
    }
  }

  async #become(change: Partial<TaskFacts>): Promise<void> {
    const facts = { ...this.#facts, ...change };
    await this.#store.saveFacts(facts);
    this.#facts = facts;
  }

  async #servedResult(): Promise<ServedResult | null> {
    const result = await this.result();
    return result && servedResult(this.#facts.id, result);
  }
}
