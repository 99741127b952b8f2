import type { Config } from '../config/schema.ts';
import type { FunctionCore } from '../contracts/function-core.ts';
import type { CallOptions, CallResult } from '../contracts/python-functions.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { orCancelled } from '../filesystem/or-cancelled.ts';
import { callFunction } from './call/call-function.ts';
import { callWithState } from './call/call-with-state.ts';
import { asDeclared } from './declare/as-declared.ts';
import { readSets } from './declare/read-sets.ts';
import { profileFunction } from './develop/profile-function.ts';
import { runExamples } from './develop/run-examples.ts';
import { watchFunctions } from './develop/watch-functions.ts';
import { writeDocs } from './develop/write-docs.ts';
import { assembleFunctionServices } from './function-services.ts';
import { examineSet, isBlocking } from './load/examine-set.ts';
import { loadSet } from './load/load-set.ts';
import { type LoadedSet, loadedFunction } from './load/loaded-set.ts';
import { OpenWork } from './open-work.ts';

export interface FunctionsSource {
  /** The path of a YAML file that declares functions, of several whose functions become one set, or what one would hold; relative paths in the latter start from the current folder. */
  config: string | readonly string[] | object;
  /** Lets functions whose declaration asks for network have it. No file and no environment variable can say so. */
  allowNetwork?: boolean | undefined;
  /** Where the variables are looked up that a declaration names in `env`; the environment of this process unless given. */
  env?: Record<string, string | undefined> | undefined;
  /** Folder for the files functions write; a call may name another. */
  outputDir?: string | undefined;
  /** Told while Python's packages are being set up. */
  onProgress?: ((message: string) => void) | undefined;
}

/** Opens the functions of one source; nothing is read or started before the first use. */
export function openFunctions(
  settings: Config,
  { config, allowNetwork = false, env, outputDir, onProgress }: FunctionsSource,
): FunctionCore {
  const services = assembleFunctionServices(settings);
  const source = { config, allowNetwork, variables: env };
  const observer = { onProgress, signal: services.closing };
  let current: LoadedSet | null = null;
  let pending: Promise<unknown> | null = null;
  const work = new OpenWork();
  const load = sharedResource(async (_: undefined): Promise<LoadedSet> => {
    return await loadSet(services, source, observer);
  });
  const loaded = async (signal?: AbortSignal): Promise<LoadedSet> => {
    throwIfCancelled(signal);
    if (current !== null) return current;
    const loading = load(undefined);
    pending = loading.catch(() => undefined);
    current ??= await orCancelled(loading, signal);
    return current;
  };
  const choices = <Asked extends CallOptions>(asked: Asked, signal: AbortSignal): Asked => ({
    ...asked,
    signal,
    outputDir: asked.outputDir ?? outputDir,
  });
  const call = (name: string, values = {}, asked: CallOptions = {}): Promise<CallResult> =>
    work.do(async (signal) => {
      const options = choices(asked, signal);
      return await callFunction(services, await loaded(signal), { name, values, options });
    }, asked.signal);
  const found = () =>
    work.do(async (signal) => [...(await loaded(signal)).functions.values()].map((one) => one.found));

  return {
    list: found,
    schema: (name) => work.do(async (signal) => loadedFunction(await loaded(signal), name).found),
    declared: () =>
      work.do(async () => {
        const loadedNow = current && [...current.functions.values()].map(({ declaration }) => declaration);
        const declarations = loadedNow ?? (await readSets(config)).declarations;
        return declarations.map(asDeclared);
      }),
    validate: () =>
      work.do(async (signal) => {
        const { version: python, packages } = await services.environment({ onProgress, signal });
        const { declarations, findings, files } = await examineSet(source, { python, packages });
        return { ok: !findings.some(isBlocking), findings, functions: declarations.length, files };
      }),
    call,
    callWithState: (name, state, asked = {}) =>
      work.do(async (signal) => {
        const options = choices(asked, signal);
        return await callWithState(services, await loaded(signal), { name, state, options });
      }, asked.signal),
    library: () => work.do(async (signal) => (await loaded(signal)).library),
    test: (name, { signal: asked } = {}) =>
      work.do(async (signal) => await runExamples(await loaded(signal), call, { name, signal }), asked),
    profile: (name, values = {}, { signal: asked } = {}) =>
      work.do(
        async (signal) => await profileFunction(services, await loaded(signal), { name, values, signal }),
        asked,
      ),
    docs: async () => writeDocs(await found()),
    watch: ({ onEvent }) =>
      watchFunctions(services, source, {
        onEvent,
        loaded: () => work.do(loaded),
        take: (set) => {
          current = set;
        },
      }),
    [Symbol.asyncDispose]: async () => {
      await work.close();
      await services[Symbol.asyncDispose]();
      await pending;
    },
  };
}
