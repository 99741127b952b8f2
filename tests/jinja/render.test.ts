import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/contracts/runtime.ts';
import type { RenderOptions } from '../../src/contracts/template-rendering.ts';
import { createTemplates } from '../../src/jinja/create-templates.ts';
import { runUnderLimits } from '../../src/sandbox/run-under-limits.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { sandboxOf } from '../helpers/sandbox.ts';
import { sharedRuntime } from '../helpers/shared-runtime.ts';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';

let test: TestCoder;
beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

function render(template: string, variables: Record<string, unknown> = {}, options: RenderOptions = {}) {
  return test.coder.templates.render(template, variables, options);
}

async function textOf(template: string, variables: Record<string, unknown> = {}): Promise<string> {
  const rendering = await render(template, variables);
  if (rendering.status !== 'rendered') throw new Error(rendering.fault.message);
  return rendering.text;
}

describe('the language of templates', () => {
  it.each<[string, string]>([
    ['{{ "  a " | trim }}|{{ "aB" | upper }}|{{ "aB" | lower }}|{{ "a b" | title }}', 'a|AB|ab|A B'],
    ['{{ missing | default("d") }}|{{ "" | default("d", true) }}', 'd|d'],
    ['{% for i in range(3) %}{{ loop.index }}{{ "," if not loop.last }}{% else %}none{% endfor %}', '1,2,3'],
    ['{% for i in [] %}x{% else %}none{% endfor %}', 'none'],
    ['{% set x = 1 %}{% if x == 2 %}a{% elif x == 1 %}b{% else %}c{% endif %}', 'b'],
    [
      '{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}',
      '3',
    ],
    ['{% macro m(a, b=2) %}{{ a + b }}{% endmacro %}{{ m(1) }}', '3'],
    ['{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}in{% endcall %}', '<in>'],
    ['{% with a = 1 %}{{ a }}{% endwith %}{% filter upper %}b{% endfilter %}', '1B'],
    ['{% raw %}{{ x }}{% endraw %}{# nothing #}', '{{ x }}'],
    ['{{ "<&>" }} {{ ["a"] }} {{ none }} {{ true }}', "<&> ['a'] None True"],
    ['line\n', 'line\n'],
    ['{% if 3 is odd and "a" in "abc" and x is not defined %}yes{% endif %}', 'yes'],
    ['', ''],
  ])('has %s', async (template, text) => {
    expect(await textOf(template)).toBe(text);
  });

  it('takes a key of the data for itself, also one that is called like a method', async () => {
    const order = { items: [1, 2], keys: 'k', 'odd key': 3 };
    expect(await textOf('{{ order.items }} {{ order.keys }} {{ order["odd key"] }}', { order })).toBe(
      '[1, 2] k 3',
    );
    expect(await textOf('{% for k, v in o.items() %}{{ k }}{{ v }}{% endfor %}', { o: { a: 1 } })).toBe('a1');
  });

  it('writes JSON that is valid, with letters of every language and no HTML in mind', async () => {
    const data = { name: 'größe 漢字 <b>', n: [1.5, null, true], line: '\u2028"\n' };
    expect(JSON.parse(await textOf('{{ data | json }}', { data }))).toEqual(data);
    expect(await textOf('{{ data.name | json }}', { data })).toBe('"größe 漢字 <b>"');
    expect(await textOf('{{ [1] | json(indent=2) }}')).toBe('[\n  1\n]');
  });
});

describe('variables', () => {
  it('are data, with whole numbers of any size', async () => {
    const given = { big: 12345678901234567890123n, at: new Date(0), none: undefined, list: [undefined] };
    const { none: _, ...variables } = given;
    expect(await textOf('{{ big + 1 }} {{ at }} {{ list | json }}', variables)).toBe(
      '12345678901234567890124 1970-01-01T00:00:00.000Z [null]',
    );
  });

  it('may have keys that mean something to JavaScript, and change nothing there', async () => {
    const variables = JSON.parse('{"__proto__": {"polluted": 1}, "x": {"__proto__": 2, "constructor": 3}}');
    expect(await textOf('{{ __proto__.polluted }}{{ x.__proto__ }}{{ x.constructor }}', variables)).toBe(
      '123',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('go before the function of the same name', async () => {
    expect(await textOf('{{ range }}{{ namespace }}', { range: 'A1', namespace: 'B' })).toBe('A1B');
  });

  it('keep halves of characters and what no page shows', async () => {
    expect(await textOf('{{ a }}\ud83d', { a: '\udc00\u0000' })).toBe('\udc00\u0000\ud83d');
  });

  it.each<[string, unknown, RegExp]>([
    ['a word of the language', { loop: 1 }, /"loop" would not be seen/],
    ['the constant', { none: 1 }, /"none" would not be seen/],
    ['no name', { 'first-name': 1 }, /data\["first-name"\]/],
    ['no number', { a: { b: [Number.NaN] } }, /"a\.b\.0" is NaN/],
    ['a number that was rounded', { id: 2 ** 60 }, /"id".*bigint/],
    ['a function', { f: () => 1 }, /"f" is no data/],
    ['a class', { m: new Map() }, /"m" is no data/],
    ['no object', [1], /variables are an object/],
    ['too many digits', { n: 10n ** 5_000n }, /4200 digits/],
    ['too much', { text: 'x'.repeat(5 * 2 ** 20) }, /4 MiB/],
  ])('that are %s are refused by name', async (_, variables, message) => {
    await expect(render('{{ a }}', variables as Record<string, unknown>)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(message),
    });
  });

  it('that contain themselves are refused', async () => {
    const a: unknown[] = [];
    a.push(a);
    await expect(render('', { a })).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('may be wide and deep', async () => {
    const deep = Array.from({ length: 90 }).reduce((inner: unknown) => ({ a: inner }), 'end');
    const variables = { deep, wide: Array.from({ length: 100_000 }, (_, index) => index) };
    expect(await textOf('{{ wide[99999] }}', variables)).toBe('99999');
  });
});

describe('a name that nothing gives', () => {
  it.each<[string, number, RegExp]>([
    ['Dear {{ custmer }}', 1, /`custmer` is missing; given: customer, list\. Did you mean `customer`\?/],
    ['\n{{ customer.nmae }}', 2, /`nmae` is missing in an object; it has: name\. Did you mean `name`\?/],
    ['{% if other %}{% endif %}', 1, /`other` is missing.*default.*is defined/],
    ['\n\n{{ list[5] }}', 3, /no \[5\] in a list of 1/],
    ['{{ customer.name.nope }}', 1, /`nope` is nothing that a text has/],
    ['{{ other | upper }}', 1, /`other` is missing/],
    ['{{ other | json }}', 1, /`other` is missing/],
    ['{{ lipsum() }}{{ cycler() }}', 1, /`lipsum` is missing/],
  ])('in %j is a fault that names it', async (template, line, message) => {
    const rendering = await render(template, { customer: { name: 'Ada' }, list: [1] });
    expect(rendering).toMatchObject({ status: 'failed', fault: { line } });
    expect('fault' in rendering && rendering.fault.message).toMatch(message);
  });

  it('is empty text where that is asked for, and what it has is still a fault', async () => {
    const lenient = { undefined: 'lenient' } as const;
    expect(await render('a{{ x }}b{% if x %}c{% endif %}', {}, lenient)).toEqual({
      status: 'rendered',
      text: 'ab',
    });
    expect(await render('{{ x.y }}', {}, lenient)).toMatchObject({ status: 'failed' });
    await expect(render('', {}, { undefined: 'silent' as 'strict' })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });
});

describe('a host', () => {
  const inRunDir = async <Value>(start: (runDir: string) => Promise<Value>) =>
    start(path.join(test.folder, randomUUID()));

  it.each(['A', 'B', 'limits'] as const)('renders in tier %s', async (tier) => {
    const environment = await testEnvironment();
    const run = (program: Program) =>
      tier === 'limits'
        ? runUnderLimits(program, { environment, maxFiles: 0, unsafelyRunWithoutIsolation: true })
        : sandboxOf({ tier }).then((runner) => runner.run(program));
    const templates = createTemplates({
      environment: async () => environment,
      runtime: async () => ({ ...sharedRuntime(), run }),
      inRunDir,
    });
    expect(await templates.render('{{ a | json }}\n', { a: ['ü'] })).toEqual({
      status: 'rendered',
      text: '["ü"]\n',
    });
    expect(await templates.render('{{ b }}')).toMatchObject({ status: 'failed', fault: { line: 1 } });
  });

  it('without Jinja says how to get it', async () => {
    const environment = { ...(await testEnvironment()), packages: {} };
    const host = { environment: async () => environment, runtime: async () => sharedRuntime(), inRunDir };
    await expect(createTemplates(host).render('a')).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringContaining('pip install'),
    });
  });
});

describe('many renderings', () => {
  it('run at once, and each has its own text', async () => {
    const texts = await Promise.all(
      Array.from({ length: 100 }, (_, index) => textOf('{{ n }}-{{ "é" | upper }}', { n: index })),
    );
    expect(texts).toEqual(Array.from({ length: 100 }, (_, index) => `${index}-É`));
  });

  it('know nothing of each other', async () => {
    await textOf('{% set secret = 1 %}{% macro hidden() %}{% endmacro %}', { given: 1 });
    expect(await textOf('{{ secret is defined }}{{ hidden is defined }}{{ given is defined }}')).toBe(
      'FalseFalseFalse',
    );
  });

  it('end when they are cancelled', async () => {
    const controller = new AbortController();
    const loop = '{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}';
    const rendering = render(loop, {}, { signal: controller.signal });
    controller.abort();
    await expect(rendering).rejects.toMatchObject({ code: 'cancelled' });
  });
});
