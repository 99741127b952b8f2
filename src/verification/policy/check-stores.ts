import type { FileDescription } from '../../contracts/file-description.ts';
import type { Issue } from '../../contracts/issue.ts';
import { givenAt } from '../program/given.ts';
import type { PythonProgram } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';
import { type Given, isText, type Value } from '../program/value.ts';
import { calledBy } from './called.ts';
import { denials } from './denial.ts';
import { denied, type PolicyRule } from './rule.ts';

const openers =
  /^(?:pandas(?:\.io\.pytables|\.io\.api)?\.(?:read_hdf|HDFStore)|tables(?:\.file)?\.(?:open_file|File|copy_file))$/;

const denial = {
  ...denials.unpickling,
  why: 'PyTables unpickles what it meets in a file, and this file is not known to be free of pickles',
  instead: "Open it with h5py.File(name, 'r'), which reads datasets and attributes as they are.",
};

/** PyTables opens only stores whose description proved that nothing in them is unpickled, and those of the program itself. */
export const checkStores: PolicyRule = (program, { files }) => {
  const calls = program.nodesOf('call').flatMap((call) =>
    calledBy(program, call)
      .filter(({ path }) => openers.test(path))
      .map(({ path, given }) => ({ call, path, given })),
  );
  if (calls.length === 0) return [];
  const made = writtenStores(program, files);
  return calls.flatMap(({ call, path, given }): Issue[] => {
    if (isNew(given)) return [];
    const file = givenAt(given, 0, 'path_or_buf') ?? named(given);
    const isKnown = (file?.values ?? []).some(isText)
      ? (file?.values ?? []).filter(isText).every(({ prefix }) => made.has(prefix) || isProven(prefix, files))
      : (files ?? []).every((one) => !isStore(one) || isProven(one.name, files));
    return isKnown ? [] : [denied(program, call, { name: `${path}(…)`, denial })];
  });
};

function named({ keywords }: Given) {
  return keywords.get('path') ?? keywords.get('filename') ?? keywords.get('srcfilename');
}

/** Whether the call makes the file anew. */
function isNew(given: Given): boolean {
  const mode = givenAt(given, 1, 'mode')?.values ?? [];
  return mode.length > 0 && mode.every((value: Value) => isText(value) && /^[wx]/.test(value.prefix));
}

function isStore({ type }: FileDescription): boolean {
  return type === 'h5';
}

/** Descriptions of stores that pandas wrote exist only where every attribute was looked at. */
function isProven(name: string, files: readonly FileDescription[] | undefined): boolean {
  return (files ?? []).some(
    (file) =>
      file.type === 'h5' && /HDFStore/.test(file.container) && file.name === name.replace(/^\.\//, ''),
  );
}

/** Names of the stores that the program makes itself. */
function writtenStores(
  program: PythonProgram,
  files: readonly FileDescription[] | undefined,
): ReadonlySet<string> {
  const made = new Set<string>();
  const fills = fillsStores(program);
  for (const call of program.nodesOf('call')) {
    for (const { path, given } of [...calledBy(program, call), ...toHdf(program, call)]) {
      const isMaking = path === '.to_hdf' || (openers.test(path) && (isNew(given) || fills));
      const file = isMaking ? (givenAt(given, 0, 'path_or_buf') ?? named(given)) : undefined;
      for (const value of file?.values.filter(isText) ?? []) {
        const isInput = files?.some(({ name }) => name === value.prefix) ?? false;
        if (!isInput) made.add(value.prefix);
      }
    }
  }
  return made;
}

/** Whether tables are put into a store that stays open: one that is no input is then made by opening it. */
function fillsStores(program: PythonProgram): boolean {
  const isStored = (node: SyntaxNode | undefined) =>
    node !== undefined &&
    program.evaluate(node).some((value) => value.kind === 'result' && /HDFStore$/.test(value.of));
  return (
    program.nodesOf('subscript').some(({ parent, field, children: [object] }) => {
      return parent?.type === 'assignment' && field === 'left' && isStored(object);
    }) ||
    program
      .nodesOf('call')
      .flatMap((call) => calledBy(program, call))
      .some(({ path }) => /HDFStore\(\)\.(?:put|append|append_to_multiple)$/.test(path))
  );
}

function toHdf(program: PythonProgram, call: SyntaxNode) {
  const callee = childByField(call, 'function');
  const attribute = callee && childByField(callee, 'attribute');
  if (attribute === undefined || textOf(program.source, attribute) !== 'to_hdf') return [];
  return [{ path: '.to_hdf', given: program.given(call) }];
}
