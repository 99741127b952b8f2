import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../program/program.ts';
import { childByField, descendants, type SyntaxNode } from '../program/syntax-node.ts';
import { type Author, modelAuthor } from './author.ts';
import { callRules, hasRule } from './call-rules.ts';
import { type Called, calledBy } from './called.ts';
import { denials } from './denial.ts';
import { deniedMembers } from './members.ts';
import { denied, type PolicyRule } from './rule.ts';

/** Functions that are harmless but for certain arguments, and denied ones that no name stands for, however they are called. */
export const checkCalls: PolicyRule = (program, { author = modelAuthor }) => {
  const hasCodeInAnnotations = program.nodesOf('type').some((node) => holdsCode(program, node));
  return program.nodesOf('call').flatMap((call) => {
    const callee = childByField(call, 'function');
    if (callee === undefined) return [];
    const called = calledBy(program, call);
    return [
      ...called.flatMap((one) => checkCalled(program, call, one)),
      ...called.flatMap((one) => checkNameless(program, callee, { ...one, author })),
      ...called.flatMap(({ path }) =>
        hasCodeInAnnotations && annotationReaders.has(path)
          ? [denied(program, call, { name: `${path}(…)`, denial: denials.dynamicCode })]
          : [],
      ),
    ].slice(0, 1);
  });
};

function checkCalled(program: PythonProgram, call: SyntaxNode, { path, given }: Called): Issue[] {
  if (!hasRule.test(path)) return [];
  return callRules.flatMap(({ functions, denial, applies }) =>
    functions.test(path) && applies(given, program.evaluate)
      ? [denied(program, call, { name: `${path}(…)`, denial })]
      : [],
  );
}

/** Methods of results, and functions that an expression made: `type(f)(…)`. */
function checkNameless(
  program: PythonProgram,
  callee: SyntaxNode,
  { path, author }: { path: string; author: Author },
): Issue[] {
  const isNameless = callee.type !== 'identifier' && callee.type !== 'attribute';
  const denial = path.includes('()') ? deniedMembers.get(path) : isNameless ? author.judge(path) : undefined;
  return denial === undefined ? [] : [denied(program, callee, { name: path, denial })];
}

/** Functions that run annotations which are texts. */
const annotationReaders = new Set(['typing.get_type_hints', 'typing_extensions.get_type_hints']);

function holdsCode({ source }: PythonProgram, annotation: SyntaxNode): boolean {
  for (const node of descendants(annotation)) {
    if (node.type === 'string' && source.text.slice(node.start, node.end).includes('(')) return true;
  }
  return false;
}
