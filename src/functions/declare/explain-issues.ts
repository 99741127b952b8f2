import { z } from 'zod';
import { quoteText } from '../../text/clean-text.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import { kindOfValue } from '../bind/describe-value.ts';
import { lookUp, type Path, showPath } from '../bind/path.ts';
import { functionSchema, setSchema } from './declaration-schema.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;
type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  examples?: unknown[];
};

/** What is known of the keys of a function and of what stands beside the list of them. */
const shapes = {
  function: z.toJSONSchema(functionSchema, { io: 'input' }) as JsonSchema,
  set: z.toJSONSchema(setSchema, { io: 'input' }) as JsonSchema,
};

export interface Checked {
  /** What was parsed, and by the schema of what. */
  value: unknown;
  as: keyof typeof shapes;
  /** Where it stands in the file. */
  path: Path;
  issues: readonly Issue[];
}

/** What others call our keys, where the letters are too far off. */
const otherWords: Record<string, string[]> = {
  file: ['path', 'source'],
  function: ['callable', 'entrypoint'],
  parameters: ['args', 'arguments', 'inputs', 'kwargs'],
  arguments: ['args', 'inputs', 'kwargs'],
  memory_limit_mb: ['memory'],
  allowed_imports: ['imports'],
  requires: ['dependencies', 'packages'],
  result: ['output', 'outputs', 'returns', 'expected'],
};

const mergedBy = 'write the keys out: YAML 1.2 does not merge';
const mostCompared = 200;

/** Every issue as a problem at its place, with what to write instead. */
export function explainIssues({ issues, ...around }: Checked): Problem[] {
  return issues.flatMap((issue) => explain(issue, around));
}

function explain(issue: Issue, around: Omit<Checked, 'issues'>): Problem[] {
  const own = issue.path as Path;
  const path = [...around.path, ...own];
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, path, keysAt(own, around.as));
  if (issue.code === 'invalid_union') {
    const [meant, ...others] = issue.errors.filter((branch) => !branch.some(isOtherKind));
    if (meant !== undefined && others.length === 0) {
      return meant.flatMap((inner) => explain({ ...inner, path: [...issue.path, ...inner.path] }, around));
    }
  }
  const found = lookUp(around.value, own);
  const suggestion = exampleFor(own, around.as);
  if (found.status === 'missing') {
    return [{ rule: 'missing-key', message: `"${own.at(-1)}" is missing`, suggestion, path }];
  }
  const at = issue.code === 'invalid_key' ? 'key' : 'value';
  const message = `${showPath(own)} ${whatIsWrong(issue, found.value)}`;
  return [{ rule: 'wrong-value', message, suggestion, path, at }];
}

/** Whether a branch of a union is for values of another kind altogether. */
function isOtherKind(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function whatIsWrong(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type') {
    const kind = kinds[issue.expected] ?? issue.expected;
    const isNear = issue.expected === 'int' && typeof value === 'number';
    return isNear ? `must be ${kind}` : `must be ${kind}, not ${kindOfValue(value)}`;
  }
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code === 'too_small' && issue.inclusive === false) return `must be more than ${issue.minimum}`;
  if (issue.code === 'too_small') return bound(issue.origin, `at least ${issue.minimum}`);
  if (issue.code === 'too_big') return bound(issue.origin, `at most ${issue.maximum}`);
  return issue.message;
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function bound(origin: string, words: string): string {
  const counted: Record<string, string> = { string: 'characters', array: 'items' };
  if (counted[origin] === undefined) return `must be ${words}`;
  return words === 'at least 1' ? 'must not be empty' : `must have ${words} ${counted[origin]}`;
}

/** Only the first are compared with what is known, so that a file of nothing but wrong keys is read as fast. */
function unknownKeys(keys: readonly string[], path: Path, known: string[]): Problem[] {
  return keys.map((key, index): Problem => {
    const suggestion = index < mostCompared ? instead(key, known) : null;
    const message = `${quoteText(key.slice(0, 60))} is no key here`;
    return { rule: 'unknown-key', message, suggestion, path: [...path, key], at: 'key' };
  });
}

function instead(key: string, known: string[]): string {
  if (key === '<<') return mergedBy;
  const word = known.find((name) => otherWords[name]?.includes(key));
  return word ?? nearestName(key, known) ?? `one of ${known.join(', ')}`;
}

function keysAt(path: Path, as: Checked['as']): string[] {
  return schemasAt(path, as).flatMap(({ properties = {} }) => Object.keys(properties));
}

/** How the nearest key around a place is written. */
function exampleFor(path: Path, as: Checked['as']): string | null {
  for (let depth = path.length; depth > 0; depth--) {
    const [example] = schemasAt(path.slice(0, depth), as).flatMap(({ examples = [] }) => examples);
    if (example !== undefined) return `${path[depth - 1]}: ${JSON.stringify(example)}`;
  }
  return null;
}

function schemasAt(path: Path, as: Checked['as']): JsonSchema[] {
  return path
    .reduce<JsonSchema[]>(
      (schemas, part) => schemas.flatMap(branches).flatMap((schema) => memberOf(schema, part) ?? []),
      [shapes[as]],
    )
    .flatMap(branches);
}

/** A schema with the alternatives it is made of. */
function branches(schema: JsonSchema): JsonSchema[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(branches)];
}

function memberOf({ properties, items }: JsonSchema, part: string | number): JsonSchema | undefined {
  if (typeof part === 'number') return items;
  return properties !== undefined && Object.hasOwn(properties, part) ? properties[part] : undefined;
}
