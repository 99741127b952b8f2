import type { SyntaxNode } from '../../program/syntax-node.ts';
import { type Argument, argument, type Call } from '../calls.ts';
import { report, type Session } from '../session.ts';
import { knownText, type Table, type Value } from '../values/value.ts';

interface Reading {
  /** Names of index levels do as well. */
  orIndex?: boolean;
}

/** Reports the names among `value` that the table has not. */
export function readColumns(
  session: Session,
  table: Table,
  { value, node, orIndex = false }: Argument & Reading,
): void {
  if (table.open) return;
  for (const used of namesIn(value, node)) {
    if (hasColumn(table, used.name) || (orIndex && table.index.has(used.name))) continue;
    const candidates = orIndex ? [...table.columns, ...table.index] : table.columns;
    report(session, { ...used, rule: 'unknown-column', problem: problemOf(table, used.name), candidates });
  }
}

/** The position of a parameter, null where it has none, and its name. */
export type Parameter = readonly [position: number | null, name: string];

/** Checks the columns that arguments of a call name. */
export function readArgumentColumns(call: Call, table: Table, parameters: readonly Parameter[]): void {
  for (const [position, name] of parameters) {
    const given = argument(call, position, name);
    if (given !== undefined) readColumns(call.session, table, { ...given, orIndex: true });
  }
}

/** Every constant name in a text or list, each with the place where it is written. */
export function namesIn(value: Value, node: SyntaxNode): { name: string; node: SyntaxNode }[] {
  if (value.kind === 'text') return [{ name: value.text, node }];
  if (value.kind !== 'list' || !value.exact) return [];
  const isDisplay = ['list', 'tuple', 'set'].includes(node.type);
  const places = isDisplay && node.children.length === value.items.length ? node.children : [];
  return value.items.flatMap((item, index) =>
    item.kind === 'text' ? [{ name: item.text, node: places[index] ?? node }] : [],
  );
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Descriptions show names without invisible characters, and pandas numbers columns that have no name. */
export function hasColumn(table: Table, name: string): boolean {
  if (table.open || table.columns.has(name) || /^Unnamed: \d+/.test(name)) return true;
  return invisible.test(name) && table.columns.has(name.replace(invisible, ''));
}

export function problemOf({ origin }: Table, name: string): string {
  if (origin === null) return 'is not in the table that the program made';
  if (!origin.names.has(name)) return `is not in ${origin.label}`;
  return `is no longer in the table read from ${origin.label}: before this line it was renamed, dropped, left out or made the index`;
}

const maxQuery = 2_000;
const queryWords = new Set('and or not in is True False None index abs sin cos exp log sqrt'.split(' '));

/** The columns that the text of `df.query` names: bare words and words in backticks, not methods, variables or strings. */
export function readQueryText(table: Table, call: Call): void {
  const given = argument(call, 0, 'expr');
  const text = knownText(given?.value);
  if (given === undefined || text === undefined || text.length > maxQuery) return;
  if (/[#\\]|``|'[^']*`|"[^"]*`/.test(text)) return;
  const bare = text.replace(/'[^']*'|"[^"]*"/g, ' ');
  if (/index|ilevel|:=|=(?<![=!<>]=)(?!=)/.test(bare)) return;
  for (const match of bare.matchAll(/`([^`]+)`|(?<![\w.@])([A-Za-z_]\w*)(?!\w*\s*\()/g)) {
    const name = match[1] ?? match[2] ?? '';
    if (match[1] === undefined && queryWords.has(name)) continue;
    readColumns(call.session, table, {
      value: { kind: 'text', text: name },
      node: given.node,
      orIndex: true,
    });
  }
}
