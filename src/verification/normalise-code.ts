import type { Issue } from '../contracts/issue.ts';
import { issueAt, sourceText } from './program/source-text.ts';

const maxSourceBytes = 200_000;

const coding = /^([ \t]*#.*?)coding([:=][ \t]*[-\w.]+)/;

interface CharacterRule {
  rule: string;
  pattern: RegExp;
  describe: string;
}

/** What Python and the syntax tree may read differently, or what shows people another program than the one that runs. */
const characterRules: CharacterRule[] = [
  {
    rule: 'control-character',
    pattern: /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}]/u,
    describe: 'a control character or an unusual line separator',
  },
  {
    rule: 'bidirectional-character',
    pattern: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    describe: 'an invisible character that changes the direction of text',
  },
  { rule: 'byte-order-mark', pattern: /\ufeff/, describe: 'a byte order mark inside the text' },
  {
    rule: 'lone-surrogate',
    pattern: /\p{Surrogate}/u,
    describe: 'half of a surrogate pair, which is no character',
  },
];

/** The one string that is analysed, hashed and executed: LF newlines, no byte order mark, no coding cookie. What can't be made unambiguous is a blocking issue. */
export function normaliseCode(code: string): { code: string; issues: Issue[] } {
  if (Buffer.byteLength(code) > maxSourceBytes) return { code: '', issues: [tooLong(code)] };
  const lines = code
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  for (const index of [0, 1]) lines[index] = lines[index]?.replace(coding, '$1encoding note $2') as string;
  const normalised = lines.slice(0, code === '' ? 0 : undefined).join('\n');
  const issues = hiddenCharacters(normalised);
  if (normalised.trim() === '') issues.push(empty);
  return { code: normalised, issues };
}

/** The characters of a source that hide something from Python or from people, one finding per kind. */
export function hiddenCharacters(code: string): Issue[] {
  return characterRules.flatMap((rule) => complain(code, rule));
}

function complain(code: string, { rule, pattern, describe }: CharacterRule): Issue[] {
  const found = pattern.exec(code);
  if (found === null) return [];
  const point = (code.codePointAt(found.index) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return [
    issueAt(sourceText(code), found.index, {
      rule,
      source: 'policy',
      severity: 'blocking',
      message: `The source contains U+${point}, ${describe}.`,
      suggestion: `Remove it, or write it as an escape such as "\\u${point.toLowerCase()}" inside a string.`,
    }),
  ];
}

const empty: Issue = {
  rule: 'empty-program',
  source: 'syntax',
  severity: 'blocking',
  message: 'There is no code.',
  suggestion: 'Write a complete Python program that prints its result.',
};

function tooLong(code: string): Issue {
  return {
    rule: 'source-too-long',
    source: 'policy',
    severity: 'blocking',
    message: `The source has ${Buffer.byteLength(code)} bytes; at most ${maxSourceBytes} are accepted.`,
    suggestion: 'Read data from the input files instead of writing it into the program.',
  };
}
