import { text, type Value } from './value.ts';

const constants = new Map([
  ['os.sep', '/'],
  ['os.path.sep', '/'],
  ['os.curdir', '.'],
  ['os.path.curdir', '.'],
  ['os.pardir', '..'],
  ['os.path.pardir', '..'],
  ['os.devnull', '/dev/null'],
]);

/** What a dotted name stands for: its constant where it has one. */
export function constantMember(path: string, flagged: boolean): Value {
  const constant = constants.get(path);
  return constant === undefined ? { kind: 'name', path, flagged } : text(constant);
}

export function canonical(path: string): string {
  return path.replace(/^(?:posixpath|genericpath|ntpath)(?=\.|$)/, 'os.path');
}
