import { describe, expect, it } from 'vitest';
import { type DialectName, dialectNames, dialects } from '../../../src/tools/parsing/dialects.ts';
import { createJsonToolParser } from '../../../src/tools/parsing/json-tool-parser.ts';
import { createPythonToolParser } from '../../../src/tools/parsing/python-tool-parser.ts';
import type { ParsedText } from '../../../src/tools/parsing/tool-call-parser.ts';
import { createToolParser } from '../../../src/tools/parsing/tool-parser.ts';
import { Random } from '../../files/fuzz/random.ts';
import { mutated, randomCalls, toolsOf } from './random-calls.ts';
import { streamed } from './tool-call-fixtures.ts';

const everyDialect = dialectNames.map((name) => dialects[name].parser);
const everything = createToolParser({
  parsers: [...everyDialect, createJsonToolParser(), createPythonToolParser()],
});
const roundTrips = 300;
const mutations = 300;

const plain = ({ calls }: ParsedText) =>
  calls.map(({ name, arguments: values }) => ({ name, arguments: values }));

describe.each(dialectNames)('%s', (name: DialectName) => {
  const { parser, renderCalls } = dialects[name];

  it('reads what it renders, in a text, in pieces, and among all other dialects', () => {
    const random = new Random(1);
    for (let round = 0; round < roundTrips; round += 1) {
      const calls = randomCalls(random);
      const text = `${random.pick(['', 'I will.\n'])}${renderCalls(calls)}`;
      const tools = random.pick([undefined, toolsOf(calls)]);
      const read = parser.parse(text, { tools });
      expect(plain(read), text).toEqual(calls);
      expect(read.calls.flatMap(({ repairs }) => repairs)).toEqual([]);
      expect(read).toMatchObject({ text: text.startsWith('I') ? 'I will.' : '', faults: [] });
      expect(streamed(parser, text, { random, tools })).toEqual(read);
      expect(plain(everything.parse(text, { tools })), text).toEqual(calls);
    }
  });

  it('reads any text without throwing, and the same in pieces', () => {
    const random = new Random(2);
    for (let round = 0; round < mutations; round += 1) {
      const text = mutated(random);
      expect(streamed(parser, text, { random }), JSON.stringify(text)).toEqual(parser.parse(text));
    }
  });
});

it('finds in order, and nothing twice, what all dialects find in any text', () => {
  const random = new Random(3);
  for (let round = 0; round < 2_000; round += 1) {
    const text = mutated(random);
    const read = everything.parse(text);
    expect(streamed(everything, text, { random }), JSON.stringify(text)).toEqual(read);
    const spans = [...new Set(read.calls.map(({ span }) => `${span.start}-${span.end}`))].map((span) =>
      span.split('-').map(Number),
    );
    expect(spans.flat(), JSON.stringify(text)).toEqual(spans.flat().toSorted((one, other) => one - other));
    for (const { span } of [...read.calls, ...read.faults]) expect(span.end).toBeLessThanOrEqual(text.length);
  }
});
