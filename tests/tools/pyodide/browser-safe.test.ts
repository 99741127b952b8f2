import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { importedBelow, importGraph } from '../../helpers/import-graph.ts';

const source = path.join(packageRoot, 'src');
const texts = new Map(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(path.join(source, file), 'utf8')]),
);
const graph = importGraph(texts);

/** What a file and all below it import of elsewhere, other than types alone. */
function packagesBelow(file: string): string[] {
  const imports = [file, ...importedBelow(graph, file)].flatMap((one) => [
    ...(texts.get(one) ?? '').matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^.'][^']*)'/gm),
  ]);
  return [...new Set(imports.map(([, specifier = '']) => specifier))];
}

describe('what a page loads of the tools for Pyodide', () => {
  it.each([
    'tools/pyodide/create-python-tool.ts',
    'sandbox/pyodide/packages/find-wheels.ts',
    'sandbox/pyodide/packages/open-index.ts',
    'sandbox/pyodide/packages/fetched-installer.ts',
    'sandbox/pyodide/workspace/create-workspace.ts',
    'sandbox/pyodide/workspace/memory-files.ts',
  ])('%s needs zod at most, and nothing of Node', (file) => {
    expect(texts.has(file)).toBe(true);
    expect(packagesBelow(file).filter((name) => name !== 'zod')).toEqual([]);
    const words = [file, ...importedBelow(graph, file)].filter((one) =>
      /\b(?:Buffer|process)\./.test((texts.get(one) ?? '').replace(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, '')),
    );
    expect(words).toEqual([]);
  });

  it('would be noticed to need Node', () => {
    expect(packagesBelow('sandbox/pyodide/workspace/folder-files.ts')).toContain('node:fs/promises');
    expect(packagesBelow('sandbox/pyodide/packages/shipped-installer.ts')).toContain('node:path');
  });
});
