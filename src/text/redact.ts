interface Secret {
  pattern: RegExp;
  /** What stands in its place; `$1` keeps the first group. */
  shown: string;
}

const mark = '[redacted]';

/** How a secret looks that nobody told us; each pattern is linear in hostile text and leaves the quotes of JSON alone. */
const secrets: Secret[] = [
  { pattern: /(?<![\w-])sk-(?=[\w-]{0,200}\d)[\w-]{16,200}/g, shown: mark },
  { pattern: /\b(bearer|authorization: ?basic)\s{1,4}[\w.~+/=-]{16,}/gi, shown: `$1 ${mark}` },
  { pattern: /(:\/\/[^\s/:@"'\\<>]{0,256}):[^\s/"'\\<>]{1,256}@/g, shown: `$1:${mark}@` },
  { pattern: /(?<!\w)gh[pousr]_\w{36,255}/g, shown: mark },
  { pattern: /(?<!\w)(?:AKIA|ASIA)[0-9A-Z]{16}(?!\w)/g, shown: mark },
  { pattern: /(?<!\w)AIza[\w-]{35}/g, shown: mark },
  { pattern: /(?<!\w)xox[abeprs]-[\w-]{10,200}/g, shown: mark },
];

/** A known value shorter than this is a placeholder and would be found in ordinary text. */
const shortestKnown = 8;

export interface Redacted {
  text: string;
  count: number;
}

export type Redact = (text: string) => Redacted;

/** A secret that somebody named is one however short; what is shorter than this is found in every text. */
const shortestNamed = 4;

/** Values of secrets that somebody named, with how they look inside of JSON. */
export function namedSecrets(values: readonly string[]): string[] {
  const known = values.filter((value) => value.length >= shortestNamed);
  return [...new Set(known.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]))];
}

/** The one place where secrets leave what is recorded: `known` values wherever they stand, `named` ones also where they are short, and whatever looks like a key. */
export function createRedactor(known: (string | null)[], named: readonly string[] = []): Redact {
  const usual = known.filter((value): value is string => value !== null && value.length >= shortestKnown);
  const values = [...usual, ...named].sort((one, other) => other.length - one.length);
  return (text) => {
    let count = 0;
    let safe = text;
    for (const value of values) {
      const parts = safe.split(value);
      count += parts.length - 1;
      safe = parts.join(mark);
    }
    for (const { pattern, shown } of secrets) {
      safe = safe.replace(pattern, (found: string, kept: unknown) => {
        const replaced = shown.replace('$1', () => (typeof kept === 'string' ? kept : ''));
        if (replaced !== found) count += 1;
        return replaced;
      });
    }
    return { text: safe, count };
  };
}
