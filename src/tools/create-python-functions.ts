import { loadConfig } from '../config/load-config.ts';
import type { ConfigOverrides } from '../config/schema.ts';
import type { FunctionCore, FunctionWatch, WatchOptions } from '../contracts/function-core.ts';
import type { FunctionsSource } from '../functions/open-functions.ts';
import { type FunctionTool, type FunctionToolOptions, functionTools } from './function-tool.ts';

export interface PythonFunctionsOptions extends FunctionsSource {
  /** Settings that win over every other source of configuration. */
  settings?: ConfigOverrides | undefined;
  /** Replaces the user's configuration file. */
  configFile?: string | undefined;
}

/** Declared functions, ready to be called by programs and by models. */
export interface PythonFunctions extends FunctionCore {
  /** One tool for each function as it is declared now, for every framework; loads on first use. */
  tools(options?: FunctionToolOptions): Promise<FunctionTool[]>;
}

/** The functions that one YAML file declares. Throws `config-invalid` for settings that can't be used; nothing is read and nothing is started before the first use. */
export function createPythonFunctions(options: PythonFunctionsOptions): PythonFunctions {
  const { settings = {}, configFile, ...source } = options;
  const config = loadConfig({ file: configFile, overrides: settings });
  let opened: Promise<FunctionCore> | null = null;
  const core = (): Promise<FunctionCore> => {
    // Whoever only imports this package does not wait for what functions need.
    opened ??= import('../functions/open-functions.ts').then(({ openFunctions }) =>
      openFunctions(config, source),
    );
    return opened;
  };
  const functions: FunctionCore = {
    list: async () => (await core()).list(),
    schema: async (name) => (await core()).schema(name),
    declared: async () => (await core()).declared(),
    validate: async () => (await core()).validate(),
    call: async (...request) => (await core()).call(...request),
    callWithState: async (...request) => (await core()).callWithState(...request),
    library: async () => (await core()).library(),
    test: async (...request) => (await core()).test(...request),
    profile: async (...request) => (await core()).profile(...request),
    docs: async () => (await core()).docs(),
    watch: (watching) => watchSoon(core, watching),
    [Symbol.asyncDispose]: async () => (await core())[Symbol.asyncDispose](), // also unused ones stay closed
  };
  return { ...functions, tools: (wanted) => functionTools(functions, wanted) };
}

function watchSoon(core: () => Promise<FunctionCore>, options: WatchOptions): FunctionWatch {
  const watch = core().then((opened) => opened.watch(options));
  const ready = watch.then((begun) => begun.ready);
  ready.catch(() => undefined); // whoever waits for it hears of the failure; nobody has to
  return { ready, [Symbol.asyncDispose]: async () => (await watch)[Symbol.asyncDispose]() };
}
