import {
  type BaseCheckpointSaver,
  END,
  type LangGraphRunnableConfig,
  ReducedValue,
  START,
  StateGraph,
  StateSchema,
} from '@langchain/langgraph';
import { z } from 'zod';
import { CoderError } from '../../errors/coder-error.ts';
import { branchLabel } from './branch-label.ts';
import { pathsIn } from './condition/condition.ts';
import { evaluateCondition } from './condition/evaluate-condition.ts';
import { type Edge, type Exits, end, exitsOf, start } from './flow.ts';
import { definedIn, type NodeParts, type Values, workflowNode } from './workflow-node.ts';
import { type NodeOutcome, type RunContext, tell } from './workflow-run.ts';
import type { WorkflowFile } from './workflow-schema.ts';

type Outcomes = Record<string, NodeOutcome>;

/** The workflow as a graph of LangGraph: each value of the state is a channel that one node writes per step. */
export function compileWorkflow(
  { workflow, edges }: { workflow: WorkflowFile; edges: Edge[] },
  parts: Omit<NodeParts, 'keepsResult'>,
  checkpointer: BaseCheckpointSaver | undefined,
) {
  const keepsResult = nodesWithResult(edges);
  const graph = emptyGraph(parts);
  for (const node of workflow.nodes) graph.addNode(node.id, workflowNode(node, { ...parts, keepsResult }));
  for (const name of [start, ...workflow.nodes.map(({ id }) => id)]) {
    addExits(graph, name, exitsOf(name, { edges, nodes: workflow.nodes }));
  }
  for (const { from, to } of edges.filter((edge) => edge.from.length > 1)) {
    for (const name of to) addJoin(graph, from, name);
  }
  return graph
    .compile({ name: workflow.name, ...(checkpointer && { checkpointer }) })
    .withConfig({ recursionLimit: workflow.max_steps + 1, durability: 'sync' });
}

export type WorkflowGraph = ReturnType<typeof compileWorkflow>;

function emptyGraph({ names, shapes }: Pick<NodeParts, 'names' | 'shapes'>) {
  const values = [...names].map((name) => [name, shapes.get(name) ?? z.unknown()] as const);
  const outcomes = z.record(z.string(), z.custom<NodeOutcome>());
  const nodes = new ReducedValue(
    outcomes.default(() => ({})),
    { inputSchema: outcomes, reducer: inOrderOfRuns },
  );
  return new StateGraph(new StateSchema({ ...Object.fromEntries(values), nodes })) as unknown as Builder;
}

/** A node that runs again stands behind the nodes that ran before it. */
function inOrderOfRuns(before: Outcomes, now: Outcomes): Outcomes {
  const others = Object.entries(before).filter(([id]) => !Object.hasOwn(now, id));
  return { ...Object.fromEntries(others), ...now };
}

/** The part of a graph's builder that takes names which are known only when a file is read. */
interface Builder {
  addNode(name: string, node: ReturnType<typeof workflowNode>): void;
  addEdge(from: string | string[], to: string): void;
  addConditionalEdges(
    from: string,
    choose: (state: Values, config: LangGraphRunnableConfig<RunContext>) => string[],
    ends: Record<string, string>,
  ): void;
  compile: InstanceType<typeof StateGraph<Values>>['compile'];
}

function addExits(graph: Builder, name: string, exits: Exits): void {
  const { choices, always, onError } = exits;
  if (choices.length === 0 && onError === null) {
    for (const to of always.flatMap((edge) => edge.to)) graph.addEdge(graphName(name), graphName(to));
    return;
  }
  const ways = waysOf(exits);
  const labels = ways.flatMap(({ when, to }) => to.map((target) => [branchLabel(when, target, to), target]));
  const ends = Object.fromEntries(labels.map(([label, target]) => [label, graphName(target as string)]));
  graph.addConditionalEdges(
    graphName(name),
    (state, config) => {
      const way = wayFrom(name, ways, state);
      if (way.when !== done) tell({ type: 'branch-taken', node: name, to: way.to, when: way.when }, config);
      return way.to.map((target) => branchLabel(way.when, target, way.to));
    },
    ends,
  );
}

/** A run ends by itself when all of its branches have. */
function addJoin(graph: Builder, from: string[], to: string): void {
  if (to !== end) graph.addEdge(from, to);
  else for (const name of from) graph.addEdge(name, END);
}

/** The way of a node that did not fail and has no choice. */
const done = 'done';

/** One way out of a node, in the order in which they are tried. */
interface Way {
  when: string;
  to: string[];
  holds(name: string, values: { state: Values; nodes: Outcomes }): boolean;
}

function waysOf({ choices, always, onError }: Exits): Way[] {
  const failed: Way[] =
    onError === null
      ? []
      : [
          {
            when: 'on error',
            to: [onError],
            holds: (name, { nodes }) => nodes[name]?.status !== 'succeeded',
          },
        ];
  const chosen = choices.map(
    (edge): Way => ({ when: edge.when ?? 'default', to: edge.to, holds: decision(edge) }),
  );
  const rest = always.flatMap(({ to }) => to);
  return [...failed, ...chosen, ...(rest.length > 0 ? [{ when: done, to: rest, holds: () => true }] : [])];
}

function decision({ condition, when }: Edge): Way['holds'] {
  if (condition === null) return () => true;
  return (name, values) => {
    const verdict = evaluateCondition(condition, { ...values, nodes: { ...values.nodes } });
    if ('holds' in verdict) return verdict.holds;
    throw new CoderError(`The condition "${when}" after ${name} can't be decided: ${verdict.problem}.`, {
      code: 'input-invalid',
    });
  };
}

function wayFrom(name: string, ways: Way[], given: Values): Way {
  const { nodes, ...state } = given as Values & { nodes: Outcomes };
  const way = ways.find(({ holds }) => holds(name, { state: definedIn(state), nodes }));
  if (way !== undefined) return way;
  throw new CoderError(`Nothing follows the node ${name}.`, { code: 'internal' });
}

function nodesWithResult(edges: Edge[]): Set<string> {
  const paths = edges.flatMap(({ condition }) => (condition === null ? [] : pathsIn(condition)));
  const read = paths.filter(({ root, steps }) => root === 'nodes' && steps[1] === 'result');
  return new Set(read.map(({ steps }) => String(steps[0])));
}

function graphName(name: string): string {
  if (name === start) return START;
  return name === end ? END : name;
}
