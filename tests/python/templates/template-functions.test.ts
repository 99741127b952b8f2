import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { functionFolder, readFunctionIndex } from '../../../src/templates/python-functions.ts';
import { loadRuff } from '../../../src/verification/ruff.ts';
import { testEnvironment } from '../../helpers/python-environment.ts';

const index = readFunctionIndex();
const modules = readdirSync(functionFolder).filter((name) => name.endsWith('.py'));
const sources = path.join(packageRoot, 'src/templates');
const typescript = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(sources, name), 'utf8'))
  .join('\n');

describe('the functions of templates', () => {
  it.each(modules)('%s is lint-clean Python 3.10', async (name) => {
    const ruff = await loadRuff(['E', 'F', 'W', 'B', 'UP', 'S102', 'S307']);
    const source = readFileSync(path.join(functionFolder, name), 'utf8');
    expect(ruff(source, { pythonVersion: '3.10.0' })).toEqual([]);
  });

  it('stand where the index says; `python3 scripts/index-templates.py > src/python/templates/index.json` writes it anew', async () => {
    const { python } = await testEnvironment();
    const script = path.join(packageRoot, 'scripts/index-templates.py');
    const { stdout } = await promisify(execFile)(python, [script]);
    expect(JSON.parse(stdout)).toEqual(index);
  });

  it('are each called by a row of src/templates, by itself or through another', () => {
    const called = new Set<string>();
    const call = (name: string): void => {
      if (called.has(name)) return;
      called.add(name);
      index[name]?.uses.forEach(call);
    };
    for (const [, name] of typescript.matchAll(/'([A-Za-z_]+)'/g)) call(name as string);
    expect(Object.keys(index).filter((name) => !called.has(name))).toEqual([]);
  });

  it('are all there that a row of src/templates calls', () => {
    const named = [...typescript.matchAll(/\bcall\(\s*'([^']+)'/g)].map(([, name]) => name as string);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !(name in index || name === 'len'))).toEqual([]);
  });

  it('import a few of the standard library and of the packages users get, and nothing else', () => {
    const imports = Object.values(index).flatMap((row) => row.imports);
    const roots = imports.map((statement) => statement.split(' ')[1]?.split('.')[0]);
    const standard = ['collections', 'itertools', 'json', 're', 'typing'];
    const tables = ['pandas', 'numpy', 'matplotlib', 'sklearn', 'statsmodels', 'textblob'];
    const documents = ['docx', 'lxml', 'PIL', 'pypdf', 'yaml'];
    expect(new Set(roots)).toEqual(new Set([...standard, ...tables, ...documents]));
  });
});
