import type { DatabaseDescription } from '../../../contracts/file-description.ts';
import { quote } from '../../program/source-text.ts';
import { type Argument, argument, type Call, givenValue } from '../calls.ts';
import { report } from '../session.ts';
import { makeTable, openTable } from '../values/make-table.ts';
import { knownText, unknown, type Value } from '../values/value.ts';

const maxQuery = 10_000;

type Database = Extract<Value, { kind: 'database' }>;

export function openDatabase(call: Call): Value {
  const name = knownText(givenValue(call, 0, 'database'));
  const path = name?.replace(/^file:/, '').replace(/\?.*$/, '');
  const file = path === undefined ? undefined : call.session.files.describe(path);
  return file?.type === 'sqlite' ? { kind: 'database', file } : unknown;
}

/** `connection.execute('select …')` and `connection.cursor().execute(…)`. */
export function readQuery(database: Database, method: string, call: Call): Value {
  if (method === 'cursor') return database;
  if (method !== 'execute') return unknown;
  const query = argument(call, 0, 'sql');
  if (query !== undefined) checkTables(call, database.file, query);
  return unknown;
}

/** `pd.read_sql('select …', connection)`; all columns of one table are known. */
export function readQueryCall(path: string, call: Call): Value {
  const connection = givenValue(call, 1, 'con');
  const query = argument(call, 0, path.endsWith('table') ? 'table_name' : 'sql');
  if (connection?.kind !== 'database' || query === undefined) return unknown;
  const text = knownText(query.value);
  if (text === undefined || text.length > maxQuery) return unknown;
  const name = /^\s*\w+\s*$/.test(text)
    ? text.trim()
    : /^\s*select\s+\*\s+from\s+["'`[]?([\w ]+?)["'`\]]?\s*(?:;|where\b|limit\b|order\b|$)/i.exec(text)?.[1];
  checkTables(call, connection.file, query);
  const table = connection.file.tables.find(
    (candidate) => candidate.name.toLowerCase() === name?.toLowerCase(),
  );
  if (table === undefined || table.omittedFields > 0) return openTable();
  const names = table.fields.map((field) => field.name);
  return makeTable(names, {
    label: `table '${quote(table.name, 40)}' of ${quote(connection.file.name)}`,
    names: new Set(names),
  });
}

/** Tables after FROM and JOIN of a query that makes none itself. */
function checkTables(call: Call, file: DatabaseDescription, { value, node }: Argument): void {
  const text = knownText(value);
  if (
    text === undefined ||
    text.length > maxQuery ||
    file.omittedTables > 0 ||
    /\b(?:with|create|attach|pragma|alter)\b/i.test(text)
  )
    return;
  const bare = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(/'[^']*'/g, "''");
  if (/\b(?:extract|trim|substring|distinct)\b[^)]*\bfrom\b/i.test(bare) && /\(\s*\w+\s+from\b/i.test(bare))
    return;
  const names = new Set(file.tables.map(({ name }) => name.toLowerCase()));
  for (const match of bare.matchAll(
    /\b(?:from|join)\s+(?:"([^"]+)"|`([^`]+)`|\[([^\]]+)\]|([A-Za-z_]\w*)(?![\w.(]|\s*\())/gi,
  )) {
    const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    if (names.has(name.toLowerCase()) || /^(?:sqlite_|pragma_|json_|select$|dual$)/i.test(name)) continue;
    const candidates = file.tables.map((table) => table.name);
    report(call.session, {
      node,
      name,
      rule: 'unknown-table',
      problem: `is not among the tables of ${quote(file.name)}`,
      candidates,
    });
  }
}
