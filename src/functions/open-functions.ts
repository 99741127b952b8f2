import type { Config } from '../config/schema.ts';
import type { CallOptions, CallResult, FunctionRegistry, StateCall } from '../contracts/python-functions.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import type { SetupObserver } from '../workspace/setup-observer.ts';
import { bindArguments } from './bind/bind-arguments.ts';
import { secretParameters } from './bind/bound-parameters.ts';
import { placeResult } from './bind/place-result.ts';
import { callFunction } from './call/call-function.ts';
import type { FunctionDeclaration } from './declare/function-declaration.ts';
import { type FunctionProfile, profileFunction } from './develop/profile-function.ts';
import { type ExampleOutcome, runExamples } from './develop/run-examples.ts';
import { type FunctionWatch, type WatchOptions, watchFunctions } from './develop/watch-functions.ts';
import { writeDocs } from './develop/write-docs.ts';
import { assembleFunctionServices } from './function-services.ts';
import { examineSet, isBlocking, type SetSource } from './load/examine-set.ts';
import { loadSet } from './load/load-set.ts';
import { type LoadedSet, loadedFunction } from './load/loaded-set.ts';

/** A registry with what helps to develop its functions. */
export interface FunctionCore extends FunctionRegistry {
  /** Calls the declared examples, of one function or of all, and compares. */
  test(name?: string, options?: Pick<CallOptions, 'signal'>): Promise<ExampleOutcome[]>;
  /** Measures calls of one function and says in which lines of its own files the time went. */
  profile(name: string, values?: Record<string, unknown>, options?: CallOptions): Promise<FunctionProfile>;
  /** Markdown on every function. */
  docs(): Promise<string>;
  /** Reloads what changes by its content, until disposed: the new interpreter is warmed and proven before it takes over, calls under way end on the old one, and an error keeps that. */
  watch(options?: WatchOptions): FunctionWatch;
}

/** Opens the functions of one source; nothing is read or started before the first use. */
export function openFunctions(config: Config, source: SetSource, observer: SetupObserver = {}): FunctionCore {
  const services = assembleFunctionServices(config);
  let current: LoadedSet | null = null;
  const load = sharedResource(async (observing: SetupObserver): Promise<LoadedSet> => {
    await services.auditLog.prepare();
    const set = await loadSet(services, source, observing);
    current ??= set;
    return current;
  });
  const loaded = async (): Promise<LoadedSet> => current ?? (await load(observer));
  const call = async (name: string, values = {}, options: CallOptions = {}): Promise<CallResult> =>
    await callFunction(services, await loaded(), { name, values, options });

  return {
    list: async () => [...(await loaded()).functions.values()].map(({ found }) => found),
    schema: async (name) => loadedFunction(await loaded(), name).found,
    validate: async () => {
      const { version: python, packages } = await services.environment(observer);
      const { declarations, findings, files } = await examineSet(source, { python, packages });
      return { ok: !findings.some(isBlocking), findings, functions: declarations.length, files };
    },
    call,
    callWithState: async (name, state, options = {}): Promise<StateCall> => {
      const set = await loaded();
      const { declaration } = loadedFunction(set, name);
      const secret = new Set(secretParameters(declaration.parameters));
      const open = Object.entries(declaration.parameters).filter(([parameter]) => !secret.has(parameter));
      const values = bindArguments(Object.fromEntries(open), { state, env: {} });
      const ended = await callFunction(services, set, { name, values, options, state });
      return ended.success ? placed(state, declaration, ended) : { state, call: ended };
    },
    library: async () => (await loaded()).library,
    test: async (name, options = {}) => runExamples(await loaded(), call, { name, options }),
    profile: async (name, values = {}, options = {}) =>
      profileFunction(services, await loaded(), { name, values, options }),
    docs: async () => writeDocs([...(await loaded()).functions.values()].map(({ found }) => found)),
    watch: (options = {}) =>
      watchFunctions(services, source, {
        ...options,
        loaded,
        take: (set) => {
          current = set;
        },
      }),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

/** A result that the state has no place for is as good as none, though the call itself is on record as it ended. */
function placed(
  state: Record<string, unknown>,
  { name, result }: FunctionDeclaration,
  call: CallResult,
): StateCall {
  const place = placeResult(state, result, call.result);
  if (place.status === 'placed') return { state: place.state, call };
  const { problems } = place;
  const message = `The result of ${name} does not fit into the state: ${problems.map((problem) => problem.message).join('; ')}.`;
  const error = { message, type: null, traceback: null, problems };
  return { state, call: { ...call, success: false, status: 'result-invalid', error } };
}
