import { childByField, descendants, type SyntaxNode } from './syntax-node.ts';

/** One place where a name gets a value. */
export type Binding =
  | { kind: 'value'; node: SyntaxNode }
  /** The name takes each element of `node` in turn. */
  | { kind: 'element'; node: SyntaxNode }
  /** The name takes one part of what the other binding gives; `after` when it takes all from there on. */
  | { kind: 'part'; of: Binding; at: number; after: boolean; node: SyntaxNode }
  /** The name is a parameter of the function `node`. */
  | { kind: 'parameter'; name: string; at: number; star: '' | '*' | '**'; node: SyntaxNode }
  /** The name is the function or class `node`. */
  | { kind: 'definition'; node: SyntaxNode }
  /** The name is changed by `+=` or the like; `before` gives all its bindings. */
  | { kind: 'augmented'; node: SyntaxNode; before(): readonly Binding[] }
  | { kind: 'import'; path: string; node: SyntaxNode }
  | { kind: 'exception'; node: SyntaxNode }
  | { kind: 'deleted'; node: SyntaxNode }
  | { kind: 'unknown'; node: SyntaxNode };

const sequenceTypes = new Set(['tuple', 'list', 'expression_list']);

const passedThrough = new Set(['as_pattern_target', 'parenthesized_expression', 'list_splat_pattern']);

/** `a, b = x, y` pairs names with values; of anything else a name takes the part at its place. */
export function pairedWith(target: SyntaxNode, part: SyntaxNode, binding: Binding): Binding {
  if (passedThrough.has(target.type)) return binding;
  const at = target.children.indexOf(part);
  const values =
    binding.kind === 'value' && sequenceTypes.has(binding.node.type) ? binding.node.children : [];
  const starred = [...values, ...target.children].some(({ type }) => type.startsWith('list_splat'));
  const value = values[at];
  if (!starred && values.length === target.children.length && value) return { kind: 'value', node: value };
  const stars = target.children.findIndex(({ type }) => type === 'list_splat_pattern');
  const fromEnd = stars !== -1 && at > stars;
  return {
    kind: 'part',
    of: binding,
    at: fromEnd ? at - target.children.length : at,
    after: at === stars,
    node: binding.node,
  };
}

/** Which of `*` and `**` a parameter has. */
export function starOf({ type, children }: SyntaxNode): '' | '*' | '**' {
  if (type === 'typed_parameter' && children[0] !== undefined) return starOf(children[0]);
  if (type === 'dictionary_splat_pattern') return '**';
  return type === 'list_splat_pattern' ? '*' : '';
}

/** The name of a parameter that has no field for it. */
export function firstName(parameter: SyntaxNode): SyntaxNode | undefined {
  for (const node of descendants(parameter, (at) => at.type !== 'type')) {
    if (node.type === 'identifier') return node;
  }
  return undefined;
}

/** `a = b = x` gives `x` to both. */
export function valueBinding(node: SyntaxNode): Binding {
  let value = childByField(node, 'right');
  while (value?.type === 'assignment') value = childByField(value, 'right');
  return value === undefined ? { kind: 'unknown', node } : { kind: 'value', node: value };
}
