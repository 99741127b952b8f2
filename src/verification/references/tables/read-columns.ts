import type { SyntaxNode } from '../../program/syntax-node.ts';
import { type Argument, argument, type Call } from '../calls.ts';
import { report, type Session } from '../session.ts';
import type { Table, Value } from '../values/value.ts';

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

/** Checks the columns that arguments of a call name; the names of its parameters come with their positions. */
export function readArgumentColumns(
  call: Call,
  table: Table,
  parameters: readonly (readonly [number | null, string])[],
): void {
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
