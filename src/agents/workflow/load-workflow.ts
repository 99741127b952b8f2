import type { BaseCheckpointSaver } from '@langchain/langgraph';
import type { FunctionRegistry } from '../../contracts/python-functions.ts';
import { createPythonFunctions, type PythonFunctionsOptions } from '../../tools/create-python-functions.ts';
import { openWorkflow, type Workflow } from './open-workflow.ts';

export interface LoadWorkflowOptions extends Omit<PythonFunctionsOptions, 'config'> {
  /** Functions that are open already, in place of those the workflow names; whoever opened them closes them. */
  functions?: FunctionRegistry | undefined;
  /** Keeps every step, so that a run can go on in another process. */
  checkpointer?: BaseCheckpointSaver | undefined;
}

/** Reads a workflow from a YAML file or an object of the same shape. Throws `config-invalid` with everything that is wrong with it and its functions; starts no function. */
export function loadWorkflow(
  workflow: string | object,
  { functions, checkpointer, ...settings }: LoadWorkflowOptions = {},
): Promise<Workflow> {
  const opened = functions ?? ((config: string | object) => createPythonFunctions({ ...settings, config }));
  return openWorkflow(workflow, opened, checkpointer);
}
