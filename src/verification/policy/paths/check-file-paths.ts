import type { Issue } from '../../../contracts/issue.ts';
import { returnsOf } from '../../program/fold-function.ts';
import { memberValues } from '../../program/fold-member.ts';
import type { PythonProgram } from '../../program/program.ts';
import { textOf } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import {
  elementsOf,
  type Given,
  type GivenValue,
  isText,
  type TextValue,
  text,
  type Value,
} from '../../program/value.ts';
import { calledBy } from '../called.ts';
import { denials } from '../denial.ts';
import { denied, type PolicyRule } from '../rule.ts';
import { judgeFile, type NamedFile } from './judge-file.ts';
import { libraryPaths } from './library-paths.ts';
import { linkMethods, methodPaths, pathObjectMethods, pathTargets } from './method-paths.ts';
import { type PathArguments, pathTable } from './path-row.ts';
import { standardPaths } from './standard-paths.ts';
import { systemPlaces } from './system-places.ts';

const functions = pathTable([...standardPaths, ...libraryPaths]);
const methods = pathTable(methodPaths);
const ofPaths = pathTable(pathObjectMethods);

/** Functions of packages by the package and their last name, however deep in it they are reached. */
const byLastName = new Map(
  [...pathTable(libraryPaths)].map(([path, takes]) => [byPackage(path), takes] as const),
);

/** Files are opened only inside the working folder, and never over the network. */
export const checkFilePaths: PolicyRule = (program, { ownFolders = [] }) => {
  const seen = new Set<string>();
  return program.nodesOf('call').flatMap((call) =>
    [
      ...filesOf(program, call).flatMap((file) => judgeFile(program, file, ownFolders)),
      ...links(program, call),
    ].filter(({ line, message }) => {
      const key = `${line}:${message}`;
      return !seen.has(key) && seen.add(key);
    }),
  );
};

function filesOf(program: PythonProgram, call: SyntaxNode): NamedFile[] {
  const callee = childByField(call, 'function');
  if (callee === undefined) return [];
  const given = program.given(call);
  const known = calledBy(program, call).flatMap(({ path, given: passed }) =>
    (functions.get(path) ?? byLastName.get(byPackage(path)) ?? []).flatMap((takes) =>
      filesAt(program, passed, takes),
    ),
  );
  const name = methodOf(program, callee);
  const byMethod =
    known.length > 0
      ? []
      : (methods.get(name) ?? []).flatMap((takes) => filesAt(program, given, takes)).map(namesOnly);
  return [
    ...known,
    ...byMethod,
    ...filesOfPathObject(program, callee, given),
    ...filesOfStatements(name, given, program),
    ...systemPlaces(program, callee, given).map((place) => ({ ...place, isWritten: false })),
  ];
}

function byPackage(path: string): string {
  const parts = path.split('.');
  return (parts.at(-1) ?? '').length > 5 ? `${parts[0]}:${parts.at(-1)}` : path;
}

function methodOf({ source }: PythonProgram, callee: SyntaxNode): string {
  const attribute = callee.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  return attribute === undefined ? '' : textOf(source, attribute);
}

function filesAt(program: PythonProgram, given: Given, takes: PathArguments): NamedFile[] {
  const { positions, names } = takes;
  const passed = [
    ...positions.flatMap((at) => given.positional[at] ?? []),
    ...names.flatMap((name) => given.keywords.get(name) ?? []),
  ];
  const isWritten = isWriting(takes, given, 1);
  return passed.map(({ node, values }) => ({ node, values: pathsIn(program, values), isWritten }));
}

/** Numbers given to a method that is known by its name only may mean anything. */
function namesOnly(file: NamedFile): NamedFile {
  return { ...file, values: file.values.filter(isText) };
}

/** Lists of paths hold paths; an object is the path its class makes of it. */
function pathsIn(program: PythonProgram, values: readonly Value[]): readonly Value[] {
  return values.flatMap((value): readonly Value[] => {
    if (value.kind === 'list') return pathsIn(program, elementsOf([value], program.evaluate));
    if (value.kind !== 'object') return [value];
    return ['__fspath__', '__str__']
      .flatMap((name) => memberValues(name, program))
      .flatMap((member) => (member.kind === 'function' ? returnsOf(member.node, program) : []));
  });
}

function isWriting({ use }: PathArguments, { positional, keywords }: Given, modeAt: number): boolean {
  if (use !== 'mode') return use === 'writes';
  const mode = positional[modeAt] ?? keywords.get('mode') ?? keywords.get('flag');
  return mode?.values.some((value) => isText(value) && /[waxc+]/.test(value.prefix)) ?? false;
}

/** The path in front of `.read_text()` and the like, and the one given to `.rename()`. */
function filesOfPathObject(program: PythonProgram, callee: SyntaxNode, given: Given): NamedFile[] {
  const object = childByField(callee, 'object');
  const name = methodOf(program, callee);
  const [takes] = ofPaths.get(name) ?? [];
  if (object === undefined || takes === undefined) return [];
  const values = program.evaluate(object).filter(({ kind }) => kind === 'path');
  if (values.length === 0) return [];
  const isWritten = isWriting(takes, given, 0);
  const target = pathTargets.has(name) ? given.positional.slice(0, 1) : [];
  return [{ node: object, values }, ...target].map((file) => ({ ...file, isWritten }));
}

function links(program: PythonProgram, call: SyntaxNode): Issue[] {
  const callee = childByField(call, 'function');
  const name = callee === undefined ? '' : methodOf(program, callee);
  return linkMethods.has(name) ? [denied(program, call, { name: `.${name}`, denial: denials.system })] : [];
}

const statementMethods = new Set(['execute', 'executescript', 'executemany']);
const attached = /\b(?:attach(?:\s+database)?|vacuum(?:\s+\w+)?\s+into)\s+(['"])(.*?)(\1|$)/gis;
const opening = /\b(?:readfile|writefile|load_extension|edit)\s*\(\s*(['"])(.*?)(\1|$)/gis;

/** Files that an SQL statement opens by itself, or by a value that fills its placeholder. */
function filesOfStatements(name: string, { positional }: Given, program: PythonProgram): NamedFile[] {
  const [statement, filling] = positional;
  if (statement === undefined || !statementMethods.has(name)) return [];
  const texts = statement.values.filter(isText);
  const named = texts.flatMap(({ prefix }) => [
    ...[...prefix.matchAll(attached)].map(([, , file = '', end]): TextValue => text(file, end !== '')),
    ...[...prefix.matchAll(opening)].map(([, , file = '']) => text(`/${file}`)),
  ]);
  const isFilled = texts.some(({ prefix }) => /\battach\b[^'"]*[?:]/i.test(prefix));
  const filled: GivenValue[] =
    isFilled && filling ? [{ ...filling, values: elementsOf(filling.values, program.evaluate) }] : [];
  return [{ node: statement.node, values: named }, ...filled].map((file) => ({ ...file, isWritten: true }));
}
