import type { FunctionFinding, FunctionRegistry } from '../../contracts/python-functions.ts';
import { checkEdges } from './check-edges.ts';
import { checkNodes, type FunctionUse, stateNames, writesOf } from './check-nodes.ts';
import { checkParallel } from './check-parallel.ts';
import { functionsConfig, functionUses, loadedUses } from './declared-functions.ts';
import { type Edge, readEdges } from './flow.ts';
import { readWorkflow } from './read-workflow.ts';
import { checkDefaults } from './state-shapes.ts';
import type { WorkflowFile } from './workflow-schema.ts';
import { openWorkflowSource, type WorkflowSource } from './workflow-source.ts';

/** Where functions come from: a registry that is open already, or what opens the declared ones. */
export type FunctionsSource =
  | FunctionRegistry
  | ((config: string | object) => FunctionRegistry | Promise<FunctionRegistry>);

/** A workflow without anything blocking. */
export interface CheckedWorkflow {
  workflow: WorkflowFile;
  edges: Edge[];
  /** Every name the state can have. */
  names: Set<string>;
  registry: FunctionRegistry;
}

export interface WorkflowCheck {
  /** As its owner names it. */
  file: string;
  /** Everything that is wrong, by line. */
  findings: FunctionFinding[];
  /** Null when anything blocks. */
  checked: CheckedWorkflow | null;
  /** The registry that was opened for it, and has to be closed. */
  opened: FunctionRegistry | null;
}

/** Finds everything that is wrong with a workflow and its functions; runs nothing unless the registry is open already. Throws `config-invalid` for a file that can't be read. */
export async function checkWorkflow(
  given: string | object,
  functions: FunctionsSource,
): Promise<WorkflowCheck> {
  if (typeof functions !== 'function') return check(given, functions);
  const opened: FunctionRegistry[] = [];
  const open = async (config: string | object) => {
    const registry = await functions(config);
    opened.push(registry);
    return registry;
  };
  try {
    return await check(given, open);
  } catch (error) {
    for (const registry of opened) await registry[Symbol.asyncDispose]();
    throw error;
  }
}

async function check(given: string | object, functions: FunctionsSource): Promise<WorkflowCheck> {
  const source = await openWorkflowSource(given);
  const { file } = source;
  if (source.findings.length > 0) return { file, findings: source.findings, checked: null, opened: null };
  const read = readWorkflow(source.value);
  if ('problems' in read) {
    return { file, findings: byLine(read.problems.map(source.finding)), checked: null, opened: null };
  }
  const found = await findFunctions(source, { given, functions });
  const { workflow } = read;
  const { edges, problems } = readEdges(workflow);
  const uses = found.uses;
  const writes = (id: string) => {
    const node = workflow.nodes.find((each) => each.id === id);
    return node === undefined ? [] : writesOf(node, uses);
  };
  const own = [
    ...problems,
    ...checkDefaults(workflow),
    ...checkNodes(workflow, edges, uses),
    ...checkEdges(workflow, edges),
    ...checkParallel(workflow, edges, writes),
  ];
  const findings = byLine([...own.map(source.finding), ...found.findings]);
  const blocked = found.registry === null || findings.some(({ severity }) => severity === 'blocking');
  const names = stateNames(workflow, edges, uses);
  const checked = blocked ? null : { workflow, edges, names, registry: found.registry as FunctionRegistry };
  return { file, findings, checked, opened: found.opened };
}

interface FoundFunctions {
  registry: FunctionRegistry | null;
  opened: FunctionRegistry | null;
  uses: FunctionUse[];
  findings: FunctionFinding[];
}

async function findFunctions(
  source: WorkflowSource,
  { given, functions }: { given: string | object; functions: FunctionsSource },
): Promise<FoundFunctions> {
  if (typeof functions !== 'function') {
    const { findings, ok } = await functions.validate();
    const uses = await (ok ? loadedUses(functions) : functionUses(functions, namesIn(findings)));
    return { registry: functions, opened: null, uses, findings };
  }
  const config = functionsConfig(source, given);
  if (config === null) {
    const problem = {
      rule: 'no-functions',
      message: 'The workflow does not say where its functions are declared.',
      suggestion: 'Add functions: ./functions.yaml, or functions: { python_functions: [...] }.',
      place: [],
    };
    return { registry: null, opened: null, uses: [], findings: [source.finding(problem)] };
  }
  const registry = await functions(config);
  const { findings } = await registry.validate();
  return { registry, opened: registry, uses: await functionUses(registry, namesIn(findings)), findings };
}

function namesIn(findings: FunctionFinding[]): string[] {
  return findings.flatMap((finding) => (finding.function === null ? [] : [finding.function]));
}

function byLine(findings: FunctionFinding[]): FunctionFinding[] {
  return findings.sort(
    (one, other) => one.file.localeCompare(other.file) || (one.line ?? 0) - (other.line ?? 0),
  );
}
