import type { Issue } from '../../contracts/issue.ts';
import { argumentAt, readArguments } from '../program/call.ts';
import type { PythonProgram } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';
import { isText } from '../program/value.ts';
import { complain, type PolicyRule } from './rule.ts';

/**
 * `df.query`, `df.eval` and `pd.eval` run a text as an expression: it must be a constant, and `@` may name
 * a plain variable but reach no further, because what follows it is evaluated outside our sight.
 */
export const checkQueries: PolicyRule = (program) =>
  program.nodesOf('call').flatMap((call) => {
    const callee = childByField(call, 'function');
    const method = callee === undefined ? '' : methodOf(program, callee);
    if (method !== 'query' && method !== 'eval') return [];
    const text = argumentAt(readArguments(call, program.source), 0, 'expr');
    return text === undefined ? [] : judgeText(program, text, method);
  });

/** The method that is called, also where `getattr` names it. */
function methodOf(program: PythonProgram, callee: SyntaxNode): string {
  if (callee.type === 'attribute') return textOf(program.source, childByField(callee, 'attribute') ?? callee);
  const isRead = callee.type === 'call' && /^getattr\(/.test(textOf(program.source, callee));
  const name = isRead ? readArguments(callee, program.source).positional[1] : undefined;
  const [value] = name === undefined ? [] : program.evaluate(name);
  return value !== undefined && isText(value) ? value.prefix : '';
}

function judgeText(program: PythonProgram, node: SyntaxNode, method: string): Issue[] {
  for (const value of program.evaluate(node).filter(isText)) {
    const reach = /@\s*\w+\s*[.([]|@\s*\w*__|`?__\w+__|\b(?:exec|eval|compile|getattr)\s*\(/.exec(
      value.prefix,
    )?.[0];
    if (value.exact && reach === undefined) continue;
    const problem = value.exact ? `reaches out of the table with '${reach}'` : 'is put together at run time';
    return [
      complain(program, node, {
        rule: 'dynamic-query',
        severity: 'major',
        message: `The expression given to .${method}() ${problem}, so it can't be checked before it runs.`,
        suggestion: "Select rows with a boolean mask such as df[df['price'] > limit].",
      }),
    ];
  }
  return [];
}
