import { textOf } from '../program/source-text.ts';
import { ancestor, childByField, descendants, type SyntaxNode } from '../program/syntax-node.ts';
import { complain, type PolicyRule } from './rule.ts';

const loops = new Set(['while_statement', 'for_statement']);
const otherScopes = new Set(['function_definition', 'class_definition', 'lambda']);
const leaving = new Set(['return_statement', 'raise_statement', 'yield', 'assert_statement']);

/** `while True` without any way out runs into the time limit. */
export const checkLoops: PolicyRule = (program) =>
  program.nodesOf('while_statement').flatMap((loop) => {
    const condition = childByField(loop, 'condition');
    const body = childByField(loop, 'body');
    if (condition === undefined || body === undefined) return [];
    if (!/^\(*(?:True|1)\)*$/.test(textOf(program.source, condition).trim()) || hasExit(body)) return [];
    if (ancestor(loop, ['try_statement']) !== undefined) return [];
    return [
      complain(program, loop, {
        rule: 'endless-loop',
        severity: 'major',
        message: 'This loop never ends: its condition is always true and nothing in it leaves it.',
        suggestion: 'Loop over the data, or add a break.',
      }),
    ];

    function hasExit(node: SyntaxNode): boolean {
      for (const at of descendants(node, (inner) => !otherScopes.has(inner.type))) {
        if (leaving.has(at.type)) return true;
        if (at.type === 'break_statement' && innermostLoop(at) === loop) return true;
        if (at.type === 'call' && /^(?:sys\.exit|exit|quit|next)\(/.test(textOf(program.source, at)))
          return true;
      }
      return false;
    }
  });

function innermostLoop(node: SyntaxNode): SyntaxNode | null {
  let at = node.parent;
  while (at !== null && !loops.has(at.type)) at = at.parent;
  return at;
}
