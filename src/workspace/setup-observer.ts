import type { TaskEvent } from '../contracts/task-event.ts';

/** Told while something slow is being set up. */
export interface SetupObserver {
  signal?: AbortSignal | undefined;
  onProgress?: ((message: string) => void) | undefined;
}

interface Caller {
  signal?: AbortSignal | undefined;
  onEvent?: ((event: TaskEvent) => void) | undefined;
}

/** Tells a caller as an event what a slow set-up says. */
export function setupObserver({ signal, onEvent }: Caller): SetupObserver {
  return { signal, onProgress: (message) => onEvent?.({ type: 'setup-progress', message }) };
}
