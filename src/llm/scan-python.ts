/** What is open at the end of a piece of Python. */
export interface OpenPython {
  /** The quotes of the string that is open, or null. */
  string: string | null;
  /** Open brackets of all kinds. */
  depth: number;
}

export const nothingOpen: OpenPython = { string: null, depth: 0 };

const tokens = /\\[\s\S]?|"""|'''|["'#]|[([{]|[)\]}]/g;

/** Reads one line of Python as far as quotes, brackets and comments go; a string in single quotes never outlives its line unless a backslash ends it. */
export function scanPython(line: string, before: OpenPython = nothingOpen): OpenPython {
  let { string, depth } = before;
  for (const [token] of line.matchAll(tokens)) {
    if (string !== null) {
      if (token === string || token === string.repeat(3)) string = null;
    } else if (token === '#') {
      break;
    } else if (/["']/.test(token)) {
      string = token;
    } else if ('([{'.includes(token)) {
      depth += 1;
    } else if (')]}'.includes(token)) {
      depth -= 1;
    }
  }
  const endsHere = string?.length === 1 && !line.endsWith('\\');
  return { string: endsHere ? null : string, depth };
}
