import { fencedBlocks } from './fenced-blocks.ts';

const maxReplyChars = 100_000;
const maxAttempts = 20;

/** Every JSON object in a chatty reply, the likeliest first: the whole text, then what braces enclose and fenced blocks, the last before those it may quote or take back; slips of small models are mended. */
export function jsonObjects(reply: string): object[] {
  const text = reply.slice(0, maxReplyChars);
  const fenced = fencedBlocks(text).filter(({ language }) =>
    /^(?:json[c5l]?|javascript|js|)$/.test(language),
  );
  return [text, ...braced(text).reverse(), ...fenced.map((block) => block.text).reverse()]
    .map(parseObject)
    .filter((value) => value !== undefined);
}

/** The outermost pairs of braces, as JSON counts them; where one of them is no JSON, the pairs inside it. */
function braced(text: string): string[] {
  const spans: string[] = [];
  let from = text.indexOf('{');
  for (let attempts = 0; from !== -1 && attempts < maxAttempts; attempts += 1) {
    const end = closingBrace(text, from);
    const span = end === -1 ? '' : text.slice(from, end + 1);
    const isJson = span !== '' && parseObject(span) !== undefined;
    if (isJson) spans.push(span);
    from = text.indexOf('{', isJson ? end + 1 : from + 1);
  }
  return spans;
}

function closingBrace(text: string, from: number): number {
  let depth = 0;
  const parts = /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|[{}]/g;
  parts.lastIndex = from;
  for (let part = parts.exec(text); part !== null; part = parts.exec(text)) {
    if (part[0] === '{') depth += 1;
    if (part[0] === '}') depth -= 1;
    if (depth === 0) return part.index;
  }
  return -1;
}

function parseObject(text: string): object | undefined {
  for (const candidate of [text, mend(text)]) {
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // The next spelling, or none.
    }
  }
  return undefined;
}

const pythonWords: Record<string, string> = { True: 'true', False: 'false', None: 'null' };
const controls: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Python's words, comments, a comma too many, and line breaks inside strings. */
function mend(text: string): string {
  const slips = /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|\b(?:True|False|None)\b|\/\/[^\n]*|,(?=\s*[}\]])/g;
  return text.replace(slips, (slip) =>
    slip.startsWith('"')
      ? slip.replace(/[\n\r\t]/g, (control) => controls[control] ?? '')
      : (pythonWords[slip] ?? ''),
  );
}
