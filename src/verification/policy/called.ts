import { allGiven, joinGiven } from '../program/given.ts';
import type { PythonProgram } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { ancestor, childByField, childrenByField, type SyntaxNode } from '../program/syntax-node.ts';
import { elementsOf, type Given, type GivenValue, type Value } from '../program/value.ts';

/** A function known by its dotted name and what it is given; `Maker().method` is a method of what the call of `Maker` returned. */
export interface Called {
  path: string;
  given: Given;
}

const known = new WeakMap<SyntaxNode, readonly Called[]>();

/** Every known function a call may run: by itself, through `partial`, as a base class, or by handing it to another function. */
export function calledBy(program: PythonProgram, call: SyntaxNode): readonly Called[] {
  const before = known.get(call);
  if (before !== undefined) return before;
  const found = findCalled(program, call);
  known.set(call, found);
  return found;
}

function findCalled(program: PythonProgram, call: SyntaxNode): Called[] {
  const callee = childByField(call, 'function');
  if (callee === undefined) return [];
  const given = program.given(call);
  return [
    ...program.evaluate(callee).flatMap((value) => calledValue(program, value, given)),
    ...methodsOfResults(program, callee, given),
    ...handed(program, given, receiverOf(program, callee)),
  ];
}

function calledValue(program: PythonProgram, value: Value, given: Given): Called[] {
  if (value.kind === 'name') return [{ path: value.path, given }];
  if (value.kind === 'result') return [{ path: `${value.of}()`, given }];
  if (value.kind === 'partial') return calledValue(program, value.of, joinGiven(value.given, given));
  if (value.kind === 'class') return basesOf(program, value.node).map((path) => ({ path, given }));
  return [];
}

/** `Maker(…).method(…)`, and `super().__init__(…)`, which makes what the base class makes. */
function methodsOfResults(program: PythonProgram, callee: SyntaxNode, given: Given): Called[] {
  const object = childByField(callee, 'object');
  const attribute = childByField(callee, 'attribute');
  if (callee.type !== 'attribute' || object === undefined || attribute === undefined) return [];
  const name = textOf(program.source, attribute);
  if (textOf(program.source, object) === 'super()' && name === '__init__') {
    const owner = ancestor(callee, ['class_definition']);
    return owner === undefined ? [] : basesOf(program, owner).map((path) => ({ path, given }));
  }
  return program
    .evaluate(object)
    .flatMap((value) => makersOf(program, value).map((maker) => ({ path: `${maker}().${name}`, given })));
}

/** The functions and classes of libraries that may have made an object. */
function makersOf(program: PythonProgram, value: Value): string[] {
  if (value.kind === 'result') return [value.of];
  return value.kind === 'object' ? basesOf(program, value.of) : [];
}

function basesOf(program: PythonProgram, definition: SyntaxNode): string[] {
  const bases = childrenByField(definition, 'superclasses').flatMap(({ children }) => children);
  return bases
    .flatMap((base) => program.evaluate(base))
    .flatMap((base) => (base.kind === 'name' ? [base.path] : []));
}

function receiverOf(program: PythonProgram, callee: SyntaxNode): GivenValue[] {
  const node = callee.type === 'attribute' ? childByField(callee, 'object') : undefined;
  const values = node === undefined ? [] : program.evaluate(node).filter(({ kind }) => kind === 'list');
  return node === undefined || values.length === 0 ? [] : [{ node, values }];
}

/** `map(open, paths)`, `submit(open, path)`, `Thread(target=open, args=(path,))`, `paths.apply(open)`. */
function handed(program: PythonProgram, given: Given, receiver: readonly GivenValue[]): Called[] {
  const all = allGiven(given);
  if (all.length + receiver.length < 2) return [];
  return all.flatMap((functions) =>
    functions.values.flatMap((value): Called[] => {
      if (value.kind !== 'name' && value.kind !== 'partial') return [];
      const others = [...all.filter((one) => one !== functions), ...receiver];
      const positional = others.flatMap((one) => [
        one,
        { node: one.node, values: contentsOf(program, one.values) },
      ]);
      const first = positional.flatMap(({ values }) => values);
      const node = others[0]?.node ?? functions.node;
      const passed: Given = { positional: [{ node, values: first }], keywords: given.keywords, open: false };
      return calledValue(program, value, passed);
    }),
  );
}

/** What lists among the values hold. */
function contentsOf({ evaluate }: PythonProgram, values: readonly Value[]): Value[] {
  return elementsOf(
    values.filter(({ kind }) => kind === 'list'),
    evaluate,
  );
}
