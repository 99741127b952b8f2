export const comparisons = ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'] as const;
export type Comparison = (typeof comparisons)[number];

/** What a path begins with: the values of the workflow, or how its nodes ended. */
export const roots = ['state', 'nodes'] as const;

export type Root = (typeof roots)[number];

/** A parsed condition; plain data, so that it can be looked into before anything runs. */
export type Condition =
  | { kind: 'value'; value: string | number | boolean | null }
  | { kind: 'list'; items: Condition[] }
  | { kind: 'path'; root: Root; steps: (string | number)[] }
  | { kind: 'length'; of: Condition }
  | { kind: 'compare'; operator: Comparison; left: Condition; right: Condition }
  | { kind: 'not'; of: Condition }
  | { kind: 'and' | 'or'; left: Condition; right: Condition };

export type PathOf = Extract<Condition, { kind: 'path' }>;

/** Every path a condition reads. */
export function pathsIn(condition: Condition): PathOf[] {
  switch (condition.kind) {
    case 'value':
      return [];
    case 'path':
      return [condition];
    case 'list':
      return condition.items.flatMap(pathsIn);
    case 'length':
    case 'not':
      return pathsIn(condition.of);
    default:
      return [...pathsIn(condition.left), ...pathsIn(condition.right)];
  }
}

/** A path as it is written, such as `state.orders[0].price`. */
export function writtenPath({ root, steps }: PathOf): string {
  const written = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return `${root}${written.join('')}`;
}
