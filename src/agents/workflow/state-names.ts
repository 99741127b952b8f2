import { type Binding, parseBinding, type Template } from '../../functions/bind/parse-binding.ts';
import { readPlacements } from '../../functions/bind/read-placements.ts';

/** Names of the state that parameters take something from. */
export function namesBoundIn(value: unknown): string[] {
  const paths = bindingsIn(value).filter(({ root }) => root === 'state');
  return [...new Set(paths.flatMap(({ path: [name] }) => (name === undefined ? [] : [String(name)])))];
}

/** Names of the state that a result goes to, written as in a declaration. */
export function namesPlacedBy(result: unknown): string[] {
  if (result === undefined) return [];
  return [...new Set(readPlacements(result).placements.map(({ to: [name] }) => String(name)))];
}

function bindingsIn(value: unknown): Binding[] {
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
