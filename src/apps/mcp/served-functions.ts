import type { FunctionCore } from '../../contracts/function-core.ts';
import type { FunctionRegistry, PythonFunction, ReloadEvent } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';

/** Declared functions as clients are offered them now. */
export interface ServedFunctions extends AsyncDisposable {
  readonly registry: FunctionRegistry;
  /** True where the list may change while a client is connected. */
  readonly isWatched: boolean;
  current(): PythonFunction[];
  /** Tells of every change of the list until what is returned is called. */
  onChange(tell: () => void): () => void;
}

/** Names of the tools that are offered beside functions. */
const ownTools = ['python_coder', 'execute_python', 'describe_files', 'verify_python', 'resume_python'];

interface Serving {
  /** True where no other tools are offered. */
  isAlone: boolean;
  watch: boolean;
  /** Told why a change was not taken over. */
  onError(error: Error): void;
}

/** Loads the functions before any client is served. Throws `config-invalid` for functions that can't be loaded or are called like another tool. */
export async function serveFunctions(
  registry: FunctionCore,
  { isAlone, watch, onError }: Serving,
): Promise<ServedFunctions> {
  const taken = isAlone ? [] : ownTools;
  let current = await freshList(registry, taken);
  const listeners = new Set<() => void>();
  const follow = async (event: ReloadEvent): Promise<void> => {
    if (event.type === 'kept') throw new Error(keptText(event));
    current = await freshList(registry, taken);
    for (const tell of listeners) tell();
  };
  const watcher = watch ? registry.watch({ onEvent: (event) => void follow(event).catch(onError) }) : null;
  await watcher?.ready;
  return {
    registry,
    isWatched: watch,
    current: () => current,
    onChange: (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    [Symbol.asyncDispose]: async () => {
      await watcher?.[Symbol.asyncDispose]();
    },
  };
}

function keptText({ reason, findings }: Extract<ReloadEvent, { type: 'kept' }>): string {
  const found = findings.map(({ file, line, message }) => `${file}:${line ?? 1}: ${message}`);
  return [`The functions stay as they were: ${reason}`, ...found].join(' ');
}

async function freshList(registry: FunctionRegistry, taken: string[]): Promise<PythonFunction[]> {
  const functions = await registry.list();
  const clash = functions.find(({ name }) => taken.includes(name));
  if (clash === undefined) return functions;
  throw new CoderError(
    `The function ${clash.name} (${clash.file}) is called like a tool of this server: declare it under another name, or serve the functions alone with --only-functions.`,
    { code: 'config-invalid' },
  );
}
