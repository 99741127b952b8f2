import { performance } from 'node:perf_hooks';
import type { Artifact } from '../../contracts/code-task.ts';
import type { CallResult } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { WorkflowGraph } from './compile-workflow.ts';
import { type Edge, end } from './flow.ts';
import { misfits, type StateShapes } from './state-shapes.ts';
import { definedIn, type Values } from './workflow-node.ts';
import type { NodeOutcome, WorkflowEvent, WorkflowResult, WorkflowRunOptions } from './workflow-run.ts';
import type { WorkflowFile } from './workflow-schema.ts';

/** A workflow that can be run: its file, its edges and its graph. */
export interface Runnable {
  workflow: WorkflowFile;
  edges: Edge[];
  names: ReadonlySet<string>;
  shapes: StateShapes;
  graph: WorkflowGraph;
}

/** What has been seen of a run. */
interface Seen {
  state: Values;
  nodes: Record<string, NodeOutcome>;
  artifacts: Artifact[];
  /** The node whose failure nothing handled. */
  failed: string | null;
  last: string | null;
}

/**
 * Runs from START to END, or goes on with a thread when `state` is null. What functions do wrong is in the result;
 * throws `cancelled` after an abort, `input-invalid` for values that the state can't take and for conditions that
 * can't be decided, and faults of the host.
 */
export async function runWorkflow(
  runnable: Runnable,
  state: Values | null,
  options: WorkflowRunOptions = {},
): Promise<WorkflowResult> {
  if (state !== null) checkInput(state, runnable);
  const began = performance.now();
  const seen: Seen = { state: {}, nodes: {}, artifacts: [], failed: null, last: null };
  const failure = await follow(runnable, state, { options, seen });
  const status = failure === null ? 'succeeded' : failure.status;
  return {
    success: status === 'succeeded',
    status,
    state: seen.state,
    nodes: seen.nodes,
    failure: failure === null ? null : { node: failure.node, message: failure.message, call: failure.call },
    artifacts: seen.artifacts,
    totalMs: performance.now() - began,
  };
}

type Failure = NonNullable<WorkflowResult['failure']> & { status: 'failed' | 'out-of-steps' };

async function follow(
  runnable: Runnable,
  state: Values | null,
  { options, seen }: { options: WorkflowRunOptions; seen: Seen },
): Promise<Failure | null> {
  const { signal, onEvent, thread, files, outputDir } = options;
  try {
    const stream = await runnable.graph.stream(state as never, {
      streamMode: 'values',
      context: {
        files,
        outputDir,
        onEvent: (event: WorkflowEvent) => noteEvent(event, { seen, onEvent }),
      },
      ...(signal && { signal }),
      ...(thread !== undefined && { configurable: { thread_id: thread } }),
    });
    for await (const values of stream as AsyncIterable<Values>) noteValues(values, seen);
    if (state === null) await noteThread(runnable, thread, seen);
  } catch (error) {
    return failureOf(error, seen, { signal, workflow: runnable.workflow });
  }
  return stalled(runnable.edges, seen);
}

/** A thread that has ended streams nothing. */
async function noteThread({ graph }: Runnable, thread: string | undefined, seen: Seen): Promise<void> {
  const { values } = await graph.getState({ configurable: { thread_id: thread } });
  noteValues(values as Values, seen);
}

/** The edge that some of its nodes arrived at and others did not: nodes stand in the order in which they ran last. */
function stalled(edges: Edge[], { nodes }: Seen): Failure | null {
  const order = Object.keys(nodes);
  for (const { from, to } of edges.filter((edge) => edge.from.length > 1)) {
    for (const next of to.filter((name) => name !== end)) {
      const arrived = from.filter((name) => order.indexOf(name) > order.indexOf(next));
      if (arrived.length === 0) continue;
      const missing = from.filter((name) => !arrived.includes(name)).join(', ');
      const message = `The workflow stopped without reaching END by way of ${next}: its edge waits for ${missing} as well as ${arrived.join(', ')}. Lead a choice to a node before the edge, or drop the node from the edge.`;
      return { status: 'failed', node: arrived.at(-1) ?? null, message, call: null };
    }
  }
  return null;
}

function checkInput(state: Values, { names, shapes }: Runnable): void {
  const unknown = Object.keys(state).filter((name) => !names.has(name));
  const lines = [
    ...unknown.map((name) => `state.${name.slice(0, 100)}: the workflow has no such value`),
    ...misfits(state, shapes).map(({ path, message }) => `${path}: ${message}`),
  ];
  if (lines.length === 0) return;
  const known = names.size === 0 ? '' : ` Its state has ${[...names].join(', ')}.`;
  throw new CoderError(`The state does not fit the workflow.${known}\n${lines.join('\n')}`, {
    code: 'input-invalid',
  });
}

function noteValues({ nodes, ...state }: Values, seen: Seen): void {
  seen.state = definedIn(state);
  seen.nodes = nodes as Seen['nodes'];
}

function noteEvent(
  event: WorkflowEvent,
  { seen, onEvent }: Pick<WorkflowRunOptions, 'onEvent'> & { seen: Seen },
): void {
  if (event.type === 'node-finished') {
    const { node, failure, handled, artifacts } = event;
    seen.last = node;
    seen.artifacts.push(...artifacts);
    if (failure !== null && !handled) seen.failed ??= node;
  }
  onEvent?.(event);
}

function failureOf(
  error: unknown,
  seen: Seen,
  { signal, workflow }: { signal: AbortSignal | undefined; workflow: WorkflowFile },
): Failure {
  if (error instanceof CoderError && error.code === 'function-failed') {
    return { status: 'failed', node: seen.failed, message: error.message, call: error.cause as CallResult };
  }
  if (signal?.aborted) {
    throw new CoderError('The workflow was cancelled.', { code: 'cancelled', cause: signal.reason });
  }
  const code = (error as { lc_error_code?: string }).lc_error_code;
  if (code === 'GRAPH_RECURSION_LIMIT') {
    const message = `The workflow was not done after ${workflow.max_steps} steps: raise max_steps, or correct the condition that ends its loop.`;
    return { status: 'out-of-steps', node: seen.last, message, call: null };
  }
  if (code === 'INVALID_CONCURRENT_GRAPH_UPDATE') {
    throw new CoderError(
      'Two nodes wrote the same value of the state in one step: give their results different names.',
      { code: 'config-invalid', cause: error },
    );
  }
  throw error;
}
