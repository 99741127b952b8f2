/** A repeatable source of numbers below a bound. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What hides code, or what is worth hiding. */
const pieces = [
  '\r',
  '\n',
  '\f',
  '\\\n',
  ' # ',
  '"',
  "'",
  '"""',
  'f"{',
  '}"',
  '{',
  '}',
  '(',
  ')',
  ':=',
  ' = ',
  ',',
  ';',
  '*',
  '.',
  '@',
  '\\',
  '\\x5f',
  '\\N{LOW LINE}',
  'ｅ',
  '\u200b',
  '\u00a0',
  '\ufeff',
  'r',
  'b',
  '\t',
  ' ',
  'not ',
  'lambda: ',
  ' if eval else ',
];

const statements = [
  'import os',
  'from os import system as s',
  'eval("1")',
  'x = f"{eval(1)!r:>{exec}}"',
  'match x:\n    case a.b(__globals__=c) | {"k": d.e}: eval',
  'type X = eval',
  'print(x := eval)',
  'with (eval as a, exec): pass',
  'x = "__cl" \\\n "ass__"',
  'try: pass\nexcept* eval: pass',
  '@eval\ndef f(a: exec = open, /, *b): global c',
  'x = (yield_ for yield_ in eval)',
];

type Mutation = (code: string, random: (below: number) => number) => string;

const pick = <T>(items: readonly T[], random: (below: number) => number): T =>
  items[random(items.length)] as T;

const mutations: Mutation[] = [
  (code, random) => {
    const at = random(code.length + 1);
    return code.slice(0, at) + pick(pieces, random) + code.slice(at);
  },
  (code, random) => {
    const at = random(code.length);
    return code.slice(0, at) + code.slice(at + 1 + random(3));
  },
  (code, random) => {
    const lines = code.split('\n');
    const at = random(lines.length);
    const indent = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
    lines.splice(at, 0, pick(statements, random).replace(/^/gm, indent));
    return lines.join('\n');
  },
  (code, random) => {
    const lines = code.split('\n');
    const [from, to] = [random(lines.length), random(lines.length)];
    [lines[from], lines[to]] = [lines[to] ?? '', lines[from] ?? ''];
    return lines.join('\n');
  },
  (code, random) => {
    const words = [...code.matchAll(/\b\w+\b/g)];
    const word = words.length === 0 ? undefined : pick(words, random);
    const put = pick(['eval', 'match', 'type', 'case', '_', 'async', 'print', '"s"', '(eval)'], random);
    return word === undefined
      ? code
      : code.slice(0, word.index) + put + code.slice(word.index + word[0].length);
  },
];

/** `count` programs made of pieces of real ones, each changed once to three times. */
export function mutants(
  programs: readonly string[],
  { count, seed }: { count: number; seed: number },
): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const lines = pick(programs, random).split('\n');
    const start = random(lines.length);
    let code = lines.slice(start, start + 3 + random(20)).join('\n');
    code = code.replace(/^[ \t]+/, '');
    for (let left = 1 + random(3); left > 0; left--) code = pick(mutations, random)(code, random);
    return code;
  });
}

/** Of each program `each` pieces: broken off somewhere, or with a short piece missing. */
export function brokenPieces(
  programs: readonly string[],
  { each, seed }: { each: number; seed: number },
): string[] {
  const random = seededRandom(seed);
  return programs.flatMap((code) =>
    Array.from({ length: each }, (_, index) => {
      const from = random(code.length);
      return index % 2 === 0 ? code.slice(0, from) : code.slice(0, from) + code.slice(from + random(40));
    }),
  );
}
