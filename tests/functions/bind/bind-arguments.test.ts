import { describe, expect, it } from 'vitest';
import { bindArguments } from '../../../src/functions/bind/bind-arguments.ts';

const state = {
  raw_data: [{ id: 7, name: 'Ada' }],
  items: [{ id: 1 }, { id: 2, tags: ['new'] }],
  'odd key': { "it's": true },
  count: 3,
  none: null,
  empty: '',
  text: `\${state.count}`,
  when: new Date(0),
};
const env = { API_KEY: 'secret-1', REGION: '' };

function bound(value: unknown): unknown {
  return bindArguments({ x: value }, { state, env }).x;
}

function problem(value: unknown, from: Record<string, unknown> = state): string {
  try {
    bindArguments({ x: value }, { state: from, env });
  } catch (error) {
    expect(error).toMatchObject({ name: 'CoderError', code: 'input-invalid' });
    return (error as Error).message;
  }
  throw new Error('It was bound');
}

describe('a parameter', () => {
  it.each([
    ['a whole value keeps its type', `\${state.raw_data}`, state.raw_data],
    ['a number keeps its type', `\${ state.count }`, 3],
    ['a nested path', `\${state.items[0].id}`, 1],
    ['a path into a list in a list', `\${state.items[1].tags[0]}`, 'new'],
    ['an odd key', `\${state['odd key']["it's"]}`, true],
    ['the whole state', `\${state}`, { ...state, when: '1970-01-01T00:00:00.000Z' }],
    ['text around a value', `No. \${state.count} of \${state.items[1].id}`, 'No. 3 of 2'],
    ['objects in text are JSON', `rows: \${state.raw_data}`, 'rows: [{"id":7,"name":"Ada"}]'],
    ['null stays null', `\${state.none}`, null],
    ['null in text', `<\${state.none}>`, '<null>'],
    [
      'nested objects and lists',
      { a: [`\${state.count}`, { b: `\${state.empty}` }], c: 1 },
      { a: [3, { b: '' }], c: 1 },
    ],
    ['what has a JSON form', `\${state.when}`, '1970-01-01T00:00:00.000Z'],
    ['a variable', `Bearer \${env.API_KEY}`, 'Bearer secret-1'],
    ['an empty variable is set', `\${env.REGION:-eu}`, ''],
    ['a default for a variable', `\${env.OTHER:-eu}`, 'eu'],
    ['a default that is a number', `\${state.x:-5}`, 5],
    ['a default that is text', `\${state.x:-five and a half}`, 'five and a half'],
    ['a default that is empty text', `\${state.x:-}`, ''],
    ['a default that is JSON', `\${state.x:-{"a": [1, "}"]}}`, { a: [1, '}'] }],
    ['a default with braces', `\${state.x:-a {b} c}`, 'a {b} c'],
    ['a default with a quote', `\${state.x:-it's "so}`, `it's "so`],
    ['a default for null', `\${state.none:-5}`, 5],
    ['a default far below what is missing', `\${state.x.y[3]:-5}`, 5],
    ['no default for empty text', `\${state.empty:-5}`, ''],
    ['no default for a value', `\${state.count:-5}`, 3],
    ['a default that is another path', `\${state.x:-\${state.count}}`, 3],
    ['a default with text and a path', `\${state.x:-no. \${state.y:-7}}`, 'no. 7'],
    ['an escape', `$\${state.count}`, `\${state.count}`],
    ['an escape before a binding', `$\${a} \${state.count}`, `\${a} 3`],
    ['a dollar before a binding', `$$\${state.count}`, '$3'],
    ['dollars elsewhere', 'US$ 5, $$x, {y} and $', 'US$ 5, $$x, {y} and $'],
    ['a constant', false, false],
  ])('can be %s', (_, value, expected) => {
    expect(bound(value)).toEqual(expected);
  });

  it('is replaced once: what the state brings in is never read as a binding', () => {
    expect(bound(`\${state.text}`)).toBe(`\${state.count}`);
    expect(bound(`see \${state.text}`)).toBe(`see \${state.count}`);
  });

  it('shares nothing with the state', () => {
    const [row] = bound(`\${state.raw_data}`) as { name: string }[];
    (row as { name: string }).name = 'Grace';
    expect(state.raw_data[0]?.name).toBe('Ada');
  });

  it.each([
    [
      'a missing key',
      `\${state.raw}`,
      `there is no state.raw for \${state.raw}; state has "raw_data", "items", "odd key"`,
    ],
    [
      'a missing key below',
      `a \${state.items[0].name}`,
      `there is no state.items[0].name for \${state.items[0].name}; state.items[0] has "id"`,
    ],
    [
      'a position past the end',
      `\${state.items[2].id}`,
      `there is no state.items[2] for \${state.items[2].id}; state.items is a list of 2`,
    ],
    [
      'a name in a list',
      `\${state.items.length}`,
      `there is no state.items.length for \${state.items.length}; state.items is a list of 2`,
    ],
    ['a position in a mapping', `\${state[0]}`, 'there is no state[0]'],
    ['a path into text', `\${state.empty.length}`, 'state.empty is text'],
    ['a path into null', `\${state.none.x}`, 'state.none is null'],
    ['something inherited', `\${state.toString}`, 'there is no state.toString'],
    [
      'a variable that no declaration names',
      `\${env.PATH}`,
      `\${env.PATH} may only stand in the declaration of the function, with PATH in its env`,
    ],
    ['a missing default', `\${state.x:-\${state.y}}`, `there is no state.y for \${state.y}`],
  ])('that asks for %s says so', (_, value, message) => {
    expect(problem(value)).toContain(`The parameter x can't be bound: `);
    expect(problem(value)).toContain(message);
  });

  it('never sees what a state inherits', () => {
    expect(problem(`\${state.password}`, Object.create({ password: 'p' }))).toContain('state is empty');
  });

  it('is told with all others that miss something', () => {
    const parameters = { a: `\${state.x}`, b: 1, c: [`\${env.NONE}`] };
    const bind = (): unknown => bindArguments(parameters, { state: {}, env: {} });
    expect(bind).toThrow(/parameter a [^\n]+\.\nThe parameter c [^\n]+\.$/);
  });

  it('never tells a value of the environment', () => {
    expect(problem(`\${env.API_KEY} \${env.MISSING}`)).not.toContain('secret-1');
  });

  it.each([
    [
      'contains itself',
      (self: Record<string, unknown>) => Object.assign(self, { self }),
      `state.x.self of \${state.x} contains itself`,
    ],
    ['holds a function', () => ({ run: () => 1 }), `state.x.run of \${state.x} is a function`],
    ['holds no number', () => [1, Number.NaN], `state.x[1] of \${state.x} is NaN`],
    ['holds a set', () => new Set(), `state.x of \${state.x} is an object of a class`],
    ['holds a prototype', () => JSON.parse('{"__proto__": 1}'), `state.x.__proto__ of \${state.x} is a key`],
    ['is nested without end', nested, 'lies deeper than 100 levels'],
  ])('that takes what %s says so', (_, make, message) => {
    expect(problem(`\${state.x}`, { x: make({}) })).toContain(message);
  });

  it('that contains itself says so', () => {
    const list: unknown[] = [1];
    list.push(list);
    expect(problem(list)).toBe('The parameter x[1] contains itself.');
  });

  it.each(['__proto__', 'constructor', 'prototype'])('can not name %s', (name) => {
    for (const path of [`state.${name}`, `state.items.${name}.x`, `state['${name}']`]) {
      expect(problem(`\${${path}}`)).toContain(`"${name}" can't be part of a path`);
    }
  });
});

function nested(): unknown {
  return Array.from({ length: 5_000 }).reduce<unknown>((inside) => [inside], 1);
}
