import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';
import { CoderError } from '../errors/coder-error.ts';

export const functionFolder = path.join(packageRoot, 'src/python/templates');

/** Where a function or constant stands, and what it needs beside itself; `scripts/index-templates.py` writes it. */
interface IndexRow {
  module: string;
  lines: [first: number, last: number];
  uses: string[];
  imports: string[];
}

export interface PythonFunctions {
  /** Each after those it uses. */
  sources: string[];
  imports: string[];
}

export type FunctionIndex = Readonly<Record<string, IndexRow>>;

export function readFunctionIndex(): FunctionIndex {
  return JSON.parse(readFileSync(path.join(functionFolder, 'index.json'), 'utf8'));
}

/** The source of these functions and of all that they use, each once. */
export function takeFunctions(names: readonly string[], index: FunctionIndex): PythonFunctions {
  const taken = new Map<string, IndexRow>();
  const take = (name: string): void => {
    const row = index[name];
    if (!row) throw new CoderError(`No template function is called "${name}".`, { code: 'internal' });
    if (taken.has(name)) return;
    row.uses.forEach(take);
    taken.set(name, row);
  };
  names.forEach(take);
  const rows = [...taken.values()];
  const modules = new Map(rows.map(({ module }) => [module, linesOf(module)]));
  return {
    sources: rows.map(({ module, lines: [first, last] }) =>
      (modules.get(module) as string[]).slice(first - 1, last).join('\n'),
    ),
    imports: rows.flatMap(({ imports }) => imports),
  };
}

function linesOf(module: string): string[] {
  return readFileSync(path.join(functionFolder, `${module}.py`), 'utf8').split('\n');
}
