import { nearestName } from '../../verification/references/nearest-name.ts';
import type { Problem } from './finding.ts';
import { type Edge, type Exits, end, exitsOf, start, successorsOf } from './flow.ts';
import type { WorkflowFile } from './workflow-schema.ts';

/** What stands between the nodes: unknown ends, choices that leave a case open, nodes that no run reaches or leaves. */
export function checkEdges(workflow: WorkflowFile, edges: Edge[]): Problem[] {
  const names = workflow.nodes.map(({ id }) => id);
  const unknown = [...unknownEnds(edges, names), ...unknownHandlers(workflow, names)];
  const shapes = [...edges.flatMap(shapeOf), ...repeated(edges)];
  const flow = { edges, nodes: workflow.nodes };
  const choices = [start, ...names].flatMap((name) => checkExits(name, exitsOf(name, flow)));
  const found = [...unknown, ...shapes, ...choices];
  return unknown.length > 0 ? found : [...found, ...checkReach(workflow, edges)];
}

function unknownEnds(edges: Edge[], names: string[]): Problem[] {
  return edges.flatMap(({ from, to, place }) => [
    ...from
      .filter((name) => name !== start && !names.includes(name))
      .map((name) => unknownNode(name, [...names, start], [...place, 'from'])),
    ...to
      .filter((name) => name !== end && !names.includes(name))
      .map((name) => unknownNode(name, [...names, end], [...place, 'to'])),
  ]);
}

function unknownHandlers({ nodes }: WorkflowFile, names: string[]): Problem[] {
  return nodes.flatMap(({ on_error: handling }, index) => {
    const next = handling === 'stop' ? undefined : handling.next;
    if (next === undefined || next === end || names.includes(next)) return [];
    return [unknownNode(next, [...names, end], ['nodes', index, 'on_error', 'next'])];
  });
}

function unknownNode(name: string, known: string[], place: Problem['place']): Problem {
  const near = nearestName(name, known);
  const reversed = name === start || name === end;
  return {
    rule: 'unknown-node',
    message: reversed
      ? `${name} can't stand here.`
      : `There is no node ${JSON.stringify(name.slice(0, 100))}.`,
    suggestion: reversed
      ? 'Every run begins at START and ends at END.'
      : near === null
        ? `Nodes are ${known.slice(0, 30).join(', ')}.`
        : `Did you mean ${near}?`,
    place,
  };
}

function shapeOf({ from, when, isDefault, place }: Edge): Problem[] {
  const rule = 'edge';
  if (when !== null && isDefault) {
    const message = 'An edge has a condition and is the default as well.';
    return [{ rule, message, suggestion: 'Keep when or default.', place }];
  }
  if (from.length > 1 && (when !== null || isDefault)) {
    const message = 'An edge that waits for several nodes has a condition.';
    const suggestion = 'Lead it to a node, and put the condition on an edge from there.';
    return [{ rule, message, suggestion, place }];
  }
  if (from.length > 1 && from.includes(start)) {
    const message = 'An edge waits for START and others.';
    return [{ rule, message, suggestion: 'Leave START out of the list.', place }];
  }
  return [];
}

function repeated(edges: Edge[]): Problem[] {
  const seen = new Set<string>();
  return edges.flatMap((edge) => {
    const key = JSON.stringify([edge.from, edge.to, edge.when]);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `The edge from ${edge.from.join(', ')} to ${edge.to.join(', ')} stands here a second time.`;
    return [{ rule: 'edge', message, suggestion: 'Remove one of them.', place: edge.place }];
  });
}

function checkExits(name: string, { choices, always, joins, onError }: Exits): Problem[] {
  const [first] = choices;
  const unconditional = [...always, ...joins];
  const defaults = choices.filter(({ isDefault }) => isDefault);
  if (first !== undefined && unconditional.length > 0) {
    return unconditional.map(({ place }) => ({
      rule: 'choice',
      message: `${name} has edges with conditions, and this one has none.`,
      suggestion: 'Add "default: true" if it is for all other cases, or a condition of its own.',
      place,
    }));
  }
  if (first !== undefined && defaults.length !== 1) {
    return [
      {
        rule: 'choice',
        message:
          defaults.length === 0
            ? `The conditions after ${name} say nothing of the case that none of them holds.`
            : `${name} has ${defaults.length} default edges.`,
        suggestion:
          defaults.length === 0
            ? `Add an edge { from: ${name}, to: END, default: true }, or to the node that goes on then.`
            : 'Keep one of them.',
        place: (defaults[1] ?? first).place,
      },
    ];
  }
  if (onError === null) return [];
  return joins.map(({ place }) => ({
    rule: 'edge',
    message: `This edge waits for ${name}, which goes on elsewhere when it fails.`,
    suggestion: `Give ${name} on_error: { to: state.error } without next, so that it always arrives here.`,
    place,
  }));
}

function checkReach({ nodes }: WorkflowFile, edges: Edge[]): Problem[] {
  const flow = { edges, nodes };
  const next = new Map(
    [start, ...nodes.map(({ id }) => id)].map((name) => [name, successorsOf(exitsOf(name, flow))]),
  );
  const reached = closure([start], (name) => next.get(name) ?? []);
  const before = (name: string) => [...next].filter(([, to]) => to.includes(name)).map(([from]) => from);
  const leaving = closure([end], before);
  if (next.get(start)?.length === 0) {
    const suggestion = `Add an edge { from: START, to: ${nodes[0]?.id} }.`;
    return [{ rule: 'unreachable', message: 'No edge leads from START.', suggestion, place: ['edges'] }];
  }
  return nodes.flatMap(({ id }, index) => {
    const place = ['nodes', index, 'id'];
    if (!reached.has(id)) {
      const suggestion = `Add an edge to ${id}, or remove the node.`;
      return [{ rule: 'unreachable', message: `No run reaches the node ${id}.`, suggestion, place }];
    }
    if (leaving.has(id)) return [];
    const suggestion = `Add an edge { from: ${id}, to: END }, or one that leads there.`;
    return [{ rule: 'no-end', message: `No path leads from the node ${id} to END.`, suggestion, place }];
  });
}

function closure(from: string[], next: (name: string) => string[]): Set<string> {
  const seen = new Set(from);
  for (const name of seen) for (const each of next(name)) seen.add(each);
  return seen;
}
