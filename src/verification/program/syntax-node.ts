/** One named node of the syntax tree as plain data: it outlives the parser's own tree, which is freed at once. */
export interface SyntaxNode {
  readonly type: string;
  /** Name of the field this node fills in its parent. */
  readonly field: string | null;
  /** Offsets in the source in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode | null;
  /** Named children without comments and line continuations, in order. */
  readonly children: SyntaxNode[];
  /** The operator of a unary, binary, boolean or comparison expression. */
  operator: string | null;
}

export function childByField(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function childrenByField(node: SyntaxNode, field: string): SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

/** The nearest node around `node` whose type is listed. */
export function ancestor(node: SyntaxNode, types: readonly string[]): SyntaxNode | undefined {
  for (let at = node.parent; at !== null; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

/** Every node below and including `node`, parents first. */
export function* descendants(node: SyntaxNode, enter: (node: SyntaxNode) => boolean = () => true) {
  const pending = [node];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    yield at;
    if (enter(at))
      for (let i = at.children.length - 1; i >= 0; i--) pending.push(at.children[i] as SyntaxNode);
  }
}
