/** A pattern for the first of these literals, the longest where several stand at one place. */
export function anyOf(literals: readonly string[]): RegExp {
  const escaped = [...literals]
    .sort((one, other) => other.length - one.length)
    .map((literal) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'g');
}
