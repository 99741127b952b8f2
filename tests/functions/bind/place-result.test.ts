import { describe, expect, it } from 'vitest';
import { placeResult } from '../../../src/functions/bind/place-result.ts';
import { readPlacements } from '../../../src/functions/bind/read-placements.ts';

const state = Object.freeze({
  raw: Object.freeze([1]),
  items: Object.freeze([Object.freeze({ id: 1 }), null]),
  none: null,
  n: 4,
});
const result = { total: '12.50', rows: [{ id: 7 }], note: null, 'odd key': 1 };

function placed(declared: unknown, value: unknown = result): unknown {
  const { placements, problems } = readPlacements(declared);
  expect(problems).toEqual([]);
  const outcome = placeResult(state, placements, value);
  return outcome.status === 'placed' ? outcome.state : outcome.problems;
}

describe('a result', () => {
  it.each([
    ['goes whole to a path', 'state.cleaned', { cleaned: result }],
    ['goes whole to a name', 'cleaned', { cleaned: result }],
    ['replaces what stood there', 'state.raw', { raw: result }],
    ['makes mappings on its way', 'state.report.today.all', { report: { today: { all: result } } }],
    ['makes a mapping of null', 'state.none.all', { none: { all: result } }],
    ['sets an item that exists', 'state.items[0].done', { items: [{ id: 1, done: result }, null] }],
    ['sets a whole item', 'state.items[1]', { items: [{ id: 1 }, result] }],
    ['sets an odd key', "state['odd key']", { 'odd key': result }],
    ['gives a part of it', { to: 'state.id', from: 'result.rows[0].id' }, { id: 7 }],
    ['gives a part without naming the result', { to: 'id', from: 'rows[0].id' }, { id: 7 }],
    ['is converted whole', { to: 'state.text', convert: 'text' }, { text: JSON.stringify(result) }],
    ['is converted in part', { to: 'state.total', from: 'result.total', convert: 'number' }, { total: 12.5 }],
    [
      'is spread by a mapping',
      {
        'state.total': { from: 'result.total', convert: 'number' },
        'state.a.note': 'result.note',
        'state.all': 'result',
      },
      { total: 12.5, a: { note: null }, all: result },
    ],
    ['goes nowhere where nothing is said', {}, {}],
  ])('%s', (_, declared, expected) => {
    const outcome =
      Object.keys(declared).length === 0 ? placeResult(state, [], result) : { state: placed(declared) };
    expect(outcome).toMatchObject({ state: { ...state, ...expected } });
  });

  it('leaves the given state as it was and shares what it does not touch', () => {
    const before = structuredClone(state);
    const after = placed({ 'state.items[0].id': 'result.total', 'state.new': 'result' }) as typeof state;
    expect(state).toEqual(before);
    expect(after.raw).toBe(state.raw);
    expect(after.items).not.toBe(state.items);
  });

  it.each([
    [
      'a part that is missing',
      { 'state.x': 'result.sum' },
      { path: 'sum', message: 'There is no result.sum; result has "total", "rows", "note", "odd key"' },
    ],
    [
      'a part of a list that is missing',
      { 'state.x': 'result.rows[3]' },
      { path: 'rows[3]', message: 'result.rows is a list of 1' },
    ],
    [
      'a part that does not convert',
      { to: 'x', from: 'note', convert: 'integer' },
      { path: 'note', message: "result.note is null that can't become a whole number" },
    ],
    [
      'an item that is not there',
      'state.items[2]',
      { path: 'state.items', message: 'state.items is a list of 2 and has no item 2 to set' },
    ],
    ['a name in a list', 'state.items.first', { path: 'state.items', message: 'has no place for first' }],
    [
      'a place inside a number',
      'state.n.x',
      { path: 'state.n', message: 'state.n is a number and has no place for x' },
    ],
    [
      'an item of nothing',
      'state.list[0]',
      { path: 'state.list', message: 'state.list is null and has no item 0 to set' },
    ],
  ])('that meets %s is not placed, and says why', (_, declared, { path, message }) => {
    expect(placed(declared)).toMatchObject([{ path, message: expect.stringContaining(message) }]);
  });

  it('tells everything that is missing at once, and places nothing', () => {
    expect(placed({ 'state.a': 'result.x', 'state.b': 'result.total', 'state.c': 'result.y' })).toHaveLength(
      2,
    );
  });

  it('never sees what it inherits', () => {
    expect(placed({ to: 'x', from: 'result.password' }, Object.create({ password: 1 }))).toHaveLength(1);
  });
});

describe('a declared result', () => {
  it.each([
    [null, [], 'result: state.cleaned'],
    [['state.x'], [], 'result: state.cleaned'],
    [{}, [], 'result: state.cleaned'],
    ['state', [], 'result: state.cleaned'],
    ['', [], "state.total, or state['odd key']"],
    ['state.a b', [], "state.total, or state['odd key']"],
    ['state.items[-1]', [], "state.total, or state['odd key']"],
    ['state.__proto__.x', [], "state.total, or state['odd key']"],
    [`\${state.x}`, [], "state.total, or state['odd key']"],
    ['result.total', [], '{ to: state.total, from: result.total }'],
    [{ from: 'result.x' }, [], 'state.total'],
    [{ to: 'state.x', from: 3 }, ['from'], 'result.total'],
    [{ to: 'state.x', from: 'result..x' }, ['from'], "result.total, or state['odd key']"],
    [{ to: 'state.x', convert: 'int' }, ['convert'], 'integer'],
    [{ to: 'state.x', convrt: 'text' }, ['convrt'], 'convert'],
    [{ total: 'result.total' }, ['total'], '"state.total"'],
    [{ 'state.total': 'total' }, ['state.total'], 'result.total'],
    [{ 'state.total': 3 }, ['state.total'], 'result.total'],
    [{ 'state.total': { from: 'result.x', too: 1 } }, ['state.total', 'too'], 'from, convert'],
    [{ 'state.constructor': 'result' }, ['state.constructor'], "state.total, or state['odd key']"],
  ])('like %j says what to write instead', (declared, path, suggestion) => {
    const { placements, problems } = readPlacements(declared);
    expect(problems).toMatchObject([{ path, suggestion }]);
    expect(placements).toEqual([]);
  });
});
