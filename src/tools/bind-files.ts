import type { FileInput } from '../contracts/file-input.ts';
import type { JsonSchema } from '../contracts/python-functions.ts';
import { programNames } from '../files/program-names.ts';
import { type FileShelf, named, nameOf } from './file-shelf.ts';

const pathFormats: unknown[] = ['path', 'file-path'];

/** Arguments with the files they name, each under the name it has in the function's working folder. */
export interface BoundFiles {
  values: Record<string, unknown>;
  files: FileInput[];
  /** Why the first named file that is not there can't be had; null when all are. A function may also be told a name to write. */
  problem: string | null;
}

/** True when a parameter is a file, at any depth. */
export function takesFiles(schema: JsonSchema): boolean {
  const nodes: unknown[] = [schema];
  for (const node of nodes) {
    if (!isObject(node)) continue;
    if (pathFormats.includes(node.format)) return true;
    for (const value of Object.values(node)) nodes.push(...(Array.isArray(value) ? value : [value]));
  }
  return false;
}

/** Finds the files that a call names where its schema has a path. */
export function bindFiles(schema: JsonSchema, values: Record<string, unknown>, shelf: FileShelf): BoundFiles {
  if (!takesFiles(schema)) return { values, files: [], problem: null };
  const found = new Map<string, FileInput>();
  let problem: string | null = null;
  const look = (name: string): string => {
    const wanted = shelf.find([name]);
    if ('files' in wanted) for (const file of wanted.files) found.set(name, file);
    else problem ??= wanted.problem;
    return name;
  };
  replacePaths(values, [schema], { root: schema, replace: look });
  const names = programNames([...found.values()].map(nameOf));
  const nameFor = new Map([...found.keys()].map((wanted, index) => [wanted, names[index] as string]));
  const replace = (wanted: string) => nameFor.get(wanted) ?? wanted;
  return {
    values: replacePaths(values, [schema], { root: schema, replace }) as Record<string, unknown>,
    files: [...found.values()].map((file, index) => named(file, names[index] as string)),
    problem,
  };
}

interface Replacing {
  root: JsonSchema;
  replace(name: string): string;
}

/** The value with every text replaced that stands where one of the schemas has a path. */
function replacePaths(value: unknown, places: unknown[], replacing: Replacing): unknown {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return value;
  const schemas = alternatives(places, replacing.root);
  if (typeof value === 'string')
    return schemas.some(({ format }) => pathFormats.includes(format)) ? replacing.replace(value) : value;
  if (Array.isArray(value))
    return value.map((item, index) => {
      const below = schemas.map(({ prefixItems, items }) => elementAt(prefixItems, index) ?? items);
      return replacePaths(item, below, replacing);
    });
  const entries = Object.entries(value).map(([key, item]) => {
    const below = schemas.map((schema) => memberAt(schema.properties, key) ?? schema.additionalProperties);
    return [key, replacePaths(item, below, replacing)];
  });
  return Object.fromEntries(entries);
}

/** The schemas themselves, those they refer to and those they choose from; each once. */
function alternatives(places: unknown[], root: JsonSchema): JsonSchema[] {
  const reached = new Set<unknown>(places);
  for (const schema of reached) {
    if (!isObject(schema)) continue;
    if (typeof schema.$ref === 'string')
      reached.add(memberAt(root.$defs, schema.$ref.replace(/^#\/\$defs\//, '')));
    for (const choice of [schema.anyOf, schema.oneOf, schema.allOf])
      if (Array.isArray(choice)) for (const one of choice) reached.add(one);
  }
  return [...reached].filter(isObject);
}

function memberAt(members: unknown, key: string): unknown {
  return isObject(members) && Object.hasOwn(members, key) ? members[key] : undefined;
}

function elementAt(elements: unknown, index: number): unknown {
  return Array.isArray(elements) ? elements[index] : undefined;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
