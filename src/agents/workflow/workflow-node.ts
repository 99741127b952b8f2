import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import type { FileInput } from '../../contracts/file-input.ts';
import type { CallResult, FunctionRegistry, StateCall } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { inputSource } from '../../files/input-source.ts';
import { programName } from '../../files/program-names.ts';
import {
  changedIn,
  functionFailed,
  functionFailure,
  notCancelled,
  withFailure,
} from '../graph/python-function-node.ts';
import { misfits, type StateShapes } from './state-shapes.ts';
import { type NodeOutcome, type RunContext, tell } from './workflow-run.ts';
import type { WorkflowNode } from './workflow-schema.ts';

export type Values = Record<string, unknown>;

/** What the nodes of one workflow share. */
export interface NodeParts {
  registry: FunctionRegistry;
  shapes: StateShapes;
  /** Every name the state can have. */
  names: ReadonlySet<string>;
  /** Nodes whose result a condition reads. */
  keepsResult: ReadonlySet<string>;
}

const maxFiles = 50;

/** Calls the node's function with values of the state; what comes back is what changes in the state, and how the node ended. */
export function workflowNode(node: WorkflowNode, parts: NodeParts) {
  const { id, function: name, parameters, result, on_error: handling } = node;
  return async (given: Values, config: LangGraphRunnableConfig<RunContext>): Promise<Values> => {
    const { nodes, ...state } = given as Values & { nodes: Record<string, NodeOutcome> };
    tell({ type: 'node-started', node: id, function: name }, config);
    const ended = fitting(
      await parts.registry.callWithState(name, definedIn(state), {
        parameters,
        result,
        signal: config.signal,
        files: filesFor(nodes, config.context),
        outputDir: config.context?.outputDir,
        onEvent: (event) => tell({ type: 'task-event', node: id, event }, config),
      }),
      { node: id, before: state, parts },
    );
    const { call } = ended;
    notCancelled(call, config.signal);
    const outcome = outcomeOf(call, parts.keepsResult.has(id));
    tell(
      {
        type: 'node-finished',
        node: id,
        status: call.status,
        handled: handling !== 'stop',
        failure: outcome.error,
        artifacts: call.artifacts,
        durationMs: call.totalMs,
      },
      config,
    );
    if (!call.success && handling === 'stop') throw functionFailed(call);
    const to = handling === 'stop' ? undefined : handling.to;
    const after = to === undefined ? ended.state : withFailure(ended, to);
    return { ...changedIn(after, state), nodes: { [id]: outcome } };
  };
}

/** The call as it is, or as one whose result is invalid where the state is declared to hold something else. */
function fitting(
  ended: StateCall,
  { node, before, parts }: { node: string; before: Values; parts: NodeParts },
): StateCall {
  const changed = changedIn(ended.state, before);
  const unknown = Object.keys(changed).find((name) => !parts.names.has(name));
  if (unknown !== undefined) {
    throw new CoderError(
      `The node ${node} writes state.${unknown}, which the workflow does not name: add it to its state.`,
      { code: 'config-invalid' },
    );
  }
  const problems = misfits(changed, parts.shapes);
  const [first] = problems;
  if (first === undefined) return ended;
  const message = `What ${ended.call.name} returned does not fit the state of the workflow: ${first.path}: ${first.message}.`;
  const error = { message, type: null, traceback: null, problems };
  return {
    state: before,
    call: { ...ended.call, success: false, status: 'result-invalid', result: null, error },
  };
}

function outcomeOf(call: CallResult, keepsResult: boolean): NodeOutcome {
  const { status, success, auditId, artifacts, result } = call;
  const error = success ? null : functionFailure(call);
  return { status, error, auditId, artifacts, ...(keepsResult ? { result } : {}) };
}

/** What earlier nodes wrote, the latest of each name, and the files of the run whose names none of them wrote. */
function filesFor(nodes: Record<string, NodeOutcome>, { files = [] }: RunContext = {}): FileInput[] {
  const written = Object.values(nodes).flatMap(({ artifacts }) => artifacts);
  const latest = new Map<string, FileInput>();
  for (const { path, name, sha256 } of written) {
    latest.delete(name);
    latest.set(name, { path, name, sha256 });
  }
  const given = [...latest.values()].slice(-maxFiles);
  const names = new Set(given.map(nameOf));
  return [...files.filter((file) => !names.has(nameOf(file))), ...given];
}

/** As the function finds it, without the case of its letters. */
function nameOf(file: FileInput): string {
  return programName(inputSource(file).label).toLowerCase();
}

/** A value that nothing was put into yet does not exist. */
export function definedIn(state: Values): Values {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}
