import type { ServedEvent, TaskView } from '../../contracts/service/task-view.ts';
import { type Progress, progressOfResult, startOfProgress, withEvent } from '../model/progress.ts';
import { getTask, ServiceFault } from './api.ts';
import { eventStream, type StreamedEvent } from './event-stream.ts';

const firstPauseMs = 100;
const longestPauseMs = 8_000;

/** Follows one task to its end, over lost connections and restarts of the service. */
export class TaskWatch {
  view: TaskView | null = null;
  progress: Progress = startOfProgress;
  /** `lost`: nothing is heard of the service, and it is tried again. */
  connection: 'live' | 'lost' | 'closed' = 'live';
  /** Why the task can't be shown at all. */
  fault: ServiceFault | null = null;
  readonly #id: string;
  readonly #onChange: () => void;
  readonly #stop = new AbortController();
  #lastId: string | null = null;
  #failures = 0;

  constructor(id: string, onChange: () => void) {
    this.#id = id;
    this.#onChange = onChange;
    void this.#follow();
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Takes over what the service answered to a decision or a cancellation. */
  take(view: TaskView): void {
    this.view = view;
    if (view.result !== null && view.state === 'ended')
      this.progress = progressOfResult(this.progress, view.result);
    this.#onChange();
  }

  #isClosed(): boolean {
    return this.connection === 'closed';
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted && !this.#isClosed()) {
      try {
        await this.#hear(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#fail(error);
      }
      if (!this.#isClosed()) await this.#pause(signal);
    }
  }

  /** One look at the task and its events until they stop coming, or until it begins to wait for a person. */
  async #hear(signal: AbortSignal): Promise<void> {
    const view = await getTask(this.#id);
    if (signal.aborted) return;
    this.connection = view.state === 'ended' && view.result !== null ? 'closed' : 'live';
    this.take(view);
    const isAboutToWait = view.state === 'running' && this.progress.request !== null;
    if (this.#isClosed()) return this.#recall(signal);
    if (isAboutToWait) return;
    const options = { lastId: this.#lastId, signal };
    for await (const event of eventStream(this.#events, options)) {
      this.#event(event);
      if (event.type === 'finished' && this.progress.request !== null) return;
    }
  }

  /** What led to a result that was there already; it stays as it is where that can't be heard any more. */
  async #recall(signal: AbortSignal): Promise<void> {
    const result = this.view?.result;
    let progress = startOfProgress;
    try {
      for await (const { type, data } of eventStream(this.#events, { lastId: null, signal }))
        if (type !== 'task') progress = withEvent(progress, JSON.parse(data) as ServedEvent);
    } catch {
      return;
    }
    if (!result) return;
    this.progress = progressOfResult(progress, result);
    this.#onChange();
  }

  get #events(): string {
    return `api/tasks/${this.#id}/events`;
  }

  #event({ id, type, data }: StreamedEvent): void {
    this.#failures = 0;
    this.#lastId = id ?? this.#lastId;
    if (type === 'task') {
      const view = JSON.parse(data) as TaskView;
      if (view.state === 'ended') this.connection = 'closed';
      this.take(view);
      return;
    }
    this.progress = withEvent(this.progress, JSON.parse(data) as ServedEvent);
    if (this.view !== null && this.view.state !== 'ended') this.view = { ...this.view, state: 'running' };
    this.#onChange();
  }

  #fail(error: unknown): void {
    if (error instanceof ServiceFault && !error.passes) {
      this.connection = 'closed';
      this.fault = error;
    } else {
      this.connection = 'lost';
    }
    this.#onChange();
  }

  /** Twice as long each time; over at once when the machine is online again. */
  #pause(signal: AbortSignal): Promise<void> {
    const milliseconds = Math.min(firstPauseMs * 2 ** this.#failures, longestPauseMs);
    this.#failures += 1;
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        window.removeEventListener('online', over);
        signal.removeEventListener('abort', over);
        resolve();
      };
      const timer = setTimeout(over, milliseconds);
      window.addEventListener('online', over);
      signal.addEventListener('abort', over);
    });
  }
}
