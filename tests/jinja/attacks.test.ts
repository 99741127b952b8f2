import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';

let test: TestCoder;
beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

const endless = '{% for a in range(100000) %}\n{% for b in range(100000) %}{% endfor %}{% endfor %}';
const doubling =
  '{% set ns = namespace(x="aaaaaaaaaaaaaaaa") %}{% for i in range(40) %}{% set ns.x = ns.x + ns.x %}{% endfor %}';
const unsafe = (name: string): RegExp => new RegExp(`attribute '${name}' .* is unsafe`);

afterEach(async () => {
  const { templates } = test.coder;
  expect(await templates.render('{{ 1 }}')).toEqual({ status: 'rendered', text: '1' });
});

describe('a template that asks for too much', () => {
  it.each<[string, string, string, number | null, RegExp]>([
    ['repeats a text', "{{ 'a' * 10 ** 10 }}", 'failed', 1, /multiplication may make at most/],
    ['repeats a list', '\n{{ 10 ** 10 * [1] }}', 'failed', 2, /multiplication may make at most/],
    ['counts far', '{{ range(10 ** 9) }}', 'failed', 1, /range has at most 100000/],
    ['counts without bounds', '{{ range(10 ** 40) }}', 'failed', 1, /range has at most 100000|too large/],
    ['takes powers', '\n\n{{ 10 ** (10 ** 10) }}', 'failed', 3, /at most 4200 digits/],
    ['takes powers of powers', '{{ ((9 ** 999) ** 999) ** 999 }}', 'failed', 1, /at most 4200 digits/],
    [
      'squares in a loop',
      '{% set n = namespace(x=3) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}',
      'failed',
      1,
      /at most 4200 digits/,
    ],
    ['takes powers of fractions', '{{ 9.5 ** 9999 }}', 'failed', 1, /too large/],
    ['writes a long number', `{{ ${'9'.repeat(5_000)} }}`, 'failed', 1, /at most 4200 digits/],
    ['formats wide', "{{ '%9999999999d' % 1 }}", 'out-of-memory', 1, /more memory/],
    ['formats wide by a method', "{{ '{:>9999999999}'.format(1) }}", 'out-of-memory', 1, /more memory/],
    ['pads', "{{ 'a'.ljust(10 ** 10) }}", 'out-of-memory', 1, /more memory/],
    ['doubles in a loop', doubling, 'out-of-memory', 1, /more memory/],
    ['loops in loops', endless, 'timed-out', 2, /longer than the 5 s/],
    [
      'writes on and on',
      '\n{% for a in range(100000) %}{{ "x" * 100 }}{% endfor %}',
      'output-too-large',
      2,
      /longer than the 4 MiB/,
    ],
    ['calls itself', '{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}', 'failed', 2, /goes too deep/],
    [
      'loops into itself',
      '{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}',
      'failed',
      1,
      /goes too deep/,
    ],
    ['nests blocks', '{% if 1 %}'.repeat(40) + '{% endif %}'.repeat(40), 'failed', 1, /At most 16 blocks/],
    [
      'nests parentheses',
      `{{ ${'('.repeat(100_000)}1${')'.repeat(100_000)} }}`,
      'failed',
      1,
      /At most 50 brackets/,
    ],
    ['nests lists', `{{ ${'['.repeat(30_000)} }}`, 'failed', 1, /At most 50 brackets/],
    ['denies over and over', `{{ ${'not '.repeat(5_000)}1 }}`, 'failed', null, /too involved/],
    ['adds over and over', `{{ ${'1+'.repeat(5_000)}1 }}`, 'failed', null, /too involved/],
    ['reaches ever deeper', `{{ a${'.b'.repeat(5_000)} }}`, 'failed', null, /too involved/],
    ['chooses over and over', `{{ ${'1 if 0 else '.repeat(2_000)}1 }}`, 'failed', null, /too involved/],
  ])('%s', async (_, template, ...[status, line, message]) => {
    const rendering = await test.coder.templates.render(template);
    expect(rendering).toMatchObject({ status, fault: { line } });
    expect('fault' in rendering && rendering.fault.message).toMatch(message);
  });

  it('is refused where it is larger than a template may be', async () => {
    const template = 'x'.repeat(300 * 1024);
    await expect(test.coder.templates.render(template)).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(test.coder.templates.validate(template)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('is not valid where it is nothing but tags', async () => {
    const { templates } = test.coder;
    const report = await templates.validate('{% if 1 %}'.repeat(20_000));
    expect(report).toMatchObject({ valid: false, errors: [{ line: 1, column: 164 }] });
  });
});

describe('a template that reaches for Python', () => {
  it.each<[string, RegExp]>([
    ["{{ ''.__class__ }}", unsafe('__class__')],
    ["{{ ''['__class__'] }}", unsafe('__class__')],
    ["{{ ''.__class__.__mro__[1].__subclasses__() }}", unsafe('__class__')],
    ["{{ '{0.__class__}'.format(1) }}", unsafe('__class__')],
    ["{{ '{a.__class__}'.format_map({'a': 1}) }}", unsafe('__class__')],
    ["{% set f = '{0.__class__}'.format %}{{ f(1) }}", unsafe('__class__')],
    ['{{ range.__init__.__globals__ }}', unsafe('__init__')],
    ['{{ namespace.__init__.__globals__ }}', unsafe('__init__')],
    ['{{ data.append(1) }}', unsafe('append')],
    ['{{ data.clear() }}', unsafe('clear')],
    ['{% macro m() %}{% endmacro %}{{ m.__globals__ }}', /is unsafe|is nothing/],
    ['{% macro m() %}{% endmacro %}{{ m._func }}', unsafe('_func')],
    ['{% for a in [1] %}{{ loop._iterator }}{% endfor %}', unsafe('_iterator')],
    ['{{ self._TemplateReference__context }}', /is unsafe|no text|is missing|nothing/],
    ['{{ cycler.__init__ }}', /`cycler` is missing/],
    ['{{ joiner.__init__ }}', /`joiner` is missing/],
    ['{{ url_for.__globals__ }}', /`url_for` is missing/],
    ['{{ config }}{{ request }}', /`config` is missing/],
    ['{{ [].append }}', unsafe('append')],
    ["{{ ''.upper }}", /A function is no text; call it/],
    ['{{ range }}', /is no text; call it/],
    ['{{ data | attr("__class__") }}', /filter `attr` is unknown/],
    ['{{ data | map("upper") }}', /filter `map` is unknown/],
    ['{{ data | d }}', /filter `d` is unknown/],
  ])('%s gets a fault', async (template, message) => {
    const rendering = await test.coder.templates.render(template, { data: [1] });
    expect(rendering.status).toBe('failed');
    expect('fault' in rendering && rendering.fault.message).toMatch(message);
  });

  it('could reach it without the rules of Jinja, and finds itself in the sandbox even then', async () => {
    const code = [
      'import jinja2',
      'inner = jinja2.Environment().from_string("{{ \'\'.__class__.__mro__[1] }}").render()',
      'print(inner)',
      'reached = jinja2.Environment().from_string("{{ cycler.__init__.__globals__.os.open(\'/etc/shadow\', 0) }}")',
      'try:',
      '    reached.render()',
      'except OSError as error:',
      '    print(type(error).__name__)',
    ].join('\n');
    const { runInSandbox } = await import('../helpers/sandbox.ts');
    const outcome = await runInSandbox(code);
    expect(outcome.stdout).toMatch(/^<class 'object'>\n(PermissionError|FileNotFoundError)\n$/);
  });
});
