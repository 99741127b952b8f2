import type { PythonProgram } from '../program/program.ts';
import type { SyntaxNode } from '../program/syntax-node.ts';

/** The dotted names of `case a.b:` and `case a.b(…):`, which read attributes like any expression. */
export function patternAttributes({ nodesOf }: PythonProgram): readonly SyntaxNode[] {
  return nodesOf('dotted_name').filter(
    ({ parent, children }) => children.length > 1 && /pattern$/.test(parent?.type ?? ''),
  );
}
