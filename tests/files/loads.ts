import type { FileDescription } from '../../src/contracts/file-description.ts';
import { Desk } from './desk.ts';

/** What a program got that did nothing but the described imports and one described `load`. */
export interface Loaded {
  name: string;
  load: string;
  /** Name of the Python type, or the last line of the error. */
  type: string;
  /** Column → dtype of a data frame, else null. */
  dtypes: Record<string, string> | null;
}

type Part = { load: string; columns?: { name: string; dtype: string }[] };

const limits = { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 1, diskMiB: 16 };
const show = `
import json as _json
_types = getattr(value, 'dtypes', None)
_named = {str(key): str(dtype) for key, dtype in _types.items()} if hasattr(_types, 'items') else None
print(_json.dumps({'type': type(value).__name__, 'dtypes': _named}))
`;

/** Describes the files and runs every `load` of each in a program of its own, under the limits a task has by default. */
export async function runLoads(
  contents: Record<string, string | Uint8Array>,
): Promise<{ loaded: Loaded; part: Part }[]> {
  await using desk = await Desk.open();
  const files = Object.entries(contents).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  const prepared = await desk.prepare(files);
  const inputs = prepared.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }]));
  const results: { loaded: Loaded; part: Part }[] = [];
  for (const { name, description } of prepared) {
    for (const part of partsOf(description)) {
      const { imports } = description;
      const outcome = await desk.run({ imports, load: part.load }, { code: show, inputs, limits });
      const result = outcome.status === 'finished' ? JSON.parse(outcome.stdout) : failed(outcome.stderr);
      results.push({ loaded: { name, load: part.load, ...result }, part });
    }
  }
  if (results.length === 0) throw new Error('No description has a load.');
  return results;
}

/** The loads whose program failed, or gave other dtypes than the description says: none when all is well. */
export function wrongLoads(results: { loaded: Loaded; part: Part }[]): Loaded[] {
  return results
    .filter(({ loaded, part }) => {
      const types = Object.values(loaded.dtypes ?? {});
      const said = part.columns?.map(({ dtype }) => dtype) ?? [];
      return loaded.type.includes('Error') || said.some((dtype, at) => types[at] !== dtype);
    })
    .map(({ loaded }) => loaded);
}

function failed(stderr: string): Pick<Loaded, 'type' | 'dtypes'> {
  return { type: stderr.trimEnd().split('\n').at(-1) || 'Error', dtypes: null };
}

/** The description itself and its sheets, tables or datasets, as far as they have a `load`. */
function partsOf(description: FileDescription): Part[] {
  const inner = Object.values(description).flatMap((value) => (Array.isArray(value) ? value : []));
  return [description, ...inner].filter(
    (part): part is Part => typeof part === 'object' && part !== null && 'load' in part && part.load !== '',
  );
}
