import { callStatuses } from '../../contracts/python-functions.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import { variablesIn } from '../bind/bound-parameters.ts';
import { checkBindings } from '../bind/check-bindings.ts';
import { readPlacements } from '../bind/read-placements.ts';
import { isMapping, type Mapping } from './find-list.ts';
import type { Problem } from './problem.ts';
import { isPythonName } from './python-names.ts';

/** Looks at a declaration whose keys may each be wrong; paths are below the declaration. */
type Rule = (declared: Mapping) => Problem[];

/** What no key can say alone. */
const declarationRules: Rule[] = [
  oneSource,
  boundParameters,
  listedVariables,
  readableResult,
  retriedFor,
  oneOutcome,
];

export function checkDeclaration(declared: Mapping): Problem[] {
  return declarationRules.flatMap((rule) => rule(declared));
}

/** What a call can be tried again for; a call that was cancelled or given wrong arguments would only end the same way. */
const retriable = callStatuses.filter(
  (status) => !['succeeded', 'cancelled', 'arguments-invalid'].includes(status),
);

function oneSource({ module, file }: Mapping): Problem[] {
  if (module !== undefined && file !== undefined) {
    const message = 'Both "module" and "file" are given';
    return [{ rule: 'conflicting-keys', message, suggestion: 'keep one of them', path: ['file'], at: 'key' }];
  }
  if (module !== undefined || file !== undefined) return [];
  const suggestion = 'file: "./tools/orders.py" or module: "my_tools.orders"';
  return [{ rule: 'missing-key', message: 'Neither "module" nor "file" is given', suggestion, path: [] }];
}

function boundParameters({ parameters }: Mapping): Problem[] {
  if (!isMapping(parameters)) return [];
  return checkBindings(parameters).map(({ path, ...problem }) => ({
    rule: 'binding-invalid',
    ...problem,
    path: ['parameters', ...path],
  }));
}

/** A variable that is not listed is never given, so that the list says all that leaves the environment. */
function listedVariables({ parameters, env }: Mapping): Problem[] {
  if (!isMapping(parameters)) return [];
  const listed: unknown[] = Array.isArray(env) ? env : [];
  return Object.entries(parameters).flatMap(([name, value]) =>
    variablesIn(value)
      .filter((variable) => !listed.includes(variable))
      .map((variable): Problem => {
        const message = `${name} takes the variable ${variable}, which "env" does not list`;
        const suggestion = `env: ${JSON.stringify([...listed, variable])}`;
        return { rule: 'binding-invalid', message, suggestion, path: ['parameters', name] };
      }),
  );
}

function readableResult({ result }: Mapping): Problem[] {
  if (result === undefined) return [];
  return readPlacements(result).problems.map(({ path, ...problem }) => ({
    rule: 'result-invalid',
    ...problem,
    path: ['result', ...path],
  }));
}

/** Names that begin with a small letter are exception classes, too, unless a status was probably meant. */
function retriedFor({ retry }: Mapping): Problem[] {
  const words: unknown = isMapping(retry) ? retry.on : [];
  if (!Array.isArray(words)) return [];
  return words.flatMap((word, index): Problem[] => {
    if (typeof word !== 'string' || retriable.some((status) => status === word)) return [];
    const isClass = isPythonName(word) && (/^\p{Lu}/u.test(word) || nearestName(word, callStatuses) === null);
    if (isClass) return [];
    const className = word.includes('.') ? (word.split('.').at(-1) ?? null) : null;
    const suggestion =
      className || (nearestName(word, retriable) ?? `${retriable.join(', ')}, or a class name`);
    const message = `${JSON.stringify(word)} is neither a status that can be tried again nor the name of an exception class`;
    return [{ rule: 'wrong-value', message, suggestion, path: ['retry', 'on', index] }];
  });
}

function oneOutcome({ examples }: Mapping): Problem[] {
  if (!Array.isArray(examples)) return [];
  return examples.flatMap((example: unknown, index): Problem[] => {
    if (!isMapping(example) || example.result === undefined || example.raises === undefined) return [];
    const message = 'An example either gives a result or raises';
    const path = ['examples', index, 'raises'];
    return [{ rule: 'conflicting-keys', message, suggestion: 'keep one of them', path, at: 'key' }];
  });
}
