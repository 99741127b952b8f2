import { loadConfig } from '../config/load-config.ts';
import type { ConfigOverrides } from '../config/schema.ts';
import { type FunctionCore, openFunctions } from '../functions/open-functions.ts';
import type { SetupObserver } from '../workspace/setup-observer.ts';
import { type FunctionTool, type FunctionToolOptions, functionTools } from './function-tool.ts';

export interface PythonFunctionsOptions extends SetupObserver {
  /** The YAML file that declares the functions, or what it would hold. */
  config: string | object;
  /** Win over every other source of settings. */
  settings?: ConfigOverrides | undefined;
  /** Replaces the user's settings file. */
  configFile?: string | undefined;
  /** Lets functions use the network that is declared for them; no file can say so. */
  allowNetwork?: boolean | undefined;
  /** Where declared variables are looked up; the environment of this process unless given. */
  env?: Record<string, string | undefined> | undefined;
  /** Folder for the files that functions write. */
  outputDir?: string | undefined;
}

/** Declared functions, ready to be called by programs and by models. */
export interface PythonFunctions extends FunctionCore {
  /** One tool for each function as it is declared now, for every framework; loads on first use. */
  tools(options?: FunctionToolOptions): Promise<FunctionTool[]>;
}

/** The functions that one YAML file declares. Throws `config-invalid` for settings that can't be used; nothing is read of the functions and nothing is started before the first use. */
export function createPythonFunctions(options: PythonFunctionsOptions): PythonFunctions {
  const {
    config: declared,
    settings,
    configFile,
    allowNetwork = false,
    env,
    outputDir,
    ...observer
  } = options;
  const overrides = { ...settings, ...(outputDir === undefined ? {} : { outputDir }) };
  const config = loadConfig({ file: configFile, overrides });
  const core = openFunctions(config, { config: declared, allowNetwork, variables: env }, observer);
  return Object.assign(core, { tools: (wanted?: FunctionToolOptions) => functionTools(core, wanted) });
}
