import type { AskableTable } from './askable.ts';
import type { Found } from './item-pattern.ts';
import type { Step } from './program.ts';

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

export interface Context {
  table: AskableTable;
  isFiltered: boolean;
}

/** One way to ask: a pattern over items and what it means; null when the columns don't allow it. */
export interface Reading {
  pattern: RegExp;
  read(found: Found, context: Context): Draft | null;
}
