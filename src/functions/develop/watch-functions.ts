import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { FunctionWatch, WatchOptions } from '../../contracts/function-core.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { FunctionServices } from '../function-services.ts';
import type { SetSource } from '../load/examine-set.ts';
import { tryToLoad } from '../load/load-set.ts';
import type { LoadedSet } from '../load/loaded-set.ts';

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
  const ending = new AbortController();
  const { signal } = ending;
  const ready = watched.loaded();
  const watching = (async () => {
    let set = await ready;
    let seen = await lookAt(set.watched);
    let before = seen;
    while (!signal.aborted) {
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const now = await lookAt(set.watched);
      const isSettled = now === before; // a file that is being written is looked at once more
      before = now;
      if (now === seen || !isSettled) continue;
      set = await reload(services, source, { ...watched, set });
      seen = now;
    }
  })();
  watching.catch(() => undefined); // `ready` tells
  return {
    ready: ready.then(() => undefined),
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await watching.catch(() => undefined);
    },
  };
}

/** Differs when any of these files or folders may have changed. */
async function lookAt(paths: readonly string[]): Promise<string> {
  const seen = await Promise.all(
    paths.map(async (file) => {
      const found = await stat(file, { bigint: true }).catch(() => null);
      return found === null ? 'missing' : `${found.ino} ${found.size} ${found.mtimeNs}`;
    }),
  );
  return seen.join('\n');
}

async function reload(
  services: FunctionServices,
  source: SetSource,
  { set: old, take, onEvent }: Watched & { set: LoadedSet },
): Promise<LoadedSet> {
  const loading = await tryToLoad(services, source, {}).catch((error: unknown) => ({
    status: 'failed' as const,
    reason: error instanceof Error ? error.message : String(error),
  }));
  if (loading.status === 'failed') {
    onEvent({ type: 'kept', reason: loading.reason, findings: [] });
    return old;
  }
  if (loading.status === 'refused') {
    onEvent({
      type: 'kept',
      reason: 'What changed can't be loaded; the functions stay as they were.',
      findings: loading.findings,
    });
    return old;
  }
  const { set, warmMs } = loading;
  if (set.libraryText === old.libraryText && declared(set) === declared(old)) return set;
  take(set);
  if (set.library.id !== old.library.id) (await services.runtime()).release(old.library.id);
  onEvent({ type: 'reloaded', ...differences(old, set), warmMs });
  return set;
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
