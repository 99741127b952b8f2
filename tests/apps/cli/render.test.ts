import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';
import { cli, type Script } from './scripted-cli.ts';

let test: TestCoder;
let mail: string;
beforeAll(async () => {
  test = await testCoder(null);
  mail = await test.file('mail.j2', 'Dear {{ name }},\n{% for item in items %}- {{ item }}\n{% endfor %}');
});
afterAll(() => test[Symbol.asyncDispose]());

/** The command with a real coder, which outlives it. */
function render(argv: string[], script: Script = {}) {
  const createCoder = () => ({ ...test.coder, [Symbol.asyncDispose]: async () => undefined });
  return cli(['render', ...argv], { ...script, createCoder });
}

describe('render', () => {
  it('prints the text of a template, exactly', async () => {
    const vars = await test.file('vars.json', '{"items": ["tea", "größe"], "name": "nobody"}');
    const ended = await render([mail, '--vars', vars, '--set', 'name=Ada=B']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'Dear Ada=B,\n- tea\n- größe\n', stderr: '' });
  });

  it('takes the variables as typed or from standard input, and so the template', async () => {
    const typed = await render([mail, '--vars', '{"items": [], "name": 1}']);
    expect(typed.stdout).toBe('Dear 1,\n');
    expect(await render([mail, '--vars', '-'], { stdin: '{"items": [], "name": 1}' })).toMatchObject(typed);
    expect((await render(['-', '--set', 'a=1'], { stdin: '{{ a }}!\n' })).stdout).toBe('1!\n');
  });

  it('says like a compiler what is wrong', async () => {
    const ended = await render([mail, '--set', 'nmae=Ada']);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toMatch(/mail\.j2:1: The variable `name` is missing; given: nmae\./);
    const lenient = await render([mail, '--lenient']);
    expect(lenient).toMatchObject({ exitCode: 0, stdout: 'Dear ,\n' });
  });

  it('validates without variables', async () => {
    expect((await render([mail, '--validate'])).stdout).toBe(
      `${mail}: valid\nvariables: items, name\nfilters: none\n`,
    );
    const bad = await test.file('bad.j2', 'a\n{{ b | uper }}\n{% include "x" %}');
    const ended = await render([bad, '--validate']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toMatch(/^.*bad\.j2:2:8: The filter .*\n.*bad\.j2:3:4: The tag .*\n$/);
    const { stdout } = await render([bad, '--validate', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, errors: [{ line: 2 }, { line: 3 }] });
  });

  it('shows a terminal nothing that it acts on, and gives a pipe every character', async () => {
    const argv = ['-', '--vars', '{"a": "\\u001b[31mred"}'];
    expect((await render(argv, { stdin: '{{ a }}' })).stdout).toBe('\u001b[31mred\n');
    const shown = await render(argv, { stdin: '{{ a }}', tty: { stdout: true } });
    expect(shown.stdout).not.toContain('\u001b[31m');
  });

  it.each<[string, string[], string]>([
    ['no pair', ['x.j2', '--set', 'name'], '--set takes name=text'],
    ['both from standard input', ['-', '--vars', '-'], 'not both'],
    ['no such template', ['nowhere.j2'], 'there is no such file'],
    ['no such variables', ['-', '--vars', 'nowhere.json'], 'there is no such file'],
  ])('refuses %s', async (_, argv, message) => {
    const wanted = argv[0] === 'x.j2' ? [path.join(test.folder, 'mail.j2'), ...argv.slice(1)] : argv;
    const ended = await render(wanted, { stdin: 'x' });
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain(message);
  });
});
