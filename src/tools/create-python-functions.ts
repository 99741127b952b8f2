import type { FunctionCore } from '../contracts/function-core.ts';
import { type OpenFunctionsOptions, openFunctions } from '../functions/open-functions.ts';
import { type FunctionTool, type FunctionToolOptions, functionTools } from './function-tool.ts';

export type PythonFunctionsOptions = OpenFunctionsOptions;

/** Declared functions, ready to be called by programs and by models. */
export interface PythonFunctions extends FunctionCore {
  /** One tool for each function as it is declared now, for every framework; loads on first use. */
  tools(options?: FunctionToolOptions): Promise<FunctionTool[]>;
}

/** The functions that one YAML file declares. Throws `config-invalid` for settings that can't be used; nothing is read and nothing is started before the first use. */
export function createPythonFunctions(options: PythonFunctionsOptions): PythonFunctions {
  const core = openFunctions(options);
  return Object.assign(core, { tools: (wanted?: FunctionToolOptions) => functionTools(core, wanted) });
}
