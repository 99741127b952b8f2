import type { FunctionRegistry } from '../../contracts/python-functions.ts';
import type { Session } from './answer.ts';

/** How a verb is told what the functions of a workflow may do. */
export interface WorkflowFlags {
  allowNetwork?: boolean;
  outputDir?: string;
}

/** Opens the functions that a workflow names, with the settings of the command line. */
export function functionsOf(
  { allowNetwork, outputDir }: WorkflowFlags,
  { settings: { config: settings, configFile }, createFunctions }: Session,
): (config: string | object) => Promise<FunctionRegistry> {
  return async (config) => createFunctions({ config, settings, configFile, allowNetwork, outputDir });
}
