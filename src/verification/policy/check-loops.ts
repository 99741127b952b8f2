import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { ancestor, childByField, descendants, type SyntaxNode } from '../program/syntax-node.ts';
import { endlessIterators, isEndlessIterator, neverChanges } from './endless-values.ts';
import { complain, type PolicyRule } from './rule.ts';

const loops = new Set(['while_statement', 'for_statement']);
const otherScopes = new Set(['function_definition', 'class_definition', 'lambda']);
const leaving = new Set(['return_statement', 'raise_statement', 'yield', 'assert_statement']);

/** A condition that never changes, or an iterator without an end, runs into the time limit unless something leaves the loop. */
export const checkLoops: PolicyRule = (program) => [
  ...program
    .nodesOf('while_statement')
    .filter((loop) => neverChanges(program, loop) && !hasExit(program, loop))
    .map((loop) => endless(program, loop, 'its condition is always true and nothing in it leaves it')),
  ...program
    .nodesOf('for_statement')
    .filter((loop) => isEndlessIterator(program, childByField(loop, 'right')) && !hasExit(program, loop))
    .map((loop) => endless(program, loop, 'its iterator has no end and nothing in it leaves it')),
  ...endlessIterators(program).map((call) =>
    endless(program, call, 'it collects an iterator without an end'),
  ),
];

function endless(program: PythonProgram, node: SyntaxNode, why: string): Issue {
  return complain(program, node, {
    rule: 'endless-loop',
    severity: 'major',
    message: `This loop never ends: ${why}.`,
    suggestion: 'Loop over the data, or add a break.',
  });
}

/** Whether anything may leave the loop; an exception may, where somebody catches it. */
function hasExit({ source }: PythonProgram, loop: SyntaxNode): boolean {
  const body = childByField(loop, 'body');
  if (body === undefined || ancestor(loop, ['try_statement']) !== undefined) return true;
  for (const at of descendants(body, (inner) => !otherScopes.has(inner.type))) {
    if (leaving.has(at.type)) return true;
    if (at.type === 'break_statement' && innermostLoop(at) === loop) return true;
    if (at.type === 'call' && /^(?:sys\.exit|exit|quit|next)\(/.test(textOf(source, at))) return true;
  }
  return false;
}

function innermostLoop(node: SyntaxNode): SyntaxNode | null {
  let at = node.parent;
  while (at !== null && !loops.has(at.type)) at = at.parent;
  return at;
}
