import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Imports only go down this list; folders in one row never import each other. A new folder needs a row. */
const layers = [
  ['apps'],
  ['agents'],
  ['tools'],
  ['coder', 'functions'],
  ['templates', 'audit', 'files', 'verification', 'llm', 'sandbox'],
  ['prompts'],
  ['config'],
  ['contracts'],
  ['filesystem'],
  ['text', 'errors'],
];

const source = path.resolve(import.meta.dirname, '../src');

function typescriptFiles(): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
}

function layerOf(folder: string): number {
  return layers.findIndex((row) => row.includes(folder));
}

/** Sentences about every import that goes up or sideways in `text`, which stands in `file` (relative to src). */
function violations(file: string, text: string): string[] {
  const own = file.split(path.sep)[0] as string;
  const found: string[] = [];
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
    const target = path.join(path.dirname(file), specifier as string).split(path.sep)[0] as string;
    if (target === own || own === 'index.ts') continue;
    if (layerOf(target) <= layerOf(own))
      found.push(`${file} imports ${specifier}: ${own} may not know ${target}`);
  }
  return found;
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
    const found = typescriptFiles().flatMap((file) =>
      violations(file, readFileSync(path.join(source, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('would notice an import that goes up or sideways', () => {
    expect(violations(path.join('files', 'x.ts'), "import { a } from '../coder/a.ts';")).toHaveLength(1);
    expect(violations(path.join('files', 'x.ts'), "import { a } from '../sandbox/a.ts';")).toHaveLength(1);
    expect(violations(path.join('files', 'x.ts'), "import { a } from '../contracts/a.ts';")).toEqual([]);
  });

  it('keeps every file short enough to hold in the head', () => {
    const python = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.py'),
    );
    const long = [...typescriptFiles(), ...python].filter(
      (file) => readFileSync(path.join(source, file), 'utf8').split('\n').length > 251,
    );
    expect(long).toEqual([]);
  });
});
