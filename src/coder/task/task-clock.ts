import type { Span } from '@opentelemetry/api';
import type { CodeTaskResult, Phase } from '../../contracts/code-task.ts';
import { inSpan } from '../tracing/in-span.ts';
import type { TaskEvents } from './task-events.ts';

/** Measures where the time of a task goes. */
export class TaskClock {
  readonly #events: TaskEvents;
  readonly #rounds: { readonly iteration: number };
  readonly #started = performance.now();
  readonly #timings: Partial<Record<Phase, number>> = {};

  /** `rounds` says which round a phase belongs to. */
  constructor(events: TaskEvents, rounds: { readonly iteration: number }) {
    this.#events = events;
    this.#rounds = rounds;
  }

  /** Times one phase, in a span of its own, and tells the observer when it starts and ends. */
  async phase<Value>(phase: Phase, work: (span: Span) => Promise<Value>): Promise<Value> {
    const { iteration } = this.#rounds;
    this.#events.emit({ type: 'phase-started', phase, iteration });
    const start = performance.now();
    const attributes = { 'python_coder.iteration': iteration };
    try {
      return await inSpan({ name: `python_coder ${phase}`, attributes }, work);
    } finally {
      const durationMs = performance.now() - start;
      this.#timings[phase] = (this.#timings[phase] ?? 0) + durationMs;
      this.#events.emit({ type: 'phase-finished', phase, iteration, durationMs });
    }
  }

  /** As of now. */
  get timings(): CodeTaskResult['timings'] {
    return { ...this.#timings, totalMs: performance.now() - this.#started };
  }
}
