import { bindingsIn } from '../../functions/bind/bound-parameters.ts';
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
