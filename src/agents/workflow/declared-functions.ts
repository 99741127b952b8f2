import path from 'node:path';
import type { FunctionRegistry } from '../../contracts/python-functions.ts';
import { secretParameters } from '../../functions/bind/bound-parameters.ts';
import { readDeclarations } from '../../functions/declare/read-declarations.ts';
import type { FunctionUse } from './check-nodes.ts';
import { namesBoundIn } from './state-names.ts';
import type { WorkflowSource } from './workflow-source.ts';

/** What a workflow says of its functions: a file that declares them, or an object; null where it says nothing. */
export type FunctionsConfig = string | object | null;

/** Where the functions of a workflow are declared; functions inside a file are read there, so that findings name its lines. */
export function functionsConfig(source: WorkflowSource, given: string | object): FunctionsConfig {
  const { functions } = source.value as { functions?: unknown };
  if (functions === undefined) return null;
  if (typeof functions === 'string')
    return path.relative(process.cwd(), path.resolve(source.folder, functions));
  return typeof given === 'string' ? given : { functions };
}

/** How the declared functions use the state; a declaration that can't be read is known by its name alone. */
export async function declaredUses(config: string | object, broken: string[]): Promise<FunctionUse[]> {
  const { declarations } = await readDeclarations(config);
  const uses = declarations.map(({ name, parameters, result }) => ({
    name,
    reads: namesBoundIn(parameters),
    writes: [...new Set(result.map(({ to: [first] }) => String(first)))],
    parameters: null,
    secrets: secretParameters(parameters),
  }));
  const unread = broken.filter((name) => !uses.some((use) => use.name === name));
  return [...uses, ...unread.map((name) => ({ name, reads: [], writes: [], parameters: null, secrets: [] }))];
}

/** The same of functions that are loaded already, which do not tell how they use a state. */
export async function loadedUses(registry: FunctionRegistry): Promise<FunctionUse[]> {
  const functions = await registry.list();
  return functions.map(({ name, parameters }) => ({
    name,
    reads: [],
    writes: [],
    parameters: Object.keys((parameters.properties ?? {}) as object),
    secrets: [], // no schema shows them
  }));
}
