/** Options of a reader that decide which row is the header and how it is cut. */
export const shapingOptions = [
  'skiprows',
  'header',
  'names',
  'comment',
  'skipinitialspace',
  'quoting',
  'quotechar',
  'record_path',
  'xpath',
] as const;

/** The keywords of the outermost call in a Python expression, as text without spaces and with one kind of quotes. */
export function writtenOptions(expression: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const part of splitArguments(expression)) {
    const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=(?!=)([\s\S]*)$/.exec(part) ?? [];
    if (name !== undefined && value !== undefined) options.set(name, normalOption(value));
  }
  return options;
}

export function normalOption(value: string): string {
  return value.replace(/\s+/g, '').replaceAll('"', "'");
}

function splitArguments(expression: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = expression.indexOf('(') + 1;
  for (let at = start; at < expression.length; at++) {
    const character = expression[at] as string;
    if (character === "'" || character === '"') at = endOfString(expression, at);
    else if ('([{'.includes(character)) depth += 1;
    else if (depth > 0 && ')]}'.includes(character)) depth -= 1;
    else if (depth === 0 && (character === ',' || character === ')')) {
      parts.push(expression.slice(start, at));
      start = at + 1;
      if (character === ')') break;
    }
  }
  return parts;
}

function endOfString(expression: string, start: number): number {
  for (let at = start + 1; at < expression.length; at++) {
    if (expression[at] === '\\') at += 1;
    else if (expression[at] === expression[start]) return at;
  }
  return expression.length;
}
