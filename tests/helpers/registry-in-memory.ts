import type {
  CallOptions,
  CallResult,
  FunctionRegistry,
  PythonFunction,
} from '../../src/contracts/python-functions.ts';
import { CoderError } from '../../src/errors/coder-error.ts';
import { bindArguments } from '../../src/functions/bind/bind-arguments.ts';
import { placeResult } from '../../src/functions/bind/place-result.ts';
import { readPlacements } from '../../src/functions/bind/read-placements.ts';
import { asDeclared } from '../../src/functions/declare/as-declared.ts';
import type { FunctionDeclaration } from '../../src/functions/declare/function-declaration.ts';
import { readDeclarations } from '../../src/functions/declare/read-declarations.ts';
import { callResult } from './call-result.ts';

type Values = Record<string, unknown>;

/** What stands for a Python function: returns its result, or throws what the call ends as. */
export type Body = (values: Values, options: CallOptions) => unknown;

/** Thrown by a body whose call does not succeed. */
export class Ending extends Error {
  readonly ended: Partial<CallResult>;
  constructor(ended: Partial<CallResult>) {
    super('ended');
    this.ended = ended;
  }
}

export interface RegistryInMemory extends FunctionRegistry {
  /** Every call in order, with the arguments it was bound to. */
  readonly calls: { name: string; values: Values; options: CallOptions }[];
  readonly isClosed: boolean;
}

/** Functions that are declared as usual and answer from JavaScript: bindings and places of results are the real ones. */
export function registryInMemory(config: string | object, bodies: Record<string, Body>): RegistryInMemory {
  const reading = readDeclarations(config);
  const calls: RegistryInMemory['calls'] = [];
  let isClosed = false;
  const declared = async (name: string): Promise<FunctionDeclaration> => {
    const found = (await reading).declarations.find((each) => each.name === name);
    if (found !== undefined) return found;
    throw new CoderError(`There is no function ${name}.`, { code: 'input-invalid' });
  };
  const call = async (name: string, values: Values = {}, options: CallOptions = {}): Promise<CallResult> => {
    await declared(name);
    calls.push({ name, values, options });
    options.onEvent?.({ type: 'phase-started', phase: 'execute', iteration: 1 });
    try {
      const result = await bodies[name]?.(values, options);
      return callResult(name, { result: result ?? null });
    } catch (error) {
      if (error instanceof Ending) return callResult(name, { success: false, ...error.ended });
      throw error;
    }
  };
  return {
    calls,
    call,
    get isClosed() {
      return isClosed;
    },
    list: async () => (await reading).declarations.map(asFound),
    schema: async (name) => asFound(await declared(name)),
    declared: async () => (await reading).declarations.map(asDeclared),
    validate: async () => {
      const { declarations, findings, file } = await reading;
      const ok = findings.every(({ severity }) => severity === 'minor');
      return { ok, findings, functions: declarations.length, files: [file] };
    },
    callWithState: async (name, state, { parameters, result, ...options } = {}) => {
      const declaration = await declared(name);
      const bound = bindArguments({ ...declaration.parameters, ...parameters }, { state, env: {} });
      const ended = await call(name, bound, options);
      if (!ended.success) return { state, call: ended };
      const places = result === undefined ? declaration.result : readPlacements(result).placements;
      const placed = placeResult(state, places, ended.result);
      if (placed.status === 'placed') return { state: { ...placed.state }, call: ended };
      const error = { message: 'It does not fit.', type: null, traceback: null, problems: placed.problems };
      return { state, call: { ...ended, success: false, status: 'result-invalid', result: null, error } };
    },
    library: () => Promise.reject(new Error('There is no Python in memory.')),
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
    },
  };
}

function asFound({ name, parameters }: FunctionDeclaration): PythonFunction {
  const properties = Object.fromEntries(Object.keys(parameters).map((each) => [each, {}]));
  return {
    name,
    description: '',
    signature: `${name}(…)`,
    parameters: { type: 'object', properties, additionalProperties: false },
    result: null,
    isAsync: false,
    file: 'tools.py',
    line: 1,
    network: false,
  };
}

/** A failure as Python's exceptions give it. */
export function raised(type: string, message: string): Ending {
  return new Ending({
    error: { message: `It raised ${type}: ${message}`, type, traceback: null, problems: [] },
  });
}
