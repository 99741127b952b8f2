import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importableModules } from '../../src/verification/importable-modules.ts';
import { canonicalName, safePackages } from '../../src/verification/policy/safe-packages.ts';
import { blockedImports, safeStandardModules } from '../../src/verification/policy/standard-library.ts';

it('classifies every public module of the standard library exactly once', () => {
  const names = execFileSync('python3', ['-c', 'import sys; print(*sys.stdlib_module_names)'], {
    encoding: 'utf8',
  });
  const unclear = names
    .trim()
    .split(' ')
    .filter((name) => !name.startsWith('_') && safeStandardModules.has(name) === blockedImports.has(name));
  expect(unclear).toEqual([]);
});

it('blocks what the plan blocks', () => {
  for (const name of ['socket', 'subprocess', 'importlib', 'pickle'])
    expect(blockedImports.has(name)).toBe(true);
});

it('allows every package of the requirements file but what is there for functions of an operator or for templates', () => {
  const safe = new Set(safePackages.map(({ distribution }) => canonicalName(distribution)));
  const required = readFileSync('requirements_python_coder.txt', 'utf8')
    .split('\n')
    .flatMap((line) => /^[\w.-]+/.exec(line) ?? []);
  expect(required.length).toBeGreaterThan(30);
  expect(required.filter((name) => !safe.has(canonicalName(name)))).toEqual(['Jinja2', 'requests']);
});

it('promises only modules that are allowed and installed, under their import names', () => {
  expect(
    importableModules({
      'scikit-learn': '1.9.1',
      requests: '2.0',
      pillow: '13.0.0',
      Charset_Normalizer: '3.5',
    }),
  ).toEqual([
    { module: 'charset_normalizer', distribution: 'charset-normalizer', version: '3.5' },
    { module: 'PIL', distribution: 'Pillow', version: '13.0.0' },
    { module: 'sklearn', distribution: 'scikit-learn', version: '1.9.1' },
  ]);
});
