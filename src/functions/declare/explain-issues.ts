import { z } from 'zod';
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

export interface Checked {
  /** What was parsed. */
  value: unknown;
  /** Where it stands in the file. */
  path: Path;
  issues: readonly Issue[];
}

const mostCompared = 200;

const shapes: JsonSchema = {
  anyOf: [functionSchema, setSchema].map((schema) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema),
};

/** What others call our keys, where the letters are too far off. */
const otherWords: Record<string, string> = {
  '<<': 'write the keys out: YAML 1.2 does not merge',
  path: 'file',
  source: 'file',
  callable: 'function',
  args: 'parameters',
  arguments: 'parameters',
  inputs: 'parameters',
  memory: 'memory_limit_mb',
  imports: 'allowed_imports',
  dependencies: 'requires',
  packages: 'requires',
  output: 'result',
  outputs: 'result',
  returns: 'result',
};

/** Every issue as a problem at its place, with what to write instead. */
export function explainIssues({ value, path, issues }: Checked): Problem[] {
  return issues.flatMap((issue) => explain(issue, { value, path }));
}

function explain(issue: Issue, around: { value: unknown; path: Path }): Problem[] {
  const own = issue.path as Path;
  const path = [...around.path, ...own];
  if (issue.code === 'unrecognized_keys') {
    return unknownKeys(issue.keys, path, knownKeys(own));
  }
  if (issue.code === 'invalid_union') {
    const [meant, ...others] = issue.errors.filter((branch) => !branch.some(isOtherKind));
    if (meant !== undefined && others.length === 0) {
      return meant.flatMap((inner) =>
        explain({ ...inner, path: [...own, ...inner.path] as PropertyKey[] }, around),
      );
    }
  }
  const found = lookUp(around.value, own);
  const label = showPath(own.length > 0 ? own : around.path.slice(-1));
  const suggestion = exampleFor(own);
  if (found.status === 'missing') {
    return [{ rule: 'missing-key', message: `"${own.at(-1)}" is missing`, suggestion, path }];
  }
  const message = `${label} ${whatIsWrong(issue, found.value)}`;
  return [
    { rule: 'wrong-value', message, suggestion, path, at: issue.code === 'invalid_key' ? 'key' : 'value' },
  ];
}

/** Whether a branch of a union is for values of another kind altogether. */
function isOtherKind(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function whatIsWrong(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type')
    return `must be ${kinds[issue.expected] ?? issue.expected}, not ${kindOfValue(value)}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code === 'too_small') return `must ${bound(issue.origin, 'at least')} ${issue.minimum}`;
  if (issue.code === 'too_big') return `must ${bound(issue.origin, 'at most')} ${issue.maximum}`;
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
  const counted: Record<string, string> = { string: 'have as characters', array: 'have as items' };
  return `${counted[origin] ?? 'be'} ${words}`;
}

/** Only the first are compared with what is known, so that a file of nothing but wrong keys is read as fast. */
function unknownKeys(keys: readonly string[], path: Path, known: string[]): Problem[] {
  const compared = keys.slice(0, mostCompared).map((key) => unknownKey([...path, key], known));
  const rest = keys.slice(mostCompared).map((key) => unknownKey([...path, key], []));
  return [...compared, ...rest];
}

function unknownKey(path: Path, known: string[]): Problem {
  const key = String(path.at(-1));
  const word = Object.hasOwn(otherWords, key) ? (otherWords[key] as string) : null;
  const isOffered = word !== null && (known.includes(word) || word.includes(' '));
  const nearest = isOffered ? word : nearestName(key, known);
  const suggestion = nearest ?? (known.length > 0 ? `one of ${known.join(', ')}` : null);
  return { rule: 'unknown-key', message: `${showPath([key])} is no key here`, suggestion, path, at: 'key' };
}

function knownKeys(path: Path): string[] {
  return schemasAt(path).flatMap(({ properties = {} }) => Object.keys(properties));
}

/** How the nearest key around a place is written. */
function exampleFor(path: Path): string | null {
  for (let depth = path.length; depth > 0; depth--) {
    const [example] = schemasAt(path.slice(0, depth)).flatMap(({ examples = [] }) => examples);
    if (example !== undefined) return `${path[depth - 1]}: ${JSON.stringify(example)}`;
  }
  return null;
}

function schemasAt(path: Path): JsonSchema[] {
  return path
    .reduce<JsonSchema[]>(
      (schemas, part) => schemas.flatMap(branches).flatMap((schema) => memberOf(schema, part) ?? []),
      [shapes],
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
