import { expect, it } from 'vitest';
import { cli } from './scripted-cli.ts';

async function shown(result: unknown, tty?: { columns: number }): Promise<string> {
  const script = { result: { result, output: JSON.stringify(result) } };
  const view = tty === undefined ? {} : { tty: { stdout: true, ...tty } };
  return (await cli(['q', '--quiet'], { ...script, ...view })).stdout;
}

const departments = [
  { department: 'R&D', mean: 98000.5, since: 2004 },
  { department: '研究', mean: 1234567.25, since: 2019 },
];

it('prints flat objects as an aligned table with plain digits where nobody looks', async () => {
  expect(await shown(departments)).toBe(
    'department        mean  since\nR&D            98000.5   2004\n研究        1234567.25   2019\n',
  );
});

it('groups thousands on a terminal, but neither years nor identifiers', async () => {
  expect(await shown([{ id: 100234, total: 1234567.125, year: 2024 }], { columns: 80 })).toBe(
    '    id          total  year\n100234  1,234,567.125  2024\n',
  );
});

it('prints one flat object as name and value', async () => {
  expect(await shown({ rows: 60, mean: 52000.5 })).toBe('rows       60\nmean  52000.5\n');
  expect(await shown({ name: 'Ann', age: 41, left: null })).toBe('name  Ann\nage   41\nleft  null\n');
});

it('prints an object of flat objects as a table with its keys as the first column', async () => {
  expect(await shown({ a: { n: 1 }, bb: { n: 22, constructor: 3 } })).toBe(
    '     n  constructor\na    1\nbb  22            3\n',
  );
});

it('prints a table wider than the terminal record by record', async () => {
  const wide = [{ name: 'x'.repeat(30), note: 'y'.repeat(30) }];
  expect(await shown(wide, { columns: 40 })).toBe(`name  ${'x'.repeat(30)}\nnote  ${'y'.repeat(30)}\n`);
});

it('indents other JSON, and prints text and numbers as they are', async () => {
  expect(await shown({ list: [1, 2] })).toBe('{\n  "list": [\n    1,\n    2\n  ]\n}\n');
  expect(await shown([])).toBe('[]\n');
  expect(await shown({})).toBe('{}\n');
  expect(await shown('two\nlines')).toBe('two\nlines\n');
  expect(await shown(1234567.5)).toBe('1234567.5\n');
  expect(await shown(1234567.5, { columns: 80 })).toBe('1,234,567.5\n');
});

it('prints the raw output when it is no JSON or holds a number JavaScript would round', async () => {
  const raw = '{"n": 12345678901234567891}';
  expect((await cli(['q', '--quiet'], { result: { output: raw, result: JSON.parse(raw) } })).stdout).toBe(
    `${raw}\n`,
  );
  expect((await cli(['q', '--quiet'], { result: { output: 'a\tb\r\nc\n', result: undefined } })).stdout).toBe(
    'a\tb\nc\n',
  );
});

it('lets nothing from the program act on the terminal', async () => {
  const hostile = 'a\u001b]0;title\u0007\u001b[2Jb\u202ec\u0007';
  expect(await shown([{ [hostile]: hostile }])).toBe('ab\\u202ec\\u0007\nab\\u202ec\\u0007\n');
  expect(await shown([[hostile]])).toContain(String.raw`\u202ec\u0007`);
  expect(await shown([[hostile]])).not.toContain('\u001b');
  expect(await shown(hostile)).toBe('ab\\u202ec\\u0007\n');
});
