import type { PreparedFile } from '../../../../src/files/prepare-files.ts';
import { Desk } from '../../desk.ts';
import type { Loaded } from './score.ts';

const MOST = 100; // files that one task may have
const FEW = 20; // their cells fit into the output of a program
const limits = { timeoutSeconds: 55, memoryMiB: 1024, outputMiB: 64, diskMiB: 64 };
const tell = `
def _text(cell):
    if pd.isna(cell):
        return ''
    return str(cell) if not isinstance(cell, float) else repr(cell)

def tell(name, named, load):
    try:
        table = load()
        if not isinstance(table.index, pd.RangeIndex):
            table = table.reset_index()
        rows = [[_text(cell) for cell in row] for row in table.astype(object).itertuples(index=False, name=None)]
        header = [str(label) for label in table.columns] if named else None
        value[name] = {'header': header, 'rows': rows, 'width': table.shape[1]}
    except Exception as error:
        value[name] = None
`;

/** What the `load` of each file's description gives, used as it is; null where it fails or there is none. */
export async function loadAll(
  contents: Record<string, string | Uint8Array>,
): Promise<Map<string, Loaded | null>> {
  await using desk = await Desk.open();
  const files = Object.entries(contents).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  const found: [string, Loaded | null][] = [];
  for (const some of inParts(files, MOST)) {
    for (const few of inParts(await desk.prepare(some), FEW)) found.push(...(await loadFew(desk, few)));
  }
  return new Map(found);
}

async function loadFew(desk: Desk, prepared: PreparedFile[]): Promise<[string, Loaded | null][]> {
  const inputs = prepared.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }]));
  const lines = prepared.flatMap(({ name, description }) =>
    'load' in description && 'hasHeader' in description
      ? [
          `tell(${JSON.stringify(name)}, ${description.hasHeader ? 'True' : 'False'}, lambda: ${description.load})`,
        ]
      : [],
  );
  const imports = [...new Set(prepared.flatMap(({ description }) => description.imports)), 'import json'];
  const code = [tell, ...lines, 'print(json.dumps(value))'].join('\n');
  const outcome = await desk.run({ imports, load: 'dict()' }, { code, inputs, limits });
  if (outcome.status !== 'finished') throw new Error(outcome.stderr);
  const loaded = JSON.parse(outcome.stdout) as Record<string, Loaded | null>;
  return prepared.map(({ name }) => [name, loaded[name] ?? null]);
}

function inParts<Item>(items: Item[], most: number): Item[][] {
  const count = Math.ceil(items.length / most);
  return Array.from({ length: count }, (_, at) => items.slice(at * most, (at + 1) * most));
}
