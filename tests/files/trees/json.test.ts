import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription, JsonDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, failure } from '../desk.ts';

const files = {
  'records.json': '[{"id":1,"day":"2024-01-01","note":"x"},{"id":2,"day":"2024-02-01"}]',
  'nested.json':
    '[{"id":1,"who":{"name":"Ann","at":{"city":"Oslo"}},"tags":["a"]},{"id":2,"who":{"name":"Bob"}}]',
  'wrapped.json': '{"currency":"EUR","orders":[{"id":1,"total":2.5},{"id":2,"total":null}]}',
  'by-column.json': '{"a":[1,2],"b":["x","y"]}',
  'by-key.json': '{"k1":{"x":1},"k2":{"x":2},"k3":{"x":3}}',
  'settings.json': '{"name":"demo","port":80,"inner":{"deep":[{"a":1}]}}',
  'numbers.json': '[1,2,NaN,Infinity]',
  'text.json': '"hello"',
  'nothing.json': '[]',
  'lines.json': '{"a":1}\n{"a":2}\n',
  'bom.json': '\ufeff[{"a":1}]',
  'many-keys.json': JSON.stringify(
    Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key ${at}`, at])),
  ),
  'lines.jsonl': '{"a":1,"at":"2024-01-01T10:00:00"}\n\n{"a":2,"at":"2024-01-02T10:00:00"}\n',
  'lines.ndjson': '{"a":1}\n',
  'damaged.jsonl': '{"a":1}\n{bad\n{"a":3}\n',
  'really-json.csv': '[{"a": 1}, {"a": 2}]',
};

describe('JSON files', () => {
  let all: Map<string, FileDescription>;
  const json = (name: string): JsonDescription => described(all, name, 'json');
  beforeAll(async () => {
    all = await describeAll(files);
  });

  it('describes an array of objects as a table with its keys', () => {
    expect(json('records.json')).toMatchObject({
      structure: 'array of objects',
      itemCount: 2,
      depth: 2,
      recordPath: null,
      load: "pd.DataFrame(json.load(open('records.json', encoding='utf-8'))).astype({'day': 'datetime64[ns]'})",
      keys: [
        { name: 'id', types: ['number'], presence: 1 },
        { name: 'day', types: ['string'], presence: 1 },
        { name: 'note', types: ['string'], presence: 0.5 },
      ],
      columns: [{ name: 'id', dtype: 'int64' }, { name: 'day', dtype: 'datetime64[ns]' }, { nullCount: 1 }],
    });
  });

  it('flattens nested objects and names their keys', () => {
    const { load, keys, columns, depth } = json('nested.json');
    expect(load).toMatch(/^pd\.json_normalize\(/);
    expect(keys.map(({ name }) => name)).toEqual(['id', 'who', 'who.name', 'who.at', 'who.at.city', 'tags']);
    expect(columns?.map(({ name }) => name)).toEqual(['id', 'tags', 'who.name', 'who.at.city']);
    expect(depth).toBe(4);
  });

  it('finds the records inside a wrapping object', () => {
    expect(json('wrapped.json')).toMatchObject({
      structure: 'object with an array of objects under "orders" (other keys: "currency")',
      recordPath: 'orders',
      itemCount: 2,
      load: "pd.DataFrame(json.load(open('wrapped.json', encoding='utf-8'))['orders'])",
      columns: [{ name: 'id' }, { name: 'total', nullCount: 1 }],
    });
  });

  it('reads objects of columns and objects of records as tables', () => {
    expect(json('by-column.json').columns).toMatchObject([{ name: 'a', max: 2 }, { name: 'b' }]);
    expect(json('by-key.json')).toMatchObject({
      structure: 'object of objects with the same keys',
      columns: [{ name: 'x', max: 3 }],
    });
  });

  it('describes values that are no tables by their shape', () => {
    expect(json('settings.json')).toMatchObject({
      structure: 'object',
      itemCount: 3,
      depth: 4,
      load: "json.load(open('settings.json', encoding='utf-8'))",
    });
    expect(json('settings.json').columns).toBeUndefined();
    expect(json('text.json')).toMatchObject({ structure: 'string', itemCount: 1, sampleData: ['hello'] });
    expect(json('nothing.json')).toMatchObject({ structure: 'empty array', itemCount: 0, keys: [] });
  });

  it('gives plain JSON for NaN and Infinity and warns of them', () => {
    expect(json('numbers.json')).toMatchObject({ structure: 'array of numbers', sampleData: [1, 2, null] });
    expect(json('numbers.json').warnings).toEqual([
      'The file holds Infinity, NaN, which is not standard JSON.',
    ]);
  });

  it('bounds the keys and counts the rest', () => {
    const { keys, omittedKeys } = json('many-keys.json');
    expect(keys.length + omittedKeys).toBe(5_000);
    expect(JSON.stringify(json('many-keys.json')).length).toBeLessThan(8_000);
  });

  it('reads a byte order mark, and JSON under another name, as what it is', () => {
    expect(json('bom.json')).toMatchObject({ encoding: 'utf-8-sig', itemCount: 1 });
    expect(json('really-json.csv')).toMatchObject({
      mediaType: 'application/json',
      itemCount: 2,
      warnings: ['The file is named .csv, but its content is JSON; it is described as that.'],
    });
  });

  it('reads JSON Lines, also under .json, and leaves out damaged lines by number', () => {
    expect(described(all, 'lines.jsonl', 'jsonl')).toMatchObject({
      itemCount: 2,
      columns: [{}, { dtype: 'datetime64[ns]' }],
    });
    expect(described(all, 'lines.ndjson', 'jsonl')).toMatchObject({ itemCount: 1 });
    expect(described(all, 'lines.json', 'jsonl').warnings).toEqual([expect.stringContaining('JSON Lines')]);
    const damaged = described(all, 'damaged.jsonl', 'jsonl');
    expect(damaged).toMatchObject({ itemCount: 2, columns: [{ name: 'a', max: 3 }] });
    expect(damaged.warnings).toEqual([expect.stringContaining('left out: 1 (line 2')]);
  });

  it('names the place of a mistake and all broken files in one error', async () => {
    const message = await failure(
      describeAll({
        'cut.json': '{"a": 1,',
        'fine.json': '[1]',
        'deep.json': '['.repeat(200_000),
        'prose.jsonl': 'not\njson\n',
      }),
    );
    expect(message).toBe(
      [
        "input-invalid: 3 files can't be used:",
        '- "cut.json" is not valid JSON (Expecting property name enclosed in double quotes at line 1, column 9); correct it there or export it again.',
        '- "deep.json" is nested too deeply to be read; flatten it.',
        '- "prose.jsonl" is not valid JSON Lines: 2 of 2 lines can\'t be parsed (line 1, column 1: Expecting value); write one JSON value per line.',
      ].join('\n'),
    );
  });
});
