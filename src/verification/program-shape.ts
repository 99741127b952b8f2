import type { PythonProgram } from './program/program.ts';
import { textOf } from './program/source-text.ts';
import { childByField, type SyntaxNode } from './program/syntax-node.ts';

const flow = [
  'for_statement',
  'while_statement',
  'if_statement',
  'try_statement',
  'function_definition',
  'class_definition',
  'lambda',
  'match_statement',
];

/** What a program consists of, for those who ask how much can be wrong with it. */
export interface ProgramShape {
  /** Lines that hold code. */
  lines: number;
  /** Names of the functions and methods that are called, each as often as it is. */
  calls: string[];
  /** Loops, conditions, functions and classes. */
  flow: number;
  /** Rows that are chosen by comparing or by negating. */
  conditions: number;
}

export function programShape(program: PythonProgram): ProgramShape {
  const { source } = program;
  const lines = source.text.split('\n').filter((line) => /^\s*[^\s#]/.test(line)).length;
  return {
    lines,
    calls: program.nodesOf('call').map((call) => calledName(call, program)),
    flow: flow.reduce((count, type) => count + program.nodesOf(type).length, 0),
    conditions: program.nodesOf('comparison_operator').length,
  };
}

function calledName(call: SyntaxNode, { source }: PythonProgram): string {
  const called = childByField(call, 'function');
  const name = called === undefined ? undefined : (childByField(called, 'attribute') ?? called);
  return name === undefined ? '' : textOf(source, name);
}
