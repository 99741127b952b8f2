import type { FunctionLibrary } from '../../src/contracts/function-library.ts';
import type {
  CallOptions,
  CallResult,
  FunctionsReport,
  PythonFunction,
  ReloadEvent,
} from '../../src/contracts/python-functions.ts';
import { CoderError } from '../../src/errors/coder-error.ts';
import type { FunctionProfile } from '../../src/functions/develop/profile-function.ts';
import type { ExampleOutcome } from '../../src/functions/develop/run-examples.ts';
import type { FunctionCore } from '../../src/functions/open-functions.ts';

type Values = Record<string, unknown>;

/** A declared function, and what calling it ends as. */
export interface FakeFunction extends Partial<PythonFunction> {
  name: string;
  run?(values: Values, options: CallOptions): Partial<CallResult> | Promise<Partial<CallResult>>;
}

/** Functions in memory that answer as they are told to. */
export interface FakeFunctions extends FunctionCore {
  /** Every call, in order. */
  readonly calls: { name: string; values: Values; options: CallOptions }[];
  /** Put in the place of the old ones, as a reload does. */
  reload(functions: FakeFunction[], event: ReloadEvent): void;
  readonly watchers: number;
  readonly isOpen: boolean;
}

const library: FunctionLibrary = {
  id: 'f'.repeat(64),
  files: {},
  roots: [],
  functions: [],
  shownAs: {},
  imports: [],
  preload: true,
  signatures: [],
};

export function fakeFunctions(
  functions: FakeFunction[],
  given: {
    report?: Partial<FunctionsReport>;
    examples?: ExampleOutcome[];
    profile?: Partial<FunctionProfile>;
  } = {},
): FakeFunctions {
  let declared = functions;
  let isOpen = true;
  const watchers = new Set<(event: ReloadEvent) => void>();
  const calls: FakeFunctions['calls'] = [];
  const find = (name: string): FakeFunction => {
    const found = declared.find((one) => one.name === name);
    if (found !== undefined) return found;
    throw new CoderError(`There is no function "${name}".`, { code: 'input-invalid' });
  };
  const call = async (name: string, values: Values = {}, options: CallOptions = {}): Promise<CallResult> => {
    const found = find(name);
    calls.push({ name, values, options });
    options.onEvent?.({ type: 'phase-started', phase: 'execute', iteration: 1 });
    return callResult(name, (await found.run?.(values, options)) ?? {});
  };
  return {
    calls,
    call,
    get isOpen() {
      return isOpen;
    },
    get watchers() {
      return watchers.size;
    },
    reload: (next, event) => {
      declared = next;
      for (const tell of watchers) tell(event);
    },
    list: async () => declared.map(declaredFunction),
    schema: async (name) => declaredFunction(find(name)),
    validate: async () => ({
      ok: true,
      findings: [],
      functions: declared.length,
      files: ['tools.py'],
      ...given.report,
    }),
    callWithState: async (name, state, options) => {
      const ended = await call(name, state, options);
      return { state: ended.success ? { ...state, result: ended.result } : state, call: ended };
    },
    library: async () => library,
    watch: ({ onEvent = () => undefined } = {}) => {
      watchers.add(onEvent);
      return {
        ready: Promise.resolve(),
        [Symbol.asyncDispose]: async () => {
          watchers.delete(onEvent);
        },
      };
    },
    test: async (name) =>
      (given.examples ?? []).filter((example) => name === undefined || example.function === name),
    profile: async (name, values) => ({
      function: name,
      calls: 5,
      call: { medianMs: 2, slowestMs: 3 },
      inside: { argumentsMs: 0.2, functionMs: 1, resultMs: 0.1 },
      cpuMs: 1,
      peakMemoryMiB: 40,
      lines: [],
      samples: 0,
      last: await call(name, values),
      ...given.profile,
    }),
    docs: async () => `# Functions\n\n${declared.map(({ name }) => `## ${name}\n`).join('\n')}`,
    [Symbol.asyncDispose]: async () => {
      isOpen = false;
    },
  };
}

function declaredFunction({ run, ...facts }: FakeFunction): PythonFunction {
  return {
    description: `Does ${facts.name}.`,
    signature: `${facts.name}()`,
    parameters: { type: 'object', properties: {}, additionalProperties: false },
    result: null,
    isAsync: false,
    file: 'tools.py',
    line: 1,
    network: false,
    ...facts,
  };
}

/** How a call ends that is told nothing else. */
export function callResult(name: string, ended: Partial<CallResult>): CallResult {
  return {
    success: ended.error == null,
    status: ended.error == null ? 'succeeded' : 'failed',
    name,
    result: null,
    error: null,
    stdout: '',
    stderr: '',
    artifacts: [],
    attempts: [],
    run: null,
    warnings: [],
    totalMs: 1,
    auditId: 'a'.repeat(32),
    ...ended,
  };
}
