import type { Issue } from '../../../contracts/issue.ts';
import { argumentAt, readArguments } from '../../program/call.ts';
import { allGiven } from '../../program/given.ts';
import type { PythonProgram } from '../../program/program.ts';
import { textOf } from '../../program/source-text.ts';
import { childByField, descendants, type SyntaxNode } from '../../program/syntax-node.ts';
import { isText } from '../../program/value.ts';
import { breakingOut } from '../call-rules.ts';
import { calledBy } from '../called.ts';
import { denials } from '../denial.ts';
import { denied, type PolicyRule } from '../rule.ts';
import { handedOn, handedOnDenial } from './forbidden-names.ts';

/** Texts that Python or a library runs: quoted annotations, fields of made models, queries of tables, names of members. */
export const checkTexts: PolicyRule = (program) => [
  ...program.nodesOf('type').flatMap((node) => stringsIn(node).flatMap((text) => judgeText(program, text))),
  ...program.nodesOf('call').flatMap((call) => textsRunBy(program, call)),
];

const modelMakers = /^pydantic(?:\.main)?\.(?:create_model|TypeAdapter)$|^dataclasses\.make_dataclass$/;

const memberReaders = /^operator\.(?:attrgetter|methodcaller)$/;

function leadsOn(name: string): boolean {
  return name.split('.').some((part) => handedOn.has(part));
}

function textsRunBy(program: PythonProgram, call: SyntaxNode): Issue[] {
  const callee = childByField(call, 'function');
  if (callee === undefined) return [];
  const called = calledBy(program, call);
  const reached = called
    .filter(({ path }) => memberReaders.test(path))
    .flatMap(({ given }) => allGiven(given));
  const named = reached.find(({ values }) => values.some((value) => isText(value) && leadsOn(value.prefix)));
  if (named !== undefined) {
    return [denied(program, named.node, { name: 'a member by its name', denial: handedOnDenial })];
  }
  if (called.some(({ path }) => modelMakers.test(path))) {
    return stringsIn(call).flatMap((text) => judgeText(program, text));
  }
  const attribute = callee.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  if (attribute === undefined || !/^(?:query|eval)$/.test(textOf(program.source, attribute))) return [];
  const text = argumentAt(readArguments(call, program.source), 0, 'expr');
  return text === undefined ? [] : judgeText(program, text);
}

function stringsIn(node: SyntaxNode): SyntaxNode[] {
  return [...descendants(node)].filter(({ type }) => type === 'string');
}

function judgeText(program: PythonProgram, node: SyntaxNode): Issue[] {
  const isRun = program.evaluate(node).some((value) => isText(value) && breakingOut.test(value.prefix));
  return isRun ? [denied(program, node, { name: 'code in a text', denial: denials.dynamicCode })] : [];
}
