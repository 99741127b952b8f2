/** A package as the interpreter lists it. */
export interface PyodidePackage {
  name: string;
  version: string;
  /** Where it came from: Pyodide's distribution, an index, or a folder of wheels. */
  source: 'distribution' | 'index' | 'folder';
}

export interface PyodideLimits {
  timeoutMs: number;
  /** Of the whole interpreter, its own 160 MiB or so included. */
  memoryMiB: number;
  /** Characters kept of each stream. */
  outputChars: number;
}

/** `cold`: never started; `closed`: disposed, for good. */
export type PyodideStatus = 'cold' | 'starting' | 'ready' | 'busy' | 'failed' | 'closed';

export interface PyodideState {
  status: PyodideStatus;
  /** What keeps it from being ready, in one sentence with what to do; null otherwise. */
  problem: string | null;
  /** What holds the interpreter from outside; null before it was started. */
  host: 'enclosure' | 'deno' | 'web-worker' | null;
  /** Of Pyodide and of Python; null before it was started. */
  versions: { pyodide: string; python: string } | null;
  packages: PyodidePackage[];
  /** How long the last start took. */
  startMs: number | null;
}

export interface PyodideExecuteOptions {
  signal?: AbortSignal | undefined;
  limits?: Partial<PyodideLimits> | undefined;
  /** Names the source in tracebacks. */
  fileName?: string | undefined;
  /** Keeps variables and modules for the next execution; every other one begins with an interpreter as it was after the start. */
  keepState?: boolean | undefined;
  onOutput?: ((chunk: { stream: 'stdout' | 'stderr'; text: string }) => void) | undefined;
}

/** `failed`: Python raised; `lost`: the interpreter ended or spoke nonsense. All but `succeeded` carry an error. */
export type PyodideExecutionStatus =
  | 'succeeded'
  | 'failed'
  | 'timed-out'
  | 'out-of-memory'
  | 'cancelled'
  | 'lost';

export interface PyodideFault {
  /** Name of the exception, where Python raised one. */
  type: string | null;
  message: string;
  /** Python's own traceback, for the log; null where there is none. */
  traceback: string | null;
  line: number | null;
  /** The module that an ImportError names, from the exception itself; null where it names none. */
  module: string | null;
}

/** How an execution ended; faults of the code are values. All text in it is untrusted. */
export interface PyodideExecution {
  status: PyodideExecutionStatus;
  /** The value of the last expression: JSON where it has that form, else its `repr`; null for None. */
  result: unknown;
  stdout: string;
  stderr: string;
  /** True where a stream was cut. */
  truncated: boolean;
  error: PyodideFault | null;
  /** Files that were written and are not kept in the workspace, each with the reason. */
  leftBehind: string[];
  executionMs: number;
}

export interface WorkspaceSync {
  /** Names relative to the workspace. */
  brought: string[];
  written: string[];
  removed: string[];
  /** Changed on both sides since the last time, and left as they are on both. */
  conflicts: string[];
  /** Not permitted or too large, with the reason. */
  refused: { name: string; reason: string }[];
}

export interface PyodideEvents {
  state: PyodideState;
  execution: PyodideExecution;
}

/** A package as it is unpacked into every fresh interpreter. */
export interface PyodideWheel extends PyodidePackage {
  fileName: string;
  bytes: Uint8Array;
}

/** Where packages come from. */
export interface PyodidePackages {
  /**
   * The wheels that bring the requirement, with all it needs, to an interpreter that has `installed`. `run` executes in an
   * interpreter that no program has been in, one and the same for all calls. Throws `input-invalid` with the words of the installer.
   */
  find(
    requirement: string,
    context: {
      installed: readonly PyodidePackage[];
      run(code: string, files: ReadonlyMap<string, Uint8Array>): Promise<PyodideExecution>;
      signal?: AbortSignal | undefined;
    },
  ): Promise<PyodideWheel[]>;
}

/** The files of the interpreter's `/workspace`, by names that are good below any folder. */
export interface PyodideFiles {
  list(): Promise<{ name: string; bytes: number; sha256: string }[]>;
  read(name: string): Promise<Uint8Array>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What `/workspace` is kept the same as. */
export interface PyodideWorkspace {
  sync(
    inside: PyodideFiles,
    options: { paths?: readonly string[] | undefined; signal?: AbortSignal | undefined },
  ): Promise<WorkspaceSync>;
}

/** Python without CPython: Pyodide, held from outside, since what runs in it reaches the JavaScript around it. One execution at a time; others wait. */
export interface PyodideRuntime extends AsyncDisposable {
  /** Starts it; every other call does so too. Throws `isolation-missing` where nothing can hold it, `python-missing` without Pyodide. */
  init(options?: { signal?: AbortSignal | undefined }): Promise<void>;
  isReady(): boolean;
  getState(): PyodideState;
  execute(code: string, options?: PyodideExecuteOptions): Promise<PyodideExecution>;
  /** Throws `input-invalid` with the words of the installer where there is no such package for it. */
  installPackage(
    requirement: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<PyodidePackage[]>;
  listPackages(): Promise<PyodidePackage[]>;
  /** Both ways between the permitted files of a folder and `/workspace` in the interpreter, by content. */
  syncWorkspace(options?: {
    signal?: AbortSignal | undefined;
    paths?: readonly string[] | undefined;
  }): Promise<WorkspaceSync>;
  /** A fresh interpreter with nothing kept. */
  reset(): Promise<void>;
  dispose(): Promise<void>;
  /** Gives what takes the listener away again. */
  on<Name extends keyof PyodideEvents>(
    name: Name,
    listener: (event: PyodideEvents[Name]) => void,
  ): () => void;
}

/** What a host is started with. */
export interface PyodideStart {
  memoryMiB: number;
  signal?: AbortSignal | undefined;
}

/** Holds interpreters from outside: nothing of the machine or the page is reachable from them. */
export interface PyodideHost {
  readonly kind: NonNullable<PyodideState['host']>;
  /** One contained interpreter, loaded and ready, from a snapshot where there is one. */
  start(options: PyodideStart): Promise<PyodideGuest>;
  dispose(): Promise<void>;
}

/** One contained interpreter. Whatever it sends is untrusted: parsed with caps against a closed protocol. */
export interface PyodideGuest {
  readonly versions: { pyodide: string; python: string };
  /** Sends a request of the protocol and gives its answer; rejects with `lost` when the guest ends first. */
  ask(request: object, options?: { onOutput?: PyodideExecuteOptions['onOutput'] }): Promise<unknown>;
  /** Asks the running code to stop with KeyboardInterrupt; it may not obey. */
  interrupt(): void;
  /** Ends it at once, and resolves when it is gone. */
  terminate(): Promise<void>;
}
