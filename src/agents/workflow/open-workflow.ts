import type { BaseCheckpointSaver } from '@langchain/langgraph';
import type { FunctionRegistry } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { findingsText } from '../../functions/load/findings-text.ts';
import { type CheckedWorkflow, checkWorkflow, type FunctionsSource } from './check-workflow.ts';
import { compileWorkflow, type WorkflowGraph } from './compile-workflow.ts';
import { runWorkflow } from './run-workflow.ts';
import { stateShapes } from './state-shapes.ts';
import type { WorkflowResult, WorkflowRunOptions } from './workflow-run.ts';

/** A workflow that was read and checked, as a graph that runs. */
export interface Workflow extends AsyncDisposable {
  readonly name: string;
  readonly description: string | null;
  /** Compiled by LangGraph: a node of other graphs, or run with `invoke` and `stream`. */
  readonly graph: WorkflowGraph;
  readonly functions: FunctionRegistry;
  /**
   * Runs from START to END with these values of the state; null goes on with a thread after a crash or a failure,
   * without repeating nodes that have finished. What functions do wrong is in the result; throws `input-invalid` for
   * values that do not fit the state and conditions that can't be decided, and `cancelled` after an abort.
   */
  run(state?: Record<string, unknown> | null, options?: WorkflowRunOptions): Promise<WorkflowResult>;
  /** As Mermaid text, drawn from the graph that runs. */
  draw(): Promise<string>;
}

/** Throws `config-invalid` with every finding when anything blocks. */
export async function openWorkflow(
  given: string | object,
  functions: FunctionsSource,
  checkpointer?: BaseCheckpointSaver | undefined,
): Promise<Workflow> {
  const { file, findings, checked, opened } = await checkWorkflow(given, functions);
  if (checked === null) {
    await opened?.[Symbol.asyncDispose]();
    const blocking = findings.filter(({ severity }) => severity === 'blocking');
    throw new CoderError(`The workflow ${file} can't be used:\n${findingsText(blocking)}`, {
      code: 'config-invalid',
    });
  }
  try {
    return compiled(checked, opened, checkpointer);
  } catch (error) {
    await opened?.[Symbol.asyncDispose]();
    throw error;
  }
}

function compiled(
  checked: CheckedWorkflow,
  opened: FunctionRegistry | null,
  checkpointer: BaseCheckpointSaver | undefined,
): Workflow {
  const { workflow, registry, names } = checked;
  const shapes = stateShapes(workflow);
  const graph = compileWorkflow(checked, { registry, names, shapes }, checkpointer);
  return {
    name: workflow.name,
    description: workflow.description ?? null,
    graph,
    functions: registry,
    run: (state = {}, options) => runWorkflow({ ...checked, shapes, graph }, state, options),
    draw: async () => (await graph.getGraphAsync()).drawMermaid(),
    [Symbol.asyncDispose]: async () => opened?.[Symbol.asyncDispose](),
  };
}
