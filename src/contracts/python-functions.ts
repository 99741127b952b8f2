import type { Artifact } from './code-task.ts';
import type { FileInput } from './file-input.ts';
import type { FunctionLibrary } from './function-library.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunRecord } from './run-record.ts';
import type { TaskEvent } from './task-event.ts';

/** A JSON Schema of draft 2020-12, as pydantic writes it. */
export type JsonSchema = Record<string, unknown>;

export const callStatuses = [
  'succeeded',
  'arguments-invalid',
  'result-invalid',
  'failed',
  'timed-out',
  'out-of-memory',
  'output-too-large',
  'disk-full',
  'lost',
  'cancelled',
] as const;

/** How a call ended. `arguments-invalid`: the function was not called; `result-invalid`: it returned what its annotation or JSON does not allow; `failed`: it raised, or ended its process; the others as for tasks. */
export type CallStatus = (typeof callStatuses)[number];

/** One function as it was declared and as the interpreter found it. */
export interface PythonFunction {
  name: string;
  description: string;
  /** As Python writes it, with the declared name, such as "clean_orders(orders: list[Order], currency: str = 'EUR') -> Report". */
  signature: string;
  /** An object schema of what a call may give; parameters that the declaration binds to a constant are not required. */
  parameters: JsonSchema;
  /** Null where the function has no annotation of its result. */
  result: JsonSchema | null;
  isAsync: boolean;
  /** Where it stands: the file as the declaration names it and the line of its `def`. */
  file: string;
  line: number;
  /** What it may use of the network: nothing, everything, or these `host:port`. */
  network: false | true | string[];
}

/** What a declaration alone says of a function and a state. */
export interface DeclaredFunction {
  name: string;
  /** Constants and texts with bindings, as they are written. */
  parameters: Record<string, unknown>;
  /** Names of the state that its result goes to. */
  writes: string[];
}

/** What is wrong with a declaration or with a source that it brings. */
export interface FunctionFinding {
  /** Stable id of the rule, for example "forbidden-module". */
  rule: string;
  /** `blocking` is never loaded; `minor` is worth knowing. */
  severity: 'blocking' | 'minor';
  message: string;
  /** What to write instead. */
  suggestion: string | null;
  /** The YAML or Python file, as its owner names it. */
  file: string;
  line: number | null;
  column: number | null;
  /** The declared function it belongs to; null where it is none's or every one's. */
  function: string | null;
}

export interface FunctionsReport {
  /** False when anything blocks. */
  ok: boolean;
  findings: FunctionFinding[];
  functions: number;
  /** Every Python file that would be loaded, as its owner names it. */
  files: string[];
}

/** What a call's arguments or its result did not satisfy. */
export interface ValueProblem {
  /** Such as `orders[0].price`; empty for the whole value. */
  path: string;
  message: string;
  /** The type pydantic expected, such as "int"; null where it says no type. */
  expected: string | null;
}

/** Why a call did not succeed; everything but `message`'s beginning is untrusted text. */
export interface CallError {
  /** One or two sentences with what to do next. */
  message: string;
  /** Name of the exception's class; null where none was raised. */
  type: string | null;
  /** The frames of the function's own files and the exception, as Python prints them; null where none was raised. */
  traceback: string | null;
  problems: ValueProblem[];
}

export interface CallAttempt {
  status: CallStatus;
  /** Name of the exception's class. */
  exception: string | null;
  wallMs: number;
  /** Milliseconds waited before the next attempt; 0 for the last. */
  pauseMs: number;
}

export interface CallResult {
  success: boolean;
  status: CallStatus;
  /** The declared name. */
  name: string;
  /** The returned value as JSON; null unless the call succeeded. */
  result: unknown;
  error: CallError | null;
  stdout: string;
  stderr: string;
  /** Files the function wrote. */
  artifacts: Artifact[];
  attempts: CallAttempt[];
  /** The last attempt; null when nothing ran. */
  run: RunRecord | null;
  warnings: string[];
  totalMs: number;
  auditId: string;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Files the function finds by name in its working folder; a parameter of type Path takes such a name. */
  files?: FileInput[] | undefined;
  /** At most what the declaration gives, or the configuration where it says nothing. */
  limits?: Partial<RunLimits> | undefined;
  /** Folder for the files the function wrote. */
  outputDir?: string | undefined;
  onEvent?: ((event: TaskEvent) => void) | undefined;
}

export interface StateCallOptions extends CallOptions {
  /** Bound in place of the declared parameters of these names, and written as in a declaration. */
  parameters?: Record<string, unknown> | undefined;
  /** Where the result goes in place of where the declaration says, written as there. */
  result?: unknown;
}

export interface StateCall {
  /** The given state with the result put where the declaration says; the given state itself when the call did not succeed. */
  state: Record<string, unknown>;
  call: CallResult;
}

/** What a reload changed, or why the old functions stay, or there are none yet. */
export type ReloadEvent =
  | { type: 'reloaded'; added: string[]; changed: string[]; removed: string[]; warmMs: number }
  | { type: 'kept'; reason: string; findings: FunctionFinding[] };

/** Functions that are declared in one YAML file, as one set with one warm interpreter. Its disposal cancels what is under way and waits for it; from then on everything throws `cancelled`. */
export interface FunctionRegistry extends AsyncDisposable {
  /** Loads on first use. Throws `config-invalid` with every finding when anything blocks or an import fails. */
  list(): Promise<PythonFunction[]>;
  /** Throws `input-invalid` that names the nearest known function. */
  schema(name: string): Promise<PythonFunction>;
  /** What is declared, without running anything; what is wrong there is left out, and told by `validate`. Once loaded, what is called. */
  declared(): Promise<readonly DeclaredFunction[]>;
  /** Everything that can be found without running anything. */
  validate(): Promise<FunctionsReport>;
  /** Calls one function in a fresh process. Faults of the function and of its arguments are results; throws `input-invalid` for an unknown name. */
  call(name: string, values?: Record<string, unknown>, options?: CallOptions): Promise<CallResult>;
  /** Calls with the declared parameters bound to `state`, which is not changed. Throws `input-invalid` naming the path that is missing. */
  callWithState(name: string, state: Record<string, unknown>, options?: StateCallOptions): Promise<StateCall>;
  /** What programs that import these functions run with. */
  library(): Promise<FunctionLibrary>;
}
