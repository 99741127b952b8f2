import type { Condition } from './condition/condition.ts';
import { parseCondition } from './condition/parse-condition.ts';
import type { Place, Problem } from './finding.ts';
import type { WorkflowEdge, WorkflowFile } from './workflow-schema.ts';

/** How a file names where every run begins and where it ends. */
export const start = 'START';
export const end = 'END';

/** One edge; several `from` are waited for, all of several `to` follow. */
export interface Edge {
  from: string[];
  to: string[];
  /** What the file says after `when`; null for edges that are always taken and for defaults. */
  when: string | null;
  condition: Condition | null;
  isDefault: boolean;
  place: Place;
}

/** What follows a node: its first edge whose condition holds, else its default; or every one of `always`. */
export interface Exits {
  choices: Edge[];
  always: Edge[];
  /** The edges that wait for this node and others. */
  joins: Edge[];
  /** The node that goes on when this one fails. */
  onError: string | null;
}

/** The edges as the file says them; without any the nodes follow each other in their order. */
export function readEdges(workflow: WorkflowFile): { edges: Edge[]; problems: Problem[] } {
  const written = workflow.edges ?? sequence(workflow);
  const problems: Problem[] = [];
  const edges = written.map((edge, index) => {
    const place = ['edges', index];
    const condition = edge.when === undefined ? null : conditionOf(edge.when, [...place, 'when'], problems);
    return {
      from: list(edge.from),
      to: list(edge.to),
      when: edge.when ?? null,
      condition,
      isDefault: edge.default === true,
      place,
    };
  });
  return { edges, problems };
}

export function exitsOf(
  name: string,
  { edges, nodes }: { edges: Edge[]; nodes: WorkflowFile['nodes'] },
): Exits {
  const own = edges.filter(({ from }) => from.length === 1 && from[0] === name);
  const handling = nodes.find(({ id }) => id === name)?.on_error ?? 'stop';
  return {
    choices: own.filter(isChoice).sort((one, other) => Number(one.isDefault) - Number(other.isDefault)),
    always: own.filter((edge) => !isChoice(edge)),
    joins: edges.filter(({ from }) => from.length > 1 && from.includes(name)),
    onError: handling === 'stop' ? null : (handling.next ?? null),
  };
}

/** Every node that can come next. */
export function successorsOf({ choices, always, joins, onError }: Exits): string[] {
  const followed = [...choices, ...always, ...joins].flatMap(({ to }) => to);
  return [...new Set(onError === null ? followed : [...followed, onError])];
}

export function isChoice({ when, isDefault }: Edge): boolean {
  return when !== null || isDefault;
}

function sequence({ nodes }: WorkflowFile): WorkflowEdge[] {
  const names = [start, ...nodes.map(({ id }) => id), end];
  return names.slice(1).map((to, index) => ({ from: names[index] as string, to }));
}

function list(names: string | string[]): string[] {
  return typeof names === 'string' ? [names] : names;
}

function conditionOf(text: string, place: Place, problems: Problem[]): Condition | null {
  const parsed = parseCondition(text);
  if ('condition' in parsed) return parsed.condition;
  const message = `The condition can't be read: ${parsed.problem} (character ${parsed.column}).`;
  problems.push({ rule: 'condition', message, suggestion: parsed.suggestion, place });
  return null;
}
