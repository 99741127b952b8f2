import type { CallResult, FunctionRegistry, ReloadEvent } from './python-functions.ts';

/** One declared example that was called. */
export interface ExampleResult {
  function: string;
  /** Its name, or its place among the function's examples, from 1. */
  example: string;
  passed: boolean;
  /** What was otherwise than declared; null where it passed. */
  difference: string | null;
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

/** Time that was seen to be spent in one line of the function's own files, and in what that line called. */
export interface HotLine {
  /** As its owner names it. */
  file: string;
  line: number;
  source: string;
  milliseconds: number;
  /** Looks at the function that found it there, one a millisecond of processor time. */
  hits: number;
}

/** What calls of one function cost. */
export interface FunctionProfile {
  name: string;
  /** Each call's wall time, from here to its process and back, in order. */
  wallMs: number[];
  peakMemoryMiB: number | null;
  /** Inside one call: checking the arguments, the function itself, converting its result; null where no call succeeded. */
  inside: { argumentsMs: number; functionMs: number; resultMs: number } | null;
  /** The slowest first; empty where the function is too short to be seen at work. */
  lines: HotLine[];
  /** The last call; when it did not succeed, what stands above is of the calls before it. */
  call: CallResult;
}

export interface WorkOptions {
  signal?: AbortSignal | undefined;
}

export interface WatchOptions {
  /** Told of every change of the declaration or its sources, in order; what it throws is nobody's. */
  onEvent(event: ReloadEvent): void;
}

/** Ends with its disposal, after a reload under way. */
export interface FunctionWatch extends AsyncDisposable {
  /** Resolves when changes count from then on, also where the functions do not load yet, which an event tells; rejects for faults of the host. */
  readonly ready: Promise<void>;
}

/** A registry with what those who write functions need. */
export interface FunctionCore extends FunctionRegistry {
  /** Reloads what changes until it is disposed of. Calls that run end on the old functions. */
  watch(options: WatchOptions): FunctionWatch;
  /** Calls the declared examples, of one function when it is named. Throws `input-invalid` for an unknown name, `cancelled` when its caller gives up. */
  test(name?: string, options?: WorkOptions): Promise<ExamplesReport>;
  /** Calls a function several times and once line by line. Throws `input-invalid` for an unknown name, `cancelled` when its caller gives up. */
  profile(name: string, values?: Record<string, unknown>, options?: WorkOptions): Promise<FunctionProfile>;
  /** Markdown about every function. */
  docs(): Promise<string>;
}
