import { checkGivenBindings } from '../../functions/bind/check-bindings.ts';
import { readPlacements } from '../../functions/bind/read-placements.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import { pathsIn } from './condition/condition.ts';
import type { Place, Problem } from './finding.ts';
import { type Edge, end, start } from './flow.ts';
import { namesBoundIn, namesPlacedBy } from './state-names.ts';
import type { WorkflowFile, WorkflowNode } from './workflow-schema.ts';

/** What a declaration says of its use of the state. */
export interface FunctionUse {
  name: string;
  /** Names of the state. */
  reads: string[];
  writes: string[];
  /** The names of its parameters; null where they are not known. */
  parameters: string[] | null;
  /** Parameters that take variables of the environment. */
  secrets: string[];
}

/** Names a channel of the graph has already, or that no value of a state may have. */
const reserved = [start, end, 'nodes', '__start__', '__end__'];

/** What is wrong with the nodes and the conditions themselves: names that exist twice or not at all, texts that can't be bound. */
export function checkNodes(workflow: WorkflowFile, edges: Edge[], functions: FunctionUse[]): Problem[] {
  const names = stateNames(workflow, edges, functions);
  const ids = workflow.nodes.map(({ id }) => id);
  const known = workflow.state === undefined ? null : new Set(Object.keys(workflow.state));
  return [
    ...workflow.nodes.flatMap((node, index) => [
      ...checkId(node.id, { index, ids, names }),
      ...checkFunction(node, ['nodes', index], functions),
      ...checkTexts(node, ['nodes', index]),
    ]),
    ...Object.keys(workflow.state ?? {})
      .filter((name) => reserved.includes(name))
      .map((name) => taken(`A value of the state can't be called ${name}.`, ['state', name])),
    ...uses(workflow, edges, functions).flatMap(({ name, place }) =>
      known === null || known.has(name) ? [] : [unknownValue(name, [...known], place)],
    ),
    ...edges.flatMap((edge) => checkOutcomes(edge, ids)),
  ];
}

/** Every name the state can have: the declared ones, or all that something reads or writes. */
export function stateNames(workflow: WorkflowFile, edges: Edge[], functions: FunctionUse[]): Set<string> {
  if (workflow.state !== undefined) return new Set(Object.keys(workflow.state));
  return new Set(uses(workflow, edges, functions).map(({ name }) => name));
}

/** Names of the state that a node writes when it succeeds or fails. */
export function writesOf(node: WorkflowNode, functions: FunctionUse[]): string[] {
  const declared = functions.find(({ name }) => name === node.function)?.writes ?? [];
  const own = node.result === undefined ? declared : namesPlacedBy(node.result);
  const error = node.on_error === 'stop' ? undefined : node.on_error.to;
  return [...new Set([...own, ...namesPlacedBy(error)])];
}

function uses(workflow: WorkflowFile, edges: Edge[], functions: FunctionUse[]) {
  const ofNodes = workflow.nodes.flatMap((node, index) => {
    const place: Place = ['nodes', index];
    const reads = functions.find(({ name }) => name === node.function)?.reads ?? [];
    return [
      ...namesBoundIn(node.parameters).map((name) => ({ name, place: [...place, 'parameters'] })),
      ...writesOf(node, functions).map((name) => ({ name, place: [...place, 'result'] })),
      ...reads.map((name) => ({ name, place: [...place, 'function'] })),
    ];
  });
  const ofEdges = edges.flatMap(({ condition, place }) =>
    pathsIn(condition ?? { kind: 'value', value: null })
      .filter(({ root }) => root === 'state')
      .map(({ steps }) => ({ name: String(steps[0]), place: [...place, 'when'] })),
  );
  return [...ofNodes, ...ofEdges];
}

function checkId(
  id: string,
  { index, ids, names }: { index: number; ids: string[]; names: Set<string> },
): Problem[] {
  const place = ['nodes', index, 'id'];
  if (reserved.includes(id)) return [taken(`A node can't be called ${id}.`, place)];
  if (ids.indexOf(id) < index) return [taken(`There are two nodes ${id}.`, place)];
  if (!names.has(id)) return [];
  return [
    taken(`${id} is a node and a value of the state, which share one list of names in the graph.`, place),
  ];
}

function taken(message: string, place: Place): Problem {
  return { rule: 'name-taken', message, suggestion: 'Choose another name.', place };
}

function checkFunction(
  { function: name, parameters = {} }: WorkflowNode,
  place: Place,
  functions: FunctionUse[],
): Problem[] {
  const found = functions.find((each) => each.name === name);
  if (found === undefined) {
    const names = functions.map((each) => each.name);
    const message = `There is no function ${JSON.stringify(name.slice(0, 100))}.`;
    const suggestion = meant(name, names, 'No functions are declared: name their file after functions.');
    return [{ rule: 'unknown-function', message, suggestion, place: [...place, 'function'], function: name }];
  }
  const { parameters: known, secrets } = found;
  const secret = Object.keys(parameters)
    .filter((each) => secrets.includes(each))
    .map((each) => ({
      rule: 'secret-parameter',
      message: `${each} of ${name} comes from the environment, as its declaration says, and can't be given.`,
      suggestion: 'Leave it out.',
      place: [...place, 'parameters', each],
      function: name,
    }));
  if (known === null) return secret;
  const unknown = Object.keys(parameters)
    .filter((each) => !known.includes(each))
    .map((each) => ({
      rule: 'unknown-parameter',
      message: `The function ${name} has no parameter ${JSON.stringify(each.slice(0, 100))}.`,
      suggestion: meant(each, known, 'It takes none.'),
      place: [...place, 'parameters', each],
      function: name,
    }));
  return [...secret, ...unknown];
}

function checkTexts({ parameters = {}, result, on_error: handling }: WorkflowNode, place: Place): Problem[] {
  const error = handling === 'stop' ? undefined : handling.to;
  const placed = (value: unknown) => (value === undefined ? [] : readPlacements(value).problems);
  const found = [
    ...checkGivenBindings(parameters).map((problem) => ({ ...problem, key: ['parameters'] })),
    ...placed(result).map((problem) => ({ ...problem, key: ['result'] })),
    ...placed(error).map((problem) => ({ ...problem, key: ['on_error', 'to'] })),
  ];
  return found.map(({ path, message, suggestion, key }) => ({
    rule: 'binding',
    message: `${message}.`,
    suggestion: suggestion === null ? 'Write a value that JSON has.' : `Write ${suggestion}.`,
    place: [...place, ...key, ...path],
  }));
}

function unknownValue(name: string, known: string[], place: Place): Problem {
  const message = `The state has no value ${JSON.stringify(name.slice(0, 100))}.`;
  return { rule: 'unknown-value', message, suggestion: meant(name, known, 'Add it to state.'), place };
}

const outcomeKeys = ['status', 'error', 'result', 'auditId', 'artifacts'];

/** What a condition asks of nodes, none of which can be told by a state. */
function checkOutcomes({ condition, place }: Edge, ids: string[]): Problem[] {
  const paths = pathsIn(condition ?? { kind: 'value', value: null }).filter(({ root }) => root === 'nodes');
  return paths.flatMap(({ steps: [id, key] }) => {
    const at = [...place, 'when'];
    if (!ids.includes(String(id))) {
      const message = `There is no node ${JSON.stringify(String(id).slice(0, 100))}.`;
      return [
        { rule: 'unknown-node', message, suggestion: meant(String(id), ids, 'Name a node.'), place: at },
      ];
    }
    if (key === undefined || outcomeKeys.includes(String(key))) return [];
    const message = `Of a node a condition can read ${outcomeKeys.join(', ')}, not ${JSON.stringify(key)}.`;
    const suggestion = `Write nodes.${id}.result.${key} for a part of its result.`;
    return [{ rule: 'unknown-value', message, suggestion, place: at }];
  });
}

function meant(name: string, known: string[], otherwise: string): string {
  const near = nearestName(name, known);
  if (near !== null) return `Did you mean ${near}?`;
  return known.length === 0 ? otherwise : `Known are ${known.slice(0, 30).join(', ')}.`;
}
