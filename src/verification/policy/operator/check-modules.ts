import type { Issue } from '../../../contracts/issue.ts';
import { argumentAt, readArguments } from '../../program/call.ts';
import { allGiven } from '../../program/given.ts';
import type { PythonProgram } from '../../program/program.ts';
import { textOf } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { isText, type Value } from '../../program/value.ts';
import { type Author, modelAuthor } from '../author.ts';
import { calledBy } from '../called.ts';
import { type Denial, denials } from '../denial.ts';
import { denied, type PolicyRule } from '../rule.ts';
import { handedOn, handedOnDenial } from './forbidden-names.ts';

/** No way out of a module that no dotted name shows: by a name nobody knows beforehand, by all members at once, by a pattern. */
export const checkModules: PolicyRule = (program, { author = modelAuthor }) => [
  ...program.nodesOf('call').flatMap((call) => checkCall(program, call, author)),
  ...program.nodesOf('keyword_pattern').flatMap((node) => checkPattern(program, node)),
];

const unknownName: Denial = {
  ...denials.introspection,
  why: 'a name that is not known beforehand can reach a forbidden module through this one',
  instead: "Put what may be chosen into a dict by its names, such as {'mean': numpy.mean}.",
};

/** They bring no other module along, and are asked for members by name in honest code. */
const closed: ReadonlySet<string> = new Set(
  `math cmath operator time hashlib itertools string decimal zlib binascii colorsys unicodedata heapq bisect
   struct numbers signal`.split(/\s+/),
);

const memberLists = /^inspect\.getmembers(?:_static)?$/;

function checkCall(program: PythonProgram, call: SyntaxNode, author: Author): Issue[] {
  const called = calledBy(program, call);
  const listed = called.find(({ path }) => memberLists.test(path));
  const isOfModule =
    listed && allGiven(listed.given).some(({ values }) => modulesIn(values, author).length > 0);
  if (listed !== undefined && isOfModule)
    return [denied(program, call, { name: listed.path, denial: denials.introspection })];
  const callee = childByField(call, 'function');
  const reads =
    callee && program.evaluate(callee).some((it) => it.kind === 'name' && it.path === 'builtins.getattr');
  return reads ? checkRead(program, call, author) : [];
}

function checkRead(program: PythonProgram, call: SyntaxNode, author: Author): Issue[] {
  const given = readArguments(call, program.source);
  const object = argumentAt(given, 0, 'object');
  const name = argumentAt(given, 1, 'name');
  if (object === undefined || name === undefined) return [];
  const module = modulesIn(program.evaluate(object), author).find((path) => !closed.has(path));
  if (module === undefined || !mayBeForbidden(program, name)) return [];
  return [denied(program, call, { name: `getattr(${module}, …)`, denial: unknownName })];
}

function modulesIn(values: readonly Value[], { moduleOf }: Author): string[] {
  return values.flatMap((value) => (value.kind === 'name' ? (moduleOf(value.path) ?? []) : []));
}

/** What is wholly known is judged as the dotted name that it makes. */
function mayBeForbidden(program: PythonProgram, name: SyntaxNode): boolean {
  if (isUpperCase(program, name)) return false;
  const values = program.evaluate(name).filter(isText);
  if (values.length === 0) return true;
  return values.some(({ prefix, exact }) => !exact && [...handedOn].some((word) => word.startsWith(prefix)));
}

/** `level.upper()`: no module is written so. */
function isUpperCase({ source }: PythonProgram, node: SyntaxNode): boolean {
  const callee = node.type === 'call' ? childByField(node, 'function') : undefined;
  const attribute = callee && childByField(callee, 'attribute');
  return attribute !== undefined && textOf(source, attribute) === 'upper';
}

/** `case object(os=found)` takes a module out of whatever has one. */
function checkPattern(program: PythonProgram, node: SyntaxNode): Issue[] {
  const { source } = program;
  const [key] = node.children;
  const value = node.children.at(-1);
  if (key === undefined || value === undefined || !handedOn.has(textOf(source, key))) return [];
  if (isFixed(textOf(source, value)) || isPlainClass(program, node)) return [];
  return [denied(program, key, { name: `${textOf(source, key)}=`, denial: handedOnDenial })];
}

/** A text, a number, a constant or `_`, which take nothing. */
function isFixed(pattern: string): boolean {
  return /^(?:_|None|True|False|-?\d[\w.]*|[A-Za-z_]\w*(?:\.\w+)+|[bBrRuU]{0,2}(?:'[^']*'|"[^"]*"))$/.test(
    pattern,
  );
}

/** A class of this file of which no module is an instance. */
function isPlainClass({ source, scopes }: PythonProgram, node: SyntaxNode): boolean {
  const around = node.parent?.type === 'case_pattern' ? node.parent.parent : node.parent;
  const [named] = around?.children ?? [];
  const found = named === undefined ? [] : scopes.bindingsOf(textOf(source, named), named);
  return (
    found.length > 0 &&
    found.every(({ kind, node: made }) => kind === 'definition' && isPlain(textOf(source, made)))
  );
}

function isPlain(definition: string): boolean {
  return !/\b(?:metaclass|\w*Protocol|ABC\w*|__subclasshook__|__instancecheck__)\b/.test(definition);
}
