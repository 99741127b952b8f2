import { type Document, Lexer, LineCounter, Parser, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';

export interface ParsedYaml {
  document: Document.Parsed | null;
  lines: LineCounter;
  problems: Problem[];
}

const deepest = 100;
const mostErrors = 50;

/** Where the words of the parser are for programmers. */
const sayings: Record<string, string> = {
  MULTIPLE_DOCS: 'A second document begins here',
};

/** What to do about the mistakes that people make most. */
const advice: Record<string, string> = {
  TAB_AS_INDENT: 'indent with spaces',
  MULTIPLE_DOCS: 'keep one document: only the first is read',
  NON_STRING_KEY: 'write a plain name before the colon',
  BAD_INDENT: 'indent what belongs together by the same number of spaces',
  MISSING_CHAR: 'close it with the character that is missing',
  BLOCK_AS_IMPLICIT_KEY: 'put the text in quotes where it contains ": "',
  MULTILINE_IMPLICIT_KEY: 'end the key with a colon on its own line',
};

/** YAML 1.2 with text as its keys. What is nested too deeply is never composed, because that recurses. */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  if (isTooDeep(text)) {
    return { document: null, lines, problems: [atTop(`It is nested deeper than ${deepest} levels`)] };
  }
  const document = parseDocument(text, {
    schema: 'core',
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const problems = document.errors
    .slice(0, mostErrors)
    .map(({ code, message: said, pos: [offset] }): Problem => {
      const message = sayings[code] ?? said;
      const { line, col } = lines.linePos(offset);
      const suggestion = advice[code] ?? null;
      return { rule: 'yaml-syntax', message, suggestion, path: [], position: { line, column: col } };
    });
  return { document: problems.length > 0 ? null : document, lines, problems };
}

/** The parser keeps a stack instead of calling itself, so it can be asked on the way. */
function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > deepest) return true;
  }
  return false;
}

function atTop(message: string): Problem {
  return {
    rule: 'yaml-limits',
    message,
    suggestion: 'write it flatter',
    path: [],
    position: { line: 1, column: 1 },
  };
}
