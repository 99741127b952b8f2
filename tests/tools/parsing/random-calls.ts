import type { OfferedTool } from '../../../src/tools/parsing/tool-call-parser.ts';
import type { Random } from '../../files/fuzz/random.ts';
import { offeredTool, toolCallFixtures } from './tool-call-fixtures.ts';

/** Pieces of the markers of all dialects, of Markdown and of JSON. */
export const markerPieces: readonly string[] = [
  ...new Set(
    toolCallFixtures.flatMap(
      ({ text }) => text.match(/<[^<>\n]{1,40}>|\[\/?[A-Z_]+\]|◁[^▷]*▷|`{3,}\w*|~~~\w*|functools/g) ?? [],
    ),
  ),
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '\\',
    ',',
    ':',
    '`',
    '\n',
    '\r\n',
    ' ',
    '"""',
    '{"name": "f", "arguments": {',
    'f(a=',
  ],
  ...['<|', '<｜', '</', '<tool', '```py', '> ', '#', '\u0000', '\ud83d\ude00', '\u2028', '__proto__'],
];

const words = [
  'städte',
  '東京',
  'naïve',
  'a b',
  '',
  'x',
  '007',
  '1',
  'true',
  'null',
  '-0.5',
  '[1]',
  '{"a": 1}',
  '"quoted"',
];
const plainKeys = ['city', 'code', 'a', 'b2', 'arguments', 'name', 'value', 'constructor', 'q_x'];

export function randomText(random: Random): string {
  const pieces = Array.from({ length: random.below(8) }, () =>
    random.below(2) === 0 ? random.pick(words) : random.pick(markerPieces),
  );
  return pieces.join(random.pick(['', ' ', '\n']));
}

function randomValue(random: Random, depth: number): unknown {
  const kinds = depth === 0 ? 5 : 7;
  switch (random.below(kinds)) {
    case 0:
      return random.below(2) === 0;
    case 1:
      return null;
    case 2:
      return random.pick([0, 1, -7, 3.25, 1e21, 123456789]);
    case 5:
      return Array.from({ length: random.below(4) }, () => randomValue(random, depth - 1));
    case 6:
      return Object.fromEntries(
        Array.from({ length: random.below(4) }, () => [
          `${randomText(random)}.`,
          randomValue(random, depth - 1),
        ]),
      );
    default:
      return randomText(random);
  }
}

export interface RandomCall {
  name: string;
  arguments: Record<string, unknown>;
}

export function randomCalls(random: Random): RandomCall[] {
  return Array.from({ length: 1 + random.below(3) }, () => ({
    name: random.pick([
      'f',
      'get_weather',
      'files.read',
      'mcp__server-1__do',
      'X9',
      'builtin.execute_python_code',
    ]),
    arguments: Object.fromEntries(
      Array.from({ length: random.below(4) }, () => [random.pick(plainKeys), randomValue(random, 3)]),
    ),
  }));
}

/** The tools of calls, with the types that their arguments have. */
export function toolsOf(calls: readonly RandomCall[]): OfferedTool[] {
  const types = new Map<string, Record<string, { type: string[] }>>();
  for (const { name, arguments: values } of calls) {
    const properties = types.get(name) ?? {};
    for (const [key, value] of Object.entries(values)) {
      const known = Object.hasOwn(properties, key) ? (properties[key]?.type ?? []) : [];
      properties[key] = { type: [...new Set([...known, typeOf(value)])] };
    }
    types.set(name, properties);
  }
  return [...types].map(([name, properties]) => offeredTool(name, properties));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A text that a model wrote, cut, doubled and mixed with markers. */
export function mutated(random: Random): string {
  const texts = toolCallFixtures.map(({ text }) => text);
  let text = random.pick(texts);
  for (let times = 1 + random.below(5); times > 0; times -= 1) {
    const at = random.below(text.length + 1);
    const to = Math.min(text.length, at + random.below(40));
    const piece = random.pick([
      '',
      random.pick(markerPieces),
      text.slice(at, to).repeat(2),
      random.pick(texts).slice(random.below(60)),
      String.fromCharCode(random.below(0xffff)),
    ]);
    text = text.slice(0, at) + piece + text.slice(random.pick([at, to]));
  }
  return text;
}
