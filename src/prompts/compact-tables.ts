import { hasOwnKeys } from './own-keys.ts';

type Tree = { [key: string]: unknown };

const significantDigits = 6;
const midnight = /(?<=^\d{4}-\d\d-\d\d)T00:00:00$/;

/** The same description with sample rows as arrays in the order of the columns, numbers of six digits, days without a time, and no value said twice. */
export function compactTables(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compactTables);
  if (typeof value !== 'object' || value === null) return value;
  const tree = value as Tree;
  const entries = Object.entries(tree).map(([key, item]) => {
    if (key === 'columns' || key === 'fields') return [key, columnsOf(item)];
    return [key, hasOwnKeys(key) ? item : compactTables(item)];
  });
  return withRows(Object.fromEntries(entries) as Tree);
}

function columnsOf(item: unknown): unknown {
  if (!Array.isArray(item)) return item;
  return item.map((column: unknown) => {
    if (typeof column !== 'object' || column === null || Array.isArray(column)) return column;
    const { examples, distinctCount, ...rest } = column as Tree;
    const isListed = rest.values !== undefined;
    const isRanged = rest.min !== undefined;
    return numbersOf({
      ...rest,
      ...(distinctCount !== undefined && !isListed && { distinctCount }),
      ...(examples !== undefined && !isListed && !isRanged && { examples }),
    });
  });
}

/** Records whose keys are the first columns, in their order, need no keys. */
function withRows(tree: Tree): Tree {
  const { sampleData, ...rest } = tree;
  const columns = tree.columns ?? tree.fields;
  if (!Array.isArray(sampleData) || !Array.isArray(columns) || sampleData.length === 0) return tree;
  const names = columns.map((column: unknown) => (column as Tree | null)?.name);
  const rows = sampleData.map((record: unknown) => {
    const cells = typeof record === 'object' && record !== null ? Object.entries(record) : [];
    return cells.length > 0 && cells.every(([key], at) => key === names[at])
      ? cells.map(([, cell]) => cell)
      : null;
  });
  return rows.includes(null) ? tree : { ...rest, sampleRows: rows.map(numbersOf) };
}

function numbersOf(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isInteger(value) ? value : Number(value.toPrecision(significantDigits));
  if (typeof value === 'string') return value.replace(midnight, '');
  if (Array.isArray(value)) return value.map(numbersOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbersOf(item)]));
}
