/** One word of a question as the person wrote it. */
export interface Token {
  text: string;
  lower: string;
  quoted: boolean;
  capitalised: boolean;
  /** A comma follows. */
  comma: boolean;
}

/** Sayings that stand for plainer ones; they are replaced before anything else is read. */
const sayings: readonly [RegExp, string][] = [
  [/\b(what|who)['’]s\b/gi, '$1 is'],
  [/\bolder than\b/gi, 'age more than'],
  [/\byounger than\b/gi, 'age less than'],
  [/\bcheaper than\b/gi, 'price less than'],
  [/\bmore expensive than\b/gi, 'price more than'],
  [/\boldest\b/gi, 'highest age'],
  [/\byoungest\b/gi, 'lowest age'],
  [/\bcheapest\b/gi, 'lowest price'],
  [/\bmost expensive\b/gi, 'highest price'],
  [/\b(?:highest|best|top)[ -]paid\b/gi, 'highest salary'],
  [/\b(?:lowest|worst)[ -]paid\b/gi, 'lowest salary'],
];

const pieces = /["“]([^"“”]+)["”]|(?<=^|\s)'([^']+)'(?=$|[\s?.!,;])|(!=|>=|<=|==|>|<|=)|([^\s"“”<>=!]+|!)/gu;

/** The words, numbers, quoted texts and comparison signs of a question, without punctuation around them. */
export function readTokens(query: string, names: ReadonlySet<string>): Token[] {
  const plain = sayings.reduce((text, [saying, words]) => text.replace(saying, words), query);
  const tokens: Token[] = [];
  for (const [whole, double, single, sign, word] of plain.matchAll(pieces)) {
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push(token(quoted.trim(), true));
    else if (sign !== undefined) tokens.push(token(sign, false));
    else tokens.push(...splitToken(word ?? whole, names));
  }
  return tokens;
}

/** Hyphens join words ("highest-paid"), unless the whole is a name ("sales-2024.csv") or a number. */
function splitToken(word: string, names: ReadonlySet<string>): Token[] {
  if (/^[?!.,;:]+$/.test(word)) return [];
  const bare = word.replace(/^[([{`]+|[)\]}`?.,;:]+$/gu, '') || word;
  const comma = /,[)\]}`]*$/.test(word);
  if (names.has(bare.toLowerCase()) || !/^\p{L}+(?:-\p{L}+)+$/u.test(bare)) {
    return [{ ...token(bare, false), comma }];
  }
  return bare.split('-').map((part) => ({ ...token(part, false), comma }));
}

function token(text: string, quoted: boolean): Token {
  return { text, lower: text.toLowerCase(), quoted, capitalised: /^\p{Lu}/u.test(text), comma: false };
}
