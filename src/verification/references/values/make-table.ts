import type { Origin, Table } from './value.ts';

const none: ReadonlySet<string> = new Set();

export function makeTable(columns: Iterable<string>, origin: Origin | null = null): Table {
  return { kind: 'table', columns: new Set(columns), index: none, open: false, origin };
}

export function openTable(): Table {
  return { ...makeTable([]), open: true };
}

/** A table of its own with the same names: changing it leaves the first as it is. */
export function copyOf(table: Table, changes: Partial<Table> = {}): Table {
  return { ...table, ...changes };
}

const maxColumns = 2_000;

export function addColumns(table: Table, names: Iterable<string>): void {
  if (table.columns.size > maxColumns) table.open = true;
  else table.columns = new Set([...table.columns, ...names]);
}

/** A table that may be any of these: every name of each is possible. */
export function unionOf(tables: readonly Table[]): Table {
  const [first, ...rest] = tables;
  if (first === undefined) return openTable();
  return rest.reduce(
    (joined, table) => ({
      kind: 'table',
      columns: new Set([...joined.columns, ...table.columns]),
      index: new Set([...joined.index, ...table.index]),
      open: joined.open || table.open,
      origin: joinOrigins(joined.origin, table.origin),
    }),
    copyOf(first),
  );
}

function joinOrigins(left: Origin | null, right: Origin | null): Origin | null {
  if (left === null || right === null) return left ?? right;
  if (left.label === right.label) return left;
  const labels = [...new Set([...left.label.split(' or '), ...right.label.split(' or ')])];
  const label = labels.length > 3 ? 'the files' : labels.join(' or ');
  return { label, names: new Set([...left.names, ...right.names]) };
}
