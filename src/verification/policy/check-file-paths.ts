import type { Issue } from '../../contracts/issue.ts';
import { type Arguments, argumentAt, readArguments } from '../program/call.ts';
import type { PythonProgram } from '../program/program.ts';
import { quote, textOf } from '../program/source-text.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';
import { isText, type TextValue, text } from '../program/value.ts';
import { denials } from './denial.ts';
import { type PathParameter, pathFunctions, pathMethods, pathObjectMethods } from './path-arguments.ts';
import { complain, denied, type PolicyRule } from './rule.ts';

/** Files are opened only inside the working folder, and never over the network. */
export const checkFilePaths: PolicyRule = (program) => {
  const seen = new Set<string>();
  return program.nodesOf('call').flatMap((call) =>
    namedFiles(program, call).flatMap(({ node, value }) => {
      const issue = judgeFile(program, node, value);
      const key = `${issue?.line}:${value.prefix}`;
      if (issue === null || seen.has(key)) return [];
      seen.add(key);
      return [issue];
    }),
  );
};

interface NamedFile {
  node: SyntaxNode;
  value: TextValue;
}

function namedFiles(program: PythonProgram, call: SyntaxNode): NamedFile[] {
  const callee = childByField(call, 'function');
  if (callee === undefined) return [];
  const given = readArguments(call, program.source);
  const nodes = pathParameters(program, callee).flatMap(({ position, name }) => {
    const node = argumentAt(given, position, name);
    return node === undefined ? [] : [node];
  });
  const receiver = pathReceiver(program, callee);
  if (receiver !== undefined) nodes.push(receiver);
  const named = [...new Set(nodes)].flatMap((node) =>
    program
      .evaluate(node)
      .filter(isText)
      .map((value) => ({ node, value })),
  );
  return [...named, ...filesOfStatements(program, callee, given)];
}

const statementMethods = new Set(['execute', 'executescript', 'executemany']);
const attached = /\b(?:attach(?:\s+database)?|vacuum(?:\s+\w+)?\s+into)\s+(['"])(.*?)(\1|$)/gis;

/** Files that an SQL statement opens by itself. */
function filesOfStatements(program: PythonProgram, callee: SyntaxNode, given: Arguments): NamedFile[] {
  const method = callee.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  const [node] = given.positional;
  if (node === undefined || method === undefined) return [];
  if (!statementMethods.has(textOf(program.source, method))) return [];
  return program
    .evaluate(node)
    .filter(isText)
    .flatMap(({ prefix }) => [...prefix.matchAll(attached)])
    .map(([, , file = '', end]) => ({ node, value: text(file, end !== '') }));
}

function pathParameters(program: PythonProgram, callee: SyntaxNode): readonly PathParameter[] {
  for (const value of program.evaluate(callee)) {
    const known = value.kind === 'name' ? pathFunctions.get(value.path) : undefined;
    if (known !== undefined) return known;
  }
  const attribute = callee.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  return (attribute && pathMethods.get(textOf(program.source, attribute))) ?? [];
}

/** The path in front of `.read_text()` and the like. */
function pathReceiver(program: PythonProgram, callee: SyntaxNode): SyntaxNode | undefined {
  const object = callee.type === 'attribute' ? childByField(callee, 'object') : undefined;
  const attribute = callee.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  if (object === undefined || attribute === undefined) return undefined;
  if (!pathObjectMethods.has(textOf(program.source, attribute))) return undefined;
  return program.evaluate(object).some(({ kind }) => kind === 'path') ? object : undefined;
}

const remote = /^[a-z][a-z0-9+.-]*:\/\//i;
const elsewhere = /^(?:file:|~|[a-z]:[\\/]|\\\\|\/)/i;
const standardDevices = new Set(['/dev/null', '/dev/stdout', '/dev/stderr']);

function judgeFile(program: PythonProgram, node: SyntaxNode, value: TextValue): Issue | null {
  const shown = quote(value.prefix) + (value.exact ? '' : '…');
  if (remote.test(value.prefix) && !/^file:/i.test(value.prefix)) {
    return denied(program, node, { name: shown, denial: denials.network });
  }
  if (standardDevices.has(value.prefix)) return null;
  if (!elsewhere.test(value.prefix) && !climbsOut(value)) return null;
  return complain(program, node, {
    rule: 'path-outside',
    severity: 'blocking',
    message: `The path '${shown}' lies outside the working folder; there is nothing the program may read or write there.`,
    suggestion: 'Open the input files by their bare names, and write results into the working folder.',
  });
}

/** Whether the certain part of a relative path leaves the folder it starts in. */
function climbsOut({ prefix, exact }: TextValue): boolean {
  const segments = prefix.split('/');
  if (!exact) segments.pop();
  let depth = 0;
  for (const segment of segments) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
