import { setTimeout } from 'node:timers/promises';
import type { FunctionWatch, WatchOptions } from '../../contracts/function-core.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { orCancelled } from '../../filesystem/or-cancelled.ts';
import type { FunctionServices } from '../function-services.ts';
import type { SetSource } from '../load/examine-set.ts';
import { tryToLoad } from '../load/load-set.ts';
import type { LoadedSet } from '../load/loaded-set.ts';
import { type Looks, lookAt, looksAs } from '../load/look-at.ts';

const everyMs = 300;
const stays = 'What changed does not load; the functions stay as they were.';
const nothingYet = 'The functions do not load; every change of their files is tried.';

interface Watched extends WatchOptions {
  loaded(): Promise<LoadedSet>;
  /** Has later calls use this set. */
  take(set: LoadedSet): void;
}

/** Looks at the sources again and again, which works on every file system; what counts is their content, not their time. Ends with the services, too. */
export function watchFunctions(
  services: FunctionServices,
  source: SetSource,
  { onEvent, loaded, take }: Watched,
): FunctionWatch {
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, services.closing]);
  const told: WatchOptions['onEvent'] = (event) => {
    try {
      onEvent(event);
    } catch {
      // what a listener throws is nobody's, and no reason to watch no longer
    }
  };
  const again = (old: LoadedSet | null, wasKept: boolean): Promise<Reloaded> =>
    reload(services, source, { onEvent: told, take, old, wasKept });
  const begun = loaded().then(
    (set): Reloaded => ({ set, isKept: false, seen: set.seen }),
    (error: unknown) => {
      if (error instanceof CoderError && error.code === 'config-invalid') return again(null, true);
      throw error;
    },
  );
  const watching = (async () => {
    let { set, isKept, seen } = await orCancelled(begun, ending.signal);
    let before = seen;
    while (!signal.aborted) {
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const now = await lookAt([...seen.keys()]);
      const isSettled = looksAs(now, before); // a file that is being written is looked at once more
      before = now;
      if (looksAs(now, seen) || !isSettled) continue;
      const reloaded = await again(set, isKept);
      ({ set, isKept } = reloaded);
      // What was known counts as it looked before the load, which may have missed a later change.
      const read = [...reloaded.seen].map(([file, look]) => [file, now.get(file) ?? look] as const);
      seen = before = new Map(isKept ? [...now, ...read] : read);
    }
  })();
  watching.catch(() => undefined); // `ready` tells
  const ready = begun.then(() => undefined);
  ready.catch(() => undefined); // whoever waits for it hears of the failure; nobody has to
  return {
    ready,
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await watching.catch(() => undefined);
    },
  };
}

interface Reloaded {
  /** Null where nothing could be loaded yet. */
  set: LoadedSet | null;
  /** True where the old functions stay because the new ones are no good. */
  isKept: boolean;
  /** The files that were read for it; none where nothing could be read. */
  seen: Looks;
}

interface Reloading extends Omit<Watched, 'loaded'> {
  old: LoadedSet | null;
  wasKept: boolean;
}

async function reload(
  services: FunctionServices,
  source: SetSource,
  { old, wasKept, take, onEvent }: Reloading,
): Promise<Reloaded> {
  const loading = await tryToLoad(services, source, { signal: services.closing }).catch((error: unknown) => {
    // Whoever waits for the first ones must hear that nothing can be watched.
    if (old === null || services.closing.aborted) throw error;
    return { status: 'failed' as const, reason: error instanceof Error ? error.message : String(error) };
  });
  if (loading.status === 'failed') {
    onEvent({ type: 'kept', reason: loading.reason, findings: [] });
    return { set: old, isKept: true, seen: new Map() };
  }
  if (loading.status === 'refused') {
    const { findings, seen } = loading;
    onEvent({ type: 'kept', reason: old === null ? nothingYet : stays, findings });
    return { set: old, isKept: true, seen };
  }
  const { set, warmMs } = loading;
  const next = { set, isKept: false, seen: set.seen };
  const isSame = set.library.id === old?.library.id && declared(set) === declared(old);
  if (isSame && !wasKept) return next; // after a bad one it is news that the files are good again
  take(set);
  if (old !== null && set.library.id !== old.library.id) (await services.runtime()).release(old.library.id);
  onEvent({ type: 'reloaded', ...differences(old, set), warmMs });
  return next;
}

function declared({ functions }: LoadedSet): string {
  return JSON.stringify([...functions]);
}

function differences(
  old: LoadedSet | null,
  set: LoadedSet,
): { added: string[]; changed: string[]; removed: string[] } {
  const before = old?.functions ?? new Map<string, never>();
  const names = [...set.functions.keys()];
  const known = names.filter((name) => before.has(name));
  return {
    added: names.filter((name) => !before.has(name)),
    changed: known.filter((name) => lookOf(old, name) !== lookOf(set, name)),
    removed: [...before.keys()].filter((name) => !set.functions.has(name)),
  };
}

/** What was declared and found of a function, and every source that it brings. */
function lookOf(set: LoadedSet | null, name: string): string {
  return JSON.stringify([set?.functions.get(name), set?.sources.get(name)]);
}
