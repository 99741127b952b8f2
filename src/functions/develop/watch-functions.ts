import { setTimeout } from 'node:timers/promises';
import type { FunctionWatch, WatchOptions } from '../../contracts/function-core.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { FunctionServices } from '../function-services.ts';
import type { SetSource } from '../load/examine-set.ts';
import { tryToLoad } from '../load/load-set.ts';
import type { LoadedSet } from '../load/loaded-set.ts';
import { type Looks, lookAt, looksAs } from '../load/look-at.ts';

const everyMs = 300;

interface Watched extends WatchOptions {
  loaded(): Promise<LoadedSet>;
  /** Has later calls use this set. */
  take(set: LoadedSet): void;
}

/** Looks at the sources again and again, which works on every file system; what counts is their content, not their time. */
export function watchFunctions(
  services: FunctionServices,
  source: SetSource,
  watched: Watched,
): FunctionWatch {
  const { onEvent } = watched;
  const ending = new AbortController();
  const { signal } = ending;
  const ready = watched.loaded();
  const told: WatchOptions['onEvent'] = (event) => {
    try {
      onEvent(event);
    } catch {
      // what a listener throws is nobody's, and no reason to watch no longer
    }
  };
  const watching = (async () => {
    let set = await ready;
    let { seen } = set;
    let before = seen;
    let wasKept = false;
    while (!signal.aborted) {
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const now = await lookAt([...seen.keys()]);
      const isSettled = looksAs(now, before); // a file that is being written is looked at once more
      before = now;
      if (looksAs(now, seen) || !isSettled) continue;
      const reloaded = await reload(services, source, { ...watched, onEvent: told, set, wasKept });
      set = reloaded.set;
      wasKept = reloaded.isKept;
      // What was known counts as it looked before the load, which may have missed a later change.
      const read = [...reloaded.seen].map(([file, look]) => [file, now.get(file) ?? look] as const);
      seen = before = new Map(reloaded.isKept ? [...now, ...read] : read);
    }
  })();
  watching.catch(() => undefined); // `ready` tells
  const isReady = ready.then(() => undefined);
  isReady.catch(() => undefined); // whoever waits for it hears of the failure; nobody has to
  return {
    ready: isReady,
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await watching.catch(() => undefined);
    },
  };
}

interface Reloaded {
  set: LoadedSet;
  /** True where the old functions stay because the new ones are no good. */
  isKept: boolean;
  /** The files that were read for it; none where nothing could be read. */
  seen: Looks;
}

async function reload(
  services: FunctionServices,
  source: SetSource,
  { set: old, wasKept, take, onEvent }: Watched & { set: LoadedSet; wasKept: boolean },
): Promise<Reloaded> {
  const loading = await tryToLoad(services, source, {}).catch((error: unknown) => ({
    status: 'failed' as const,
    reason: error instanceof Error ? error.message : String(error),
  }));
  if (loading.status === 'failed') {
    onEvent({ type: 'kept', reason: loading.reason, findings: [] });
    return { set: old, isKept: true, seen: new Map() };
  }
  const { status } = loading;
  if (status === 'refused') {
    const { findings, seen } = loading;
    const reason = 'What changed does not load; the functions stay as they were.';
    onEvent({ type: 'kept', reason, findings });
    return { set: old, isKept: true, seen };
  }
  const { set, warmMs } = loading;
  const next = { set, isKept: false, seen: set.seen };
  const isSame = set.library.id === old.library.id && declared(set) === declared(old);
  if (isSame && !wasKept) return next; // after a bad one it is news that the files are good again
  take(set);
  if (set.library.id !== old.library.id) (await services.runtime()).release(old.library.id);
  onEvent({ type: 'reloaded', ...differences(old, set), warmMs });
  return next;
}

function declared({ functions }: LoadedSet): string {
  return JSON.stringify([...functions]);
}

/** What a file changes that belongs to no function alone, it changes for all of them. */
function differences(
  old: LoadedSet,
  set: LoadedSet,
): { added: string[]; changed: string[]; removed: string[] } {
  const names = [...set.functions.keys()];
  const known = names.filter((name) => old.functions.has(name));
  const isShared = sharedText(old) !== sharedText(set);
  return {
    added: names.filter((name) => !old.functions.has(name)),
    changed: known.filter((name) => isShared || ownText(old, name) !== ownText(set, name)),
    removed: [...old.functions.keys()].filter((name) => !set.functions.has(name)),
  };
}

function ownText({ library, functions }: LoadedSet, name: string): string {
  const entry = library.functions.find((declaredAs) => declaredAs.name === name);
  return JSON.stringify([
    functions.get(name),
    entry,
    entry && library.files[fileOf(library, entry.module) ?? ''],
  ]);
}

function sharedText({ library }: LoadedSet): string {
  const entries = new Set(library.functions.map(({ module }) => fileOf(library, module)));
  return JSON.stringify(Object.entries(library.files).filter(([file]) => !entries.has(file)));
}

function fileOf({ files, roots }: FunctionLibrary, module: string): string | undefined {
  const inside = module.replaceAll('.', '/');
  const candidates = roots.flatMap((root) => [`${root}/${inside}.py`, `${root}/${inside}/__init__.py`]);
  return candidates.find((file) => Object.hasOwn(files, file));
}
