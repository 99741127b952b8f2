import type { FileDescription } from '../contracts/file-description.ts';
import type { Token } from './tokens.ts';

const determiners = new Set('the this my our these that uploaded attached given provided a an'.split(' '));
const openings = new Set('parse read load open take'.split(' '));
const before = new Set('in from of using within'.split(' '));

/** What people call a file of a type when there is only one. */
const nouns: Readonly<Record<string, string>> = {
  csv: 'csv table data spreadsheet',
  tsv: 'tsv table data',
  xlsx: 'excel workbook spreadsheet',
  xls: 'excel workbook spreadsheet',
  json: 'json data log logs',
  jsonl: 'json lines data log logs',
  parquet: 'parquet data table',
  txt: 'text document',
  log: 'log text',
  md: 'markdown text document',
  xml: 'xml document data config configuration',
  yaml: 'yaml yml config configuration',
};

/**
 * The question without an opening such as "Parse this JSON file and" and an end such as "from the uploaded CSV",
 * which name the only file there is; unchanged where there are several.
 */
export function withoutFrame(tokens: readonly Token[], files: readonly FileDescription[]): readonly Token[] {
  const [file] = files;
  if (!file || files.length > 1) return tokens;
  const own = new Set(['file', ...(nouns[file.type] ?? '').split(' '), file.name.toLowerCase()]);
  const isOwn = (token: Token) => own.has(token.lower);
  return withoutEnd(withoutOpening(tokens, isOwn), isOwn);
}

type IsOwn = (token: Token) => boolean;

function withoutOpening(tokens: readonly Token[], isOwn: IsOwn): readonly Token[] {
  if (!openings.has(tokens[0]?.lower ?? '')) return tokens;
  const and = tokens.findIndex(({ lower }) => lower === 'and');
  const named = tokens.slice(1, and);
  const unknown = named
    .map(({ lower }) => lower)
    .join(' ')
    .search(/ with (?:an )?unknown encoding$/);
  const kept =
    unknown < 0
      ? named
      : named.slice(
          0,
          named.findLastIndex(({ lower }) => lower === 'with'),
        );
  return and > 0 && namesFile(kept, isOwn) ? tokens.slice(and + 1) : tokens;
}

function withoutEnd(tokens: readonly Token[], isOwn: IsOwn): readonly Token[] {
  const last = tokens.findLastIndex(({ lower, quoted }) => !quoted && before.has(lower));
  return last > 0 && namesFile(tokens.slice(last + 1), isOwn) ? tokens.slice(0, last) : tokens;
}

function namesFile(tokens: readonly Token[], isOwn: IsOwn): boolean {
  const words = tokens.filter(({ lower }) => !determiners.has(lower));
  return words.length > 0 && words.every((token) => !token.quoted && isOwn(token));
}
