import { bindArguments } from './bind-arguments.ts';
import { type Binding, parseBinding, type Template } from './parse-binding.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** The values of parameters without any binding: what a call does not give is this. */
export function constantsOf(parameters: Parameters): Record<string, unknown> {
  const constants = Object.entries(parameters).filter(([, value]) => bindingsIn(value).length === 0);
  return bindArguments(Object.fromEntries(constants), { state: {}, env: {} });
}

/** The names of parameters that take something from the state. */
export function stateBound(parameters: Parameters): string[] {
  return namesOf(parameters, 'state');
}

/** The names of parameters that take something from the environment: no schema, no call and no record shows them. */
export function secretParameters(parameters: Parameters): string[] {
  return namesOf(parameters, 'env');
}

/** The variables that a value asks for. */
export function variablesIn(value: unknown): string[] {
  const asked = bindingsIn(value).filter(({ root }) => root === 'env');
  return [...new Set(asked.map(({ path }) => String(path[0])))];
}

function namesOf(parameters: Parameters, root: Binding['root']): string[] {
  const bound = Object.entries(parameters).filter(([, value]) =>
    bindingsIn(value).some((binding) => binding.root === root),
  );
  return bound.map(([name]) => name);
}

/** Every binding in a value, also those in defaults; a malformed text has none. */
export function bindingsIn(value: unknown): Binding[] {
  if (typeof value === 'string') return bindingsOf(parseBinding(value).template ?? []);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(bindingsIn);
}

function bindingsOf(template: Template): Binding[] {
  return template.flatMap((part) => {
    if (typeof part === 'string') return [];
    const inner = part.fallback !== null && 'template' in part.fallback ? part.fallback.template : [];
    return [part, ...bindingsOf(inner)];
  });
}
