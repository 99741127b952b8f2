import type { Table } from './tables.ts';

/** A file with a fault, and what a careful reader would take from it. */
export interface Polluted {
  content: string | Uint8Array;
  /** null stands for any name, "…a" for one that contains "a"; a file that names no columns has null instead of all. */
  header: (string | null)[] | null;
  rows: string[][];
}

/** Makes the fault in a table; gives null where the table can't have it. */
export type Pollution = (table: Table) => Polluted | null;
