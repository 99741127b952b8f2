import type { Placement } from '../bind/read-placements.ts';

/** Counted from 1, as editors do. */
export interface Position {
  line: number;
  column: number;
}

/** Tried again only for what `on` names. */
export interface RetryPolicy {
  /** Calls altogether, the first among them. */
  attempts: number;
  initialMs: number;
  /** What each pause is multiplied with for the next. */
  factor: number;
  maxMs: number;
  /** Statuses of a call, or names of exception classes. */
  on: string[];
}

/** A call with what must come of it. */
export interface FunctionExample {
  /** Such as "example 2" where it has no name. */
  name: string;
  arguments: Record<string, unknown>;
  /** Null where it must only succeed. */
  expects: { result: unknown } | { raises: string } | null;
  /** Absolute paths. */
  files: string[];
}

/** One function as it was declared, with everything filled in that the set of functions says for all. */
export interface FunctionDeclaration {
  name: string;
  /** What to import: a dotted name, or an absolute path that was declared as `shown`. */
  source: { module: string } | { file: string; shown: string };
  /** The name in its module. */
  function: string;
  /** Null leaves it to the docstring. */
  description: string | null;
  /** Constants and texts with bindings, as they were declared. */
  parameters: Record<string, unknown>;
  /** Null leaves it to the configuration, as with every limit here. */
  timeoutSeconds: number | null;
  memoryMiB: number | null;
  /** Top-level and dotted modules that its sources may import; null where it says nothing about that. */
  allowedImports: string[] | null;
  /** Null where it is never tried again. */
  retry: RetryPolicy | null;
  /** Empty where the result does not go into the state. */
  result: Placement[];
  /** Absolute folders that modules are searched in; the folder of the declaration where it names none. */
  pythonPath: string[];
  seed: number | null;
  /** Nothing, everything, or these "host:port". */
  network: false | true | string[];
  /** Names of the variables that it may be given. */
  env: string[];
  /** Version specifiers of PEP 440. */
  requiresPython: string | null;
  /** Such as "pandas>=2.0". */
  requires: string[];
  examples: FunctionExample[];
  /** The file of the declaration as its owner names it, and its absolute folder. */
  file: string;
  folder: string;
  /** Where the declaration begins; null where it was no text. */
  position: Position | null;
  /** Where each key that was written stands; empty where it was no text. */
  positions: Record<string, Position>;
}
