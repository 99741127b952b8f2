import type { Problem } from './finding.ts';
import { type Edge, end, exitsOf, start } from './flow.ts';
import type { WorkflowFile } from './workflow-schema.ts';

/** Names of the state that a node writes when it succeeds. */
export type WritesOf = (id: string) => readonly string[];

/** Nodes that are sure to run in one step and write the same value, of which one would be lost. */
export function checkParallel(workflow: WorkflowFile, edges: Edge[], writesOf: WritesOf): Problem[] {
  const flow = { edges, nodes: workflow.nodes };
  const names = [start, ...workflow.nodes.map(({ id }) => id)];
  const exits = new Map(names.map((name) => [name, exitsOf(name, flow)]));
  const begins = [
    followers(exits.get(start)?.always ?? []),
    ...[...exits.values()].flatMap(({ choices }) => choices.map((edge) => followers([edge]))),
    ...[...exits.values()].flatMap(({ always }) => (always.length > 1 ? [followers(always)] : [])),
  ];
  const steps = begins.flatMap((begin) => stepsFrom(begin, exits));
  const found = new Map<string, Problem>();
  for (const step of steps)
    for (const clash of clashesIn(step, workflow, writesOf)) found.set(clash.message, clash);
  return [...found.values()];
}

type ExitsByName = Map<string, ReturnType<typeof exitsOf>>;

function followers(edges: Edge[]): string[] {
  return [...new Set(edges.flatMap(({ to }) => to))].filter((name) => name !== end).sort();
}

/** The sets of nodes that run together, step by step, as long as no condition decides. */
function stepsFrom(begin: string[], exits: ExitsByName): string[][] {
  const steps: string[][] = [];
  const seen = new Set<string>();
  const arrived = new Map<Edge, Set<string>>();
  for (let active = begin; active.length > 0 && !seen.has(active.join()); ) {
    seen.add(active.join());
    steps.push(active);
    const next = active.flatMap((name) => {
      const { choices = [], always = [], joins = [] } = exits.get(name) ?? {};
      const complete = joins.filter((join) => {
        const there = (arrived.get(join) ?? new Set()).add(name);
        arrived.set(join, there);
        return join.from.every((each) => there.has(each));
      });
      return choices.length > 0 ? [] : followers([...always, ...complete]);
    });
    active = [...new Set(next)].sort();
  }
  return steps;
}

function clashesIn(step: string[], { nodes }: WorkflowFile, writesOf: WritesOf): Problem[] {
  const writers = new Map<string, string[]>();
  for (const id of step)
    for (const name of writesOf(id)) writers.set(name, [...(writers.get(name) ?? []), id]);
  return [...writers].flatMap(([name, ids]) => {
    const [first, second] = ids;
    if (second === undefined) return [];
    return [
      {
        rule: 'parallel-write',
        message: `The nodes ${first} and ${second} run in one step, and both write state.${name}.`,
        suggestion: 'Give their results different names, or let one node follow the other.',
        place: ['nodes', nodes.findIndex(({ id }) => id === second), 'result'],
      },
    ];
  });
}
