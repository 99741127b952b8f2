import type { CallResult, FunctionRegistry, ReloadEvent } from './python-functions.ts';

/** One declared example that was called. */
export interface ExampleResult {
  function: string;
  /** Its place among the function's examples, from 1. */
  example: number;
  passed: boolean;
  /** What the declaration says the call returns. */
  expected: unknown;
  call: CallResult;
}

export interface ExamplesReport {
  /** False when any example failed. */
  ok: boolean;
  examples: ExampleResult[];
  /** Declared functions without an example. */
  untested: string[];
}

/** Where a function spends its time. */
export interface HotLine {
  /** As its owner names it. */
  file: string;
  line: number;
  source: string;
  milliseconds: number;
  hits: number;
}

export interface FunctionProfile {
  name: string;
  /** Each call's wall time, in order. */
  wallMs: number[];
  peakMemoryMiB: number | null;
  /** The slowest first. */
  lines: HotLine[];
  /** The last call; when it did not succeed, what stands above is of the calls before it. */
  call: CallResult;
}

export interface WatchOptions {
  /** Told of every change of the declaration or its sources, in order; what it throws is nobody's. */
  onEvent(event: ReloadEvent): void;
}

/** A registry with what those who write functions need. */
export interface FunctionCore extends FunctionRegistry {
  /** Reloads what changes until it is disposed of. Calls that run end on the old functions. */
  watch(options: WatchOptions): AsyncDisposable;
  /** Calls the declared examples, of one function when it is named. Throws `input-invalid` for an unknown name. */
  test(name?: string): Promise<ExamplesReport>;
  /** Calls a function several times and once line by line. Throws `input-invalid` for an unknown name. */
  profile(name: string, values?: Record<string, unknown>): Promise<FunctionProfile>;
  /** Markdown about every function. */
  docs(): Promise<string>;
}
