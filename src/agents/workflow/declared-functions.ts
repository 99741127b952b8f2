import path from 'node:path';
import type { FunctionRegistry, JsonSchema } from '../../contracts/python-functions.ts';
import { secretParameters } from '../../functions/bind/bound-parameters.ts';
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
export async function functionUses(registry: FunctionRegistry, broken: string[]): Promise<FunctionUse[]> {
  const declared = await registry.declared();
  const uses = declared.map(({ name, parameters, writes }) => ({
    name,
    reads: namesBoundIn(parameters),
    writes,
    parameters: null,
    secrets: secretParameters(parameters),
  }));
  const unread = broken.filter((name) => !uses.some((use) => use.name === name));
  return [...uses, ...unread.map((name) => ({ name, reads: [], writes: [], parameters: null, secrets: [] }))];
}

/** The same of functions that may be loaded, which know their parameters. */
export async function loadedUses(registry: FunctionRegistry): Promise<FunctionUse[]> {
  const uses = await functionUses(registry, []);
  const found = new Map((await registry.list()).map(({ name, parameters }) => [name, parameters]));
  return uses.map((use) => ({ ...use, parameters: namesOf(found.get(use.name), use.secrets) }));
}

/** Null where it takes any. */
function namesOf(schema: JsonSchema | undefined, secrets: string[]): string[] | null {
  if (schema?.additionalProperties !== false) return null;
  return [...Object.keys((schema.properties ?? {}) as object), ...secrets]; // no schema shows those
}
