import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FunctionLibrary } from '../../../src/contracts/function-library.ts';
import { assembleLibrary } from '../../../src/functions/validate/assemble-library.ts';
import { validateFunctions } from '../../../src/functions/validate/validate-functions.ts';
import { testEnvironment } from '../../helpers/python-environment.ts';
import { runPython } from '../../helpers/run-python.ts';
import { blocking, declare, folderWith, validate } from './declared.ts';

const files = {
  'tools/clean.py':
    'from helper import double\nimport statistics\ndef clean(x: int):\n    return double(x)\n',
  'tools/helper.py': 'def double(x):\n    return 2 * x\n',
  'json.py': 'import json\ndef show(x):\n    return json.dumps(x)\n',
  'lib/shop/__init__.py': 'from .money import cents\n',
  'lib/shop/money.py': 'def cents(x):\n    return round(x * 100)\n',
  'lib/shop/parts/deep.py':
    'from ..money import cents\nfrom shop import money\ndef deep(x):\n    return cents(x) + money.cents(x)\n',
};

async function library(): Promise<FunctionLibrary> {
  const { report, sources } = await validate(
    files,
    { name: 'clean', function: 'clean', file: 'tools/clean.py' },
    { name: 'show', function: 'show', file: 'json.py' },
    { name: 'cents', module: 'lib.shop', function: 'cents' },
    { name: 'mean', module: 'statistics', function: 'mean' },
  );
  expect(report.findings).toEqual([]);
  return assembleLibrary(sources, { defaults: { clean: { x: 1 } } });
}

const imports = `
import importlib, json, sys
folder, roots, functions, calls = json.loads(sys.argv[1])
sys.path[1:1] = [f'{folder}/{root}' for root in roots]
found = [getattr(importlib.import_module(f['module']), f['function']) for f in functions]
`;

/** What the functions return once the library lies in a folder of its own, without those that it came from. */
async function callAll(
  { files: sources, roots, functions }: FunctionLibrary,
  calls: unknown[],
): Promise<unknown> {
  const folder = await folderWith(sources);
  const script = `${imports}print(json.dumps([call(argument) for call, argument in zip(found, calls)]))`;
  return JSON.parse(await runPython('-I', '-c', script, JSON.stringify([folder, roots, functions, calls])));
}

describe('a library', () => {
  it('holds what was judged, by the names that Python looks for', async () => {
    const made = await library();
    expect(made).toMatchObject({
      roots: ['0', '1'],
      functions: [
        { name: 'clean', module: 'clean', function: 'clean', defaults: { x: 1 } },
        { name: 'show', module: 'file_json', function: 'show', defaults: {} },
        { name: 'cents', module: 'lib.shop', function: 'cents', defaults: {} },
        { name: 'mean', module: 'statistics', function: 'mean', defaults: {} },
      ],
      shownAs: {
        '0/clean.py': 'tools/clean.py',
        '0/helper.py': 'tools/helper.py',
        '1/file_json.py': 'json.py',
      },
      imports: ['json', 'statistics'],
      preload: true,
      signatures: [],
    });
    expect(made.files['0/clean.py']).toBe(files['tools/clean.py']);
  });

  it('is what Python imports the functions from', async () => {
    expect(await callAll(await library(), [3, [1], 1.5, [1, 3]])).toEqual([6, '[1]', 150, 2]);
  });

  it('has a file of a package as a module of the package, with what it takes of those above it', async () => {
    const { report, sources } = await validate(
      { ...files, 'lib/shop/parts/__init__.py': '' },
      { name: 'deep', function: 'deep', file: 'lib/shop/parts/deep.py' },
    );
    expect(report.findings).toEqual([]);
    const made = assembleLibrary(sources);
    expect(made.functions).toEqual([
      { name: 'deep', module: 'shop.parts.deep', function: 'deep', defaults: {} },
    ]);
    expect(await callAll(made, [1.5])).toEqual([300]);
  });

  it('brings every own module that the functions people write import', async () => {
    const folder = path.join(import.meta.dirname, 'honest');
    const environment = await testEnvironment();
    const here = { python: environment.version, packages: environment.packages };
    const stems = readdirSync(folder)
      .filter((name) => name.endsWith('.py') && name !== 'helpers_shared.py')
      .map((name) => path.basename(name, '.py'));
    const declared = stems.map((name) => declare(folder, { name, function: name, file: `${name}.py` }));
    const { report } = await validateFunctions(declared, here);
    const failing = new Set(blocking(report.findings).map((finding) => finding.function));
    const { sources } = await validateFunctions(
      declared.filter(({ name }) => !failing.has(name)),
      here,
    );
    const made = assembleLibrary(sources);
    expect(made.functions.length).toBeGreaterThan(30);
    expect(await callAll(made, [])).toEqual([]);
  });

  it('tells of the parameters that the environment or a state gives', async () => {
    const { sources } = await validate({ 'main.py': 'def main(): ...\n' });
    const { functions } = assembleLibrary(sources, { secrets: { main: ['key'] }, bound: { main: ['rows'] } });
    expect(functions).toEqual([
      { name: 'main', module: 'main', function: 'main', defaults: {}, secrets: ['key'], bound: ['rows'] },
    ]);
  });

  it('has the same id for the same content, wherever it lay', async () => {
    const [one, other] = [await library(), await library()];
    expect(one.id).toBe(other.id);
    expect(one.id).toMatch(/^[0-9a-f]{64}$/);
    const { sources } = await validate({ 'main.py': 'def main(): ...\n' });
    const ids = [{}, { preload: false }, { defaults: { main: { a: 1 } } }].map(
      (how) => assembleLibrary(sources, how).id,
    );
    expect(new Set(ids).size).toBe(3);
  });
});
