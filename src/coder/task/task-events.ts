import type { CodeTaskOptions } from '../../contracts/code-task-options.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { SetupObserver } from '../../workspace/setup-observer.ts';

/** Tells the observer of a task what happens, and stops the task when the observer throws. */
export class TaskEvents implements SetupObserver {
  /** Fires when the caller cancels or its observer throws. */
  readonly signal: AbortSignal;
  readonly warnings: string[] = [];
  readonly #onEvent: ((event: TaskEvent) => void) | undefined;
  readonly #observerFailed = new AbortController();
  #observerFault: { cause: unknown } | null = null;

  constructor({ signal, onEvent }: Pick<CodeTaskOptions, 'signal' | 'onEvent'>) {
    const failed = this.#observerFailed.signal;
    this.signal = signal ? AbortSignal.any([signal, failed]) : failed;
    this.#onEvent = onEvent;
  }

  /** Never throws, for some events come from where nobody could catch: an observer that throws stops the task, see `throwObserverFault`. */
  emit(event: TaskEvent): void {
    if (this.#observerFault !== null) return;
    try {
      this.#onEvent?.(event);
    } catch (cause) {
      this.#observerFault = { cause };
      this.#observerFailed.abort(cause);
    }
  }

  warn(message: string): void {
    this.warnings.push(message);
    this.emit({ type: 'warning', message });
  }

  readonly onProgress = (message: string): void => this.emit({ type: 'setup-progress', message });

  /** Gives the caller the error of its own observer back, as it was thrown. */
  throwObserverFault(): void {
    if (this.#observerFault !== null) throw this.#observerFault.cause;
  }
}
