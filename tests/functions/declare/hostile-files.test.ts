import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { readDeclarations } from '../../../src/functions/declare/read-declarations.ts';
import { declaredIn, findingsIn, yamlFile } from './declared.ts';

const head = 'functions:\n- name: a\n  file: a.py\n  function: f\n';

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

/** Ten lists of ten aliases each: a kilobyte that stands for ten thousand million values. */
const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij']
  .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(', ')}]\n`)
  .join('')}`;

describe('a hostile file of functions', () => {
  it.each([
    ['flow lists in each other', `functions: ${'['.repeat(1_000_000)}`],
    ['block lists in each other', `functions:\n${'- '.repeat(500_000)}`],
    ['keys in each other', `functions: ${'? '.repeat(500_000)}`],
    ['mappings in each other', lines(1_000, (index) => `${' '.repeat(index)}a:`)],
  ])('is refused before %s end the process', async (_, text) => {
    expect(await findingsIn(text)).toEqual([
      '1:1 yaml-limits: It is nested deeper than 100 levels. -> write it flatter',
    ]);
  });

  it('can not stand for more than it holds', async () => {
    const { declarations, findings } = await declaredIn(`${bomb}${head}  parameters: { x: *j }\n`);
    expect(declarations).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'yaml-limits', severity: 'blocking' }]);
  });

  it('may repeat a little of it', async () => {
    const text = `shared: &shared [pandas, numpy]\n${head}  allowed_imports: *shared\n  parameters: { x: *shared }\n`;
    const { declarations, findings } = await declaredIn(text);
    expect(findings).toEqual([]);
    expect(declarations).toMatchObject([
      { allowedImports: ['pandas', 'numpy'], parameters: { x: ['pandas', 'numpy'] } },
    ]);
  });

  it('is not read past a mebibyte', async () => {
    const full = `${head}${'#'.repeat(2 ** 20 - head.length)}`;
    expect(await findingsIn(full)).toEqual([]);
    expect(await findingsIn(`${full}#`)).toEqual([
      '-:- file-unreadable: It has more than 1 MiB. -> split the functions into several files',
    ]);
  });

  it('can not declare more than 500 functions', async () => {
    const declare = (count: number): string =>
      `functions:\n${lines(count, (index) => `- { name: f${index}, file: a.py, function: f }`)}`;
    expect((await declaredIn(declare(500))).declarations).toHaveLength(500);
    const { declarations, findings } = await declaredIn(declare(501));
    expect(declarations).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'yaml-limits', line: 2 }]);
  });

  it('gives a thousand findings and the number of the others', async () => {
    const { findings } = await declaredIn(`${head}${lines(1_500, (index) => `  wrong${index}: 1`)}`);
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)).toMatchObject({
      rule: 'too-many-problems',
      message: '500 more problems are not shown.',
    });
  });

  it('as an object may contain itself or things that are no JSON', async () => {
    const parameters: Record<string, unknown> = { when: new Date(0), set: new Set([1]), run: () => 1 };
    parameters.self = parameters;
    const { findings } = await readDeclarations({
      functions: [{ name: 'a', file: 'a.py', function: 'f', parameters }],
    });
    expect(findings.map(({ message }) => message)).toEqual([
      'set is an object of a class, which JSON has no word for.',
      'run is a function, which JSON has no word for.',
      'self contains itself.',
    ]);
  });

  it('does not take the square of its length', async () => {
    const files = [
      `${head}${lines(45_000, () => '  x: 1')}`,
      `${head}${lines(35_000, (index) => `  k${index}: 1`)}`,
      `${head}  parameters:\n${lines(30_000, (index) => `    k-${index}: 1`)}`,
      `${head}  parameters:\n${lines(15_000, (index) => `    k${index}: "\${stat.x}"`)}`,
      `${head}  parameters: { x: "${'$'.repeat(450_000)}" }`,
      `${head}  parameters: { x: "${`\${state.x:-{`.repeat(40_000)}" }`,
      `${head}  parameters: { x: "${`\${state.x:-y} `.repeat(30_000)}" }`,
      `x: &a 1\n${head}  allowed_imports: [${'*a,'.repeat(45_000)}]`,
    ].map(yamlFile);
    const module = path.join(packageRoot, 'dist/functions/declare/read-declarations.js');
    const program = `
const { readDeclarations } = await import(${JSON.stringify(module)});
for (const file of ${JSON.stringify(files)}) console.log((await readDeclarations(file)).declarations.length);`;
    const run = await execa(process.execPath, ['--input-type=module', '--eval', program], {
      timeout: 60_000,
      killSignal: 'SIGKILL',
      reject: false,
    });
    expect(run).toMatchObject({ timedOut: false, stdout: '0\n0\n0\n0\n1\n0\n1\n0' });
  }, 70_000);
});
