import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { killGroup, tieGroupToProcess } from './process-group.ts';

export interface ToolOptions {
  /** Variables laid over the caller's environment; `undefined` removes one. */
  env?: Record<string, string | undefined> | undefined;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  onLine?: ((line: string) => void) | undefined;
}

export interface ToolRun {
  /** Null when it could not be started or was killed. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs one trusted set-up tool in its own process group and never leaves a process of it behind.
 * Throws `cancelled` when the signal fires; every other ending is a value.
 */
export async function runTool(command: readonly string[], options: ToolOptions = {}): Promise<ToolRun> {
  // Loaded only when there is something to start: a start with nothing to set up must not pay for it.
  const { execa } = await import('execa');
  throwIfCancelled(options.signal);
  const [file = '', ...args] = command;
  const { onLine } = options;
  const tell = function* (line: unknown): Generator<unknown> {
    onLine?.(String(line));
    yield line;
  };
  const child = execa(file, args, {
    reject: false,
    detached: true,
    stdin: 'ignore',
    stdout: tell,
    stderr: tell,
    env: options.env ?? {},
  });
  const stop = () => killGroup(child.pid);
  const untie = tieGroupToProcess(child.pid);
  const deadline = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs);
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const { exitCode, stdout, stderr } = await child;
    throwIfCancelled(options.signal);
    return { exitCode: exitCode ?? null, stdout, stderr };
  } finally {
    clearTimeout(deadline);
    options.signal?.removeEventListener('abort', stop);
    untie();
  }
}
