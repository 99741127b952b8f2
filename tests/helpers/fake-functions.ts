import type { FunctionCore, FunctionProfile } from '../../src/contracts/function-core.ts';
import type { FunctionLibrary } from '../../src/contracts/function-library.ts';
import type {
  CallOptions,
  CallResult,
  FunctionsReport,
  PythonFunction,
  ReloadEvent,
} from '../../src/contracts/python-functions.ts';
import { CoderError } from '../../src/errors/coder-error.ts';
import { callResult } from './call-result.ts';

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
  given: { report?: Partial<FunctionsReport>; examples?: Values[]; profile?: Partial<FunctionProfile> } = {},
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
    declared: async () => declared.map(({ name }) => ({ name, parameters: {}, writes: [] })),
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
    watch: ({ onEvent }) => {
      watchers.add(onEvent);
      return {
        ready: Promise.resolve(),
        [Symbol.asyncDispose]: async () => {
          watchers.delete(onEvent);
        },
      };
    },
    test: async (name) => {
      const tested = (given.examples ?? []).map((values, index) => ({ values, index }));
      const examples = await Promise.all(
        tested.map(async ({ values: { expected, ...values }, index }) => {
          const one = name ?? declared[0]?.name ?? '';
          const ended = await call(one, values);
          const passed = JSON.stringify(ended.result) === JSON.stringify(expected);
          return {
            function: one,
            example: `example ${index + 1}`,
            passed,
            difference: passed ? null : 'It differs.',
            expected,
            call: ended,
          };
        }),
      );
      return { ok: examples.every(({ passed }) => passed), examples, untested: [] };
    },
    profile: async (name, values) => ({
      name,
      wallMs: [3, 1, 2],
      peakMemoryMiB: 40,
      inside: null,
      lines: [],
      call: await call(name, values),
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
