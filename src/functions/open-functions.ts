import type { Config } from '../config/schema.ts';
import type { FunctionCore } from '../contracts/function-core.ts';
import type { CallOptions, CallResult } from '../contracts/python-functions.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { orCancelled } from '../filesystem/or-cancelled.ts';
import { callFunction } from './call/call-function.ts';
import { callWithState } from './call/call-with-state.ts';
import { profileFunction } from './develop/profile-function.ts';
import { runExamples } from './develop/run-examples.ts';
import { watchFunctions } from './develop/watch-functions.ts';
import { writeDocs } from './develop/write-docs.ts';
import { assembleFunctionServices } from './function-services.ts';
import { examineSet, isBlocking } from './load/examine-set.ts';
import { loadSet } from './load/load-set.ts';
import { type LoadedSet, loadedFunction } from './load/loaded-set.ts';

export interface FunctionsSource {
  /** The path of a YAML file that declares functions, or what it would hold; relative paths in the latter start from the current folder. */
  config: string | object;
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
  const load = sharedResource(async (_: undefined): Promise<LoadedSet> => {
    await services.auditLog.prepare();
    throwIfCancelled(services.closing);
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
  const choices = (asked: CallOptions): CallOptions => ({
    ...asked,
    outputDir: asked.outputDir ?? outputDir,
  });
  const call = async (name: string, values = {}, asked: CallOptions = {}): Promise<CallResult> =>
    await callFunction(services, await loaded(asked.signal), { name, values, options: choices(asked) });
  const found = async () => [...(await loaded()).functions.values()].map((one) => one.found);

  return {
    list: found,
    schema: async (name) => loadedFunction(await loaded(), name).found,
    validate: async () => {
      const { version: python, packages } = await services.environment(observer);
      const { declarations, findings, files } = await examineSet(source, { python, packages });
      return { ok: !findings.some(isBlocking), findings, functions: declarations.length, files };
    },
    call,
    callWithState: async (name, state, asked = {}) =>
      await callWithState(services, await loaded(asked.signal), {
        name,
        state,
        options: { ...asked, ...choices(asked) },
      }),
    library: async () => (await loaded()).library,
    test: async (name) => await runExamples(await loaded(), call, name),
    profile: async (name, values = {}) => await profileFunction(services, await loaded(), { name, values }),
    docs: async () => writeDocs(await found()),
    watch: ({ onEvent }) =>
      watchFunctions(services, source, {
        onEvent,
        loaded,
        take: (set) => {
          current = set;
        },
      }),
    [Symbol.asyncDispose]: async () => {
      await services[Symbol.asyncDispose]();
      await pending;
    },
  };
}
