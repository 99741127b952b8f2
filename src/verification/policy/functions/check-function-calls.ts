import type { FunctionSignature } from '../../../contracts/function-library.ts';
import type { Issue } from '../../../contracts/issue.ts';
import { type Arguments, readArguments } from '../../program/call.ts';
import { type DeclaredFunctions, functionAt, signatureText } from '../../program/declared-functions.ts';
import type { PythonProgram } from '../../program/program.ts';
import { quote } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { nearestName } from '../../references/nearest-name.ts';
import { complain, type PolicyRule } from '../rule.ts';

/** Calls of declared functions that Python refuses, as far as the arguments are written out. */
export const checkFunctionCalls: PolicyRule = (program, { functions: declared }) => {
  if (declared === undefined) return [];
  return [
    ...program.nodesOf('call').flatMap((call) => checkCall(program, call, declared)),
    ...program.nodesOf('await').flatMap((node) => checkAwait(program, node, declared)),
  ];
};

function calledFunction(program: PythonProgram, call: SyntaxNode | undefined, declared: DeclaredFunctions) {
  const callee = call?.type === 'call' ? childByField(call, 'function') : undefined;
  return callee && functionAt(program, callee, declared);
}

function checkCall(program: PythonProgram, call: SyntaxNode, declared: DeclaredFunctions): Issue[] {
  const called = calledFunction(program, call, declared);
  const problems = called ? problemsOf(readArguments(call, program.source), called) : [];
  if (called === undefined || problems.length === 0) return [];
  return [
    complain(program, call, {
      rule: 'wrong-function-call',
      severity: 'major',
      message: `\`${called.name}(…)\` will fail: ${problems.join('; ')}. ${signatureText(called)}`,
    }),
  ];
}

/** What does not fit the signature; where `*` or `**` give others, only what is wrong whatever they are. */
function problemsOf({ positional, keywords, spread }: Arguments, called: FunctionSignature): string[] {
  const { parameters } = called;
  const names = parameters.map(({ name }) => name);
  const byPosition = parameters.filter(({ kind }) => kind === 'positional-or-keyword');
  const filled = new Set(byPosition.slice(0, positional.length).map(({ name }) => name));
  const problems = [...keywords.keys()].flatMap((name) => {
    if (!names.includes(name)) return [unknownParameter(name, names)];
    return filled.has(name) && !spread ? [`\`${name}\` is given by position and by name`] : [];
  });
  if (positional.length > byPosition.length)
    problems.push(`it takes ${byPosition.length} arguments by position, and ${positional.length} are given`);
  const missing = parameters.filter(
    ({ name, required }) => required && !filled.has(name) && !keywords.has(name),
  );
  return spread ? problems : [...problems, ...missing.map(({ name }) => `\`${name}\` is missing`)];
}

function unknownParameter(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  return `it has no parameter \`${quote(name)}\`${near === null ? '' : `, did you mean \`${near}\`?`}`;
}

function checkAwait(program: PythonProgram, node: SyntaxNode, declared: DeclaredFunctions): Issue[] {
  const called = calledFunction(program, node.children[0], declared);
  if (called === undefined) return [];
  return [
    complain(program, node, {
      rule: 'function-awaited',
      severity: 'major',
      message: `\`await ${called.name}(…)\` will fail: a declared function returns its result itself.`,
      suggestion: 'Leave out await.',
    }),
  ];
}
