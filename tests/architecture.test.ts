import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesIn, importedBelow, importGraph, importsIn } from './helpers/import-graph.ts';

/** Imports only go down this list; folders in one row never import each other. A new folder needs a row. */
const layers = [
  ['apps', 'browser'],
  ['agents'],
  ['tools'],
  ['coder', 'functions'],
  ['workspace'],
  ['templates', 'jinja', 'audit', 'files', 'projects', 'verification', 'llm', 'sandbox'],
  ['prompts', 'client'],
  ['config', 'web'],
  ['contracts'],
  ['filesystem'],
  ['text', 'errors'],
];

/** How a file of `src/contracts/` begins whose shapes no caller of the package gets to see; all others are public. */
const internalMark = '/** Internal: ';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'src');

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
}

function textsBelow(folder: string, ending: string): Map<string, string> {
  const files = filesBelow(folder, ending);
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

function layerOf(folder: string): number {
  return layers.findIndex((row) => row.includes(folder));
}

/** The files of the coder that stand in no room: the door, which opens on all of them and names what they are given. */
const theDoor = '.';

function roomOf(file: string): string {
  return file.includes(path.sep) ? (file.split(path.sep)[0] as string) : theDoor;
}

/** Sentences about every import that goes up or sideways in `text`, which stands in `file` (relative to src). */
function violations(file: string, text: string): string[] {
  const own = file.split(path.sep)[0] as string;
  if (own === 'index.ts') return [];
  const modules = importsIn(file, text).filter((target) => !target.includes('.py?')); // its text alone
  const folders = modules.map((target) => target.split(path.sep)[0] as string);
  return folders
    .filter((target) => target !== own && layerOf(target) <= layerOf(own))
    .map((target) => `${file}: ${own} may not know ${target}`);
}

/** The contracts that the declarations of the entry points lead to, with those that are put together in them. */
function publicContracts(): Set<string> {
  const built = importGraph(textsBelow(path.join(root, 'dist'), '.d.ts'));
  const declared = new Map(
    [...built].map(([file, imports]) => [file, imports.map((target) => target.replace(/\.[jt]s$/, '.d.ts'))]),
  );
  const written = importGraph(textsBelow(source, '.ts'));
  const { exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { types: string }>;
  };
  const entries = Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry.types]));
  const seen = entries.flatMap((entry) => {
    const file = path.relative('dist', entry);
    return [file, ...importedBelow(declared, file)];
  });
  const contracts = seen
    .map((file) => file.replace(/\.d\.ts$/, '.ts'))
    .filter((file) => file.startsWith(`contracts${path.sep}`));
  return new Set(contracts.flatMap((file) => [file, ...importedBelow(written, file)]));
}

describe('the architecture', () => {
  it('has a layer for every folder', () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const unknown = folders
      .map((entry) => entry.name)
      .filter((name) => name !== 'python' && layerOf(name) === -1);
    expect(unknown).toEqual([]);
  });

  it('only imports downwards', () => {
    const found = [...textsBelow(source, '.ts')].flatMap(([file, text]) => violations(file, text));
    expect(found).toEqual([]);
  });

  it('would notice an import that goes up or sideways', () => {
    expect(violations(path.join('files', 'x.ts'), "import { a } from '../coder/a.ts';")).toHaveLength(1);
    expect(violations(path.join('files', 'x.ts'), "import { a } from '../sandbox/a.ts';")).toHaveLength(1);
    expect(violations(path.join('files', 'x.ts'), "import { a } from '../contracts/a.ts';")).toEqual([]);
  });

  it('keeps the page to itself, the contracts and the cleaning of text, as little else runs in a browser', () => {
    const imports = [...textsBelow(path.join(source, 'web'), '.ts')].flatMap(([file, text]) =>
      importsIn(path.join('web', file), text).map((target) => target.split(path.sep)[0]),
    );
    expect(new Set(imports)).toEqual(new Set(['web', 'contracts', 'text']));
  });

  it('has no two modules that know each other', () => {
    expect(circlesIn(importGraph(textsBelow(source, '.ts')))).toEqual([]);
  });

  it('would notice a circle of any length, also one of types alone', () => {
    const texts = {
      'a.ts': "import type { B } from './b.ts';",
      'b.ts': "export { c } from './inner/c.ts';",
      'inner/c.ts': "const a = await import('../a.ts');",
      'above.ts': "import './a.ts';",
      'one.ts': "import { type Other } from './other.ts';",
      'other.ts': "import type { One } from './one.ts';\nimport './below.ts';",
      'below.ts': '',
    };
    expect(circlesIn(importGraph(new Map(Object.entries(texts))))).toEqual([
      ['a.ts', 'b.ts', 'inner/c.ts'],
      ['one.ts', 'other.ts'],
    ]);
  });

  it('has rooms in the coder that know each other one way only', () => {
    const coder = path.join(source, 'coder');
    const rooms = new Map<string, string[]>();
    for (const [file, imports] of importGraph(textsBelow(coder, '.ts'))) {
      const [own, others] = [roomOf(file), imports.map(roomOf)];
      rooms.set(own, [...(rooms.get(own) ?? []), ...others.filter((other) => other !== own)]);
    }
    rooms.delete(theDoor);
    expect([...rooms.keys()]).toContain('rounds');
    expect(circlesIn(rooms)).toEqual([]);
  });

  it('marks as internal exactly the contracts that no entry point of the package leads to', () => {
    const visible = publicContracts();
    const contracts = [...textsBelow(source, '.ts')].filter(([file]) => file.startsWith('contracts'));
    const isMarked = (text: string): boolean => text.startsWith(internalMark);
    const wrong = contracts.filter(([file, text]) => visible.has(file) === isMarked(text));
    expect(wrong.map(([file]) => file)).toEqual([]);
    expect([...visible]).toContain(path.join('contracts', 'task-event.ts'));
    expect([...visible]).not.toContain(path.join('contracts', 'runtime.ts'));
  });

  it('keeps every file short enough to hold in the head', () => {
    const files = [...textsBelow(source, '.ts'), ...textsBelow(source, '.py')];
    const long = files.filter(([, text]) => text.split('\n').length > 251).map(([file]) => file);
    expect(long).toEqual([]);
  });
});
