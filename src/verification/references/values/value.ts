import type {
  DatabaseDescription,
  JsonDescription,
  ScientificDescription,
  SpreadsheetDescription,
} from '../../../contracts/file-description.ts';
import type { SyntaxNode } from '../../program/syntax-node.ts';

/** Where the names of a table come from: what a message calls it, and the names as they stand there. */
export interface Origin {
  label: string;
  names: ReadonlySet<string>;
}

/** A data frame, by the names its columns may have at this point; `open` when others may be among them. */
export interface Table {
  kind: 'table';
  columns: ReadonlySet<string>;
  /** Names of index levels, which most parameters take like columns. */
  index: ReadonlySet<string>;
  open: boolean;
  origin: Origin | null;
}

/** Elements in order; without `exact` any number of each of them. */
export interface Sequence {
  kind: 'list';
  items: Value[];
  exact: boolean;
}

/** A dictionary with constant keys; `open` when it may have others, or have lost some. */
export interface Mapping {
  kind: 'dict';
  entries: Map<string, Value>;
  open: boolean;
  /** Set where the keys are the sheets of a workbook. */
  workbook?: string;
}

export interface Column {
  kind: 'column';
  /** Null when nobody knows it. */
  name: string | null;
  index: ReadonlySet<string>;
}

export interface Groups {
  kind: 'groups';
  table: Table;
  /** The names grouped by; null when not all are known. */
  keys: readonly string[] | null;
  asIndex: boolean;
  /** The columns chosen from the groups; null when nothing was chosen. */
  chosen: { names: readonly string[]; single: boolean } | null;
}

/** What the program may hold at one place, as far as the file descriptions tell. */
export type Value =
  | { kind: 'unknown' }
  | { kind: 'text'; text: string }
  /** One of these texts, nobody knows which. */
  | { kind: 'choice'; texts: ReadonlySet<string> }
  | { kind: 'path'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'constant'; value: boolean | null }
  | { kind: 'name'; path: string }
  | { kind: 'function'; node: SyntaxNode }
  | { kind: 'handle'; file: string }
  /** Column labels of a table; `change` is what string methods made of them. */
  | { kind: 'labels'; table: Table; change: ((label: string) => string) | null }
  | { kind: 'string methods'; labels: Extract<Value, { kind: 'labels' }> }
  | { kind: 'indexer'; table: Table; of: 'loc' | 'iloc' | 'plot' }
  | { kind: 'workbook'; file: SpreadsheetDescription }
  /** A parsed document or a part of it; `changed` once the program puts keys of its own into it. */
  | { kind: 'tree'; file: JsonDescription; at: 'root' | 'records' | 'record'; changed: boolean }
  | { kind: 'datasets'; file: ScientificDescription }
  | { kind: 'database'; file: DatabaseDescription }
  | Table
  | Sequence
  | Mapping
  | Column
  | Groups;

/** Longer lists are not followed element by element. */
export const maxItems = 256;

export const unknown: Value = { kind: 'unknown' };
export const nothing: Value = { kind: 'constant', value: null };
export const textValue = (text: string): Value => ({ kind: 'text', text });
export function sequence(items: Value[], exact = true): Sequence {
  if (items.length > maxItems) return { kind: 'list', items: [unknown], exact: false };
  return { kind: 'list', items, exact };
}
export const column = (name: string | null, index: Iterable<string> = []): Column => ({
  kind: 'column',
  name,
  index: new Set(index),
});

/** The text of a constant string or path. */
export function knownText(value: Value | undefined): string | undefined {
  return value?.kind === 'text' || value?.kind === 'path' ? value.text : undefined;
}

/** The texts of a constant string or of a list of nothing else; undefined when anything is unknown. */
export function knownTexts(value: Value | undefined): string[] | undefined {
  if (value?.kind === 'text') return [value.text];
  if (value?.kind === 'labels') return value.table.open ? undefined : [...labelTexts(value)];
  if (value?.kind !== 'list') return undefined;
  const texts = value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  return texts.length === value.items.length ? texts : undefined;
}

export function labelTexts({ table, change }: Extract<Value, { kind: 'labels' }>): ReadonlySet<string> {
  return change === null ? table.columns : new Set([...table.columns].map(change));
}
