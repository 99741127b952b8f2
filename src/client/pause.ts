import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';

const firstMs = 200;
const longestMs = 10_000;
/** A service that asks for more is told to the caller instead of waited for. */
export const longestAskedMs = 60_000;

/** How long to wait before the next attempt: longer each time, and never all clients at the same moment. */
export function backoffMs(failures: number, baseMs = firstMs): number {
  return Math.min(longestMs, baseMs * 2 ** Math.max(0, failures - 1)) * (0.5 + Math.random() / 2);
}

/** The wait a reply asks for, as seconds or as a date; null where it asks for none. */
export function askedMs(headers: Headers): number | null {
  const asked = headers.get('retry-after')?.trim();
  if (!asked) return null;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const until = Date.parse(asked) - Date.now();
  return Number.isNaN(until) ? null : Math.max(0, until);
}

/** Waits; throws `cancelled` as soon as the signal fires. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal?.addEventListener('abort', over);
    if (signal?.aborted) over();
  });
  throwIfCancelled(signal);
}
