import type { Step } from './program.ts';
import type { Item } from './read-items.ts';
import type { TableScope } from './scopes.ts';

/** What a reading of the question makes the program do after loading and filtering. */
export interface Draft {
  template: string;
  /** "mean of salary by department" */
  what: string;
  steps: Step[];
  /** Steps that must come before rows are filtered, such as parsing dates. */
  before?: Step[];
  /** What kind of thing `result` is; "all rows" are those of the table itself. */
  prints: 'value' | 'json' | 'list' | 'series' | 'table' | 'rows' | 'all rows';
  /** Labels of a chart of `result`; absent when there is nothing to draw. */
  chart?: { names: string; values: string; usual: 'bar' | 'line' };
  /** Rows that the answer leaves out, in words. */
  notes?: string[];
}

/** What the named groups of a pattern caught. */
export type Found = Partial<Record<string, Item[]>>;

export interface Context {
  scope: TableScope;
  isFiltered: boolean;
}

/** One way to ask: a pattern over the letters of `Kind` and what it means; null when the columns don't allow it. */
export interface Reading {
  pattern: RegExp;
  read(found: Found, context: Context): Draft | null;
}

/** The items each named group of the pattern caught, or null when the whole question doesn't fit. */
export function matchPattern(pattern: RegExp, items: readonly Item[]): Found | null {
  const match = new RegExp(pattern.source, 'd').exec(items.map(({ kind }) => kind).join(''));
  if (!match) return null;
  const groups = Object.entries(match.indices?.groups ?? {}) as [string, [number, number] | undefined][];
  return Object.fromEntries(groups.flatMap(([name, at]) => (at ? [[name, items.slice(...at)]] : [])));
}
