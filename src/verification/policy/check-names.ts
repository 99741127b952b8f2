import type { Issue } from '../../contracts/issue.ts';
import { readArguments } from '../program/call.ts';
import { functionsModule } from '../program/declared-functions.ts';
import { type PythonProgram, patternAttributes } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';
import { type Author, modelAuthor } from './author.ts';
import { deniedImports } from './check-imports.ts';
import { type Denial, denials } from './denial.ts';
import { complain, denied, type PolicyRule } from './rule.ts';

/** Every use of a denied function or member, through whatever alias it is reached. */
export const checkNames: PolicyRule = (program, { author = modelAuthor, functions }) => {
  const reported = new Map(deniedImports(program, author));
  if (functions) reported.set(functionsModule, denials.introspection); // what is below it, another rule tells
  const uses = [
    ...program.nodesOf('identifier').filter(isUse),
    ...program.nodesOf('attribute'),
    ...patternAttributes(program),
  ];
  return [
    ...uses.flatMap((node) => checkUse(program, node, { reported, author })),
    ...program.nodesOf('call').flatMap((node) => checkDynamicAttribute(program, node, author)),
  ];
};

function checkUse(
  program: PythonProgram,
  node: SyntaxNode,
  { reported, author }: { reported: ReadonlyMap<string, Denial>; author: Author },
): Issue[] {
  const judge = (at: SyntaxNode, path: string) => judgeUse(program, at, { path, author });
  for (const value of program.evaluate(node)) {
    if (value.kind !== 'name' || value.flagged) continue;
    const denial = judge(node, value.path);
    const others = [denialAbove(value.path, reported), denialInside(program, node, judge)];
    if (others.some((other) => other && (other.severity === 'blocking' || denial?.severity !== 'blocking')))
      continue;
    const name = value.path.replace(/^builtins\./, '');
    if (denial !== undefined) return [denied(program, node, { name, denial })];
    if (readers.has(value.path) && isApplied(program, node)) {
      return [denied(program, node, { name, denial: denials.introspection })];
    }
    if (author.restricts(value.path) && !mayStandAlone(program, node))
      return [moduleAsValue(program, node, name)];
  }
  return [];
}

const readers = new Set(['builtins.getattr', 'builtins.setattr', 'builtins.delattr', 'inspect.getmembers']);

const appliers = /^(?:functools\.(?:reduce|partial)|builtins\.(?:map|filter)|itertools\.\w+)$/;

/** Whether a function is given to another one, which calls it with names out of our sight. */
function isApplied(program: PythonProgram, { parent }: SyntaxNode): boolean {
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  const callee = call ? childByField(call, 'function') : undefined;
  return (
    callee !== undefined &&
    program.evaluate(callee).some((value) => value.kind === 'name' && appliers.test(value.path))
  );
}

function judgeUse(
  program: PythonProgram,
  node: SyntaxNode,
  { path, author }: { path: string; author: Author },
): Denial | undefined {
  if (/^os\.(?:environb?|getenvb?)(?:\.|$)/.test(path)) {
    return setsVariable(program, node, path) ? undefined : denials.environment;
  }
  if (path === 'builtins.globals' || path === 'builtins.locals') {
    return isMembershipTest(node) ? undefined : denials.introspection;
  }
  if (path === 'builtins.vars') {
    const call = node.parent;
    const given = call?.type === 'call' && readArguments(call, program.source).positional[0];
    const known = given ? program.evaluate(given).some(({ kind }) => kind === 'name') : true;
    return known ? denials.introspection : undefined;
  }
  return author.judge(path);
}

/** A denied name inside a longer dotted name is complained about where it ends. */
function denialInside(
  program: PythonProgram,
  node: SyntaxNode,
  judge: (node: SyntaxNode, path: string) => Denial | undefined,
): Denial | undefined {
  const object = node.type === 'attribute' ? childByField(node, 'object') : undefined;
  if (object === undefined) return undefined;
  const inner = program
    .evaluate(object)
    .flatMap((it) => (it.kind === 'name' ? [judge(object, it.path)] : []));
  return mostSevere(inner);
}

/** What was said of an import through which the name is reached. */
function denialAbove(path: string, reported: ReadonlyMap<string, Denial>): Denial | undefined {
  const parts = path.split('.');
  return mostSevere(parts.map((_, index) => reported.get(parts.slice(0, index + 1).join('.'))));
}

function mostSevere(found: readonly (Denial | undefined)[]): Denial | undefined {
  return found.find((denial) => denial?.severity === 'blocking') ?? found.find(Boolean);
}

/** Identifiers that read a name, not those that make one or name a keyword argument. */
function isUse({ parent, field, type }: SyntaxNode): boolean {
  if (parent === null || type !== 'identifier') return false;
  if (notUses.has(parent.type)) return false;
  if (parent.type === 'expression_list' && parent.parent?.type === 'delete_statement') return false;
  if (parent.type === 'attribute') return field === 'object';
  if (field === 'name') return false;
  return !(field === 'left' && parent.type === 'assignment');
}

const notUses = new Set([
  'dotted_name',
  'aliased_import',
  'parameters',
  'lambda_parameters',
  'typed_parameter',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'global_statement',
  'nonlocal_statement',
  'keyword_pattern',
  'delete_statement',
]);

/** A restricted module may be given another name, or an attribute may be taken from it; anywhere else it would leave our sight. */
function mayStandAlone(program: PythonProgram, { parent, field }: SyntaxNode): boolean {
  switch (parent?.type) {
    case 'attribute':
      return field === 'object';
    case 'assignment':
      return field === 'right' && childByField(parent, 'left')?.type === 'identifier';
    case 'argument_list':
      return parent.parent !== null && isReflection(program, parent.parent);
    case 'named_expression':
    case 'default_parameter':
    case 'expression_statement':
      return true;
    default:
      return false;
  }
}

function isReflection({ evaluate }: PythonProgram, call: SyntaxNode): boolean {
  const callee = childByField(call, 'function');
  return callee !== undefined && evaluate(callee).some((it) => it.kind === 'name' && reflection.has(it.path));
}

function moduleAsValue(program: PythonProgram, node: SyntaxNode, name: string): Issue {
  return complain(program, node, {
    rule: 'module-as-value',
    severity: 'blocking',
    message: `The module \`${name}\` is handed around as a value, so its use can't be checked.`,
    suggestion: `Write ${name}.<function> where it is needed.`,
  });
}

function setsVariable({ source }: PythonProgram, node: SyntaxNode, path: string): boolean {
  if (path === 'os.environ.setdefault' || path === 'os.environ.update') return true;
  if (path !== 'os.environ') return false;
  const { parent } = node;
  if (parent?.type === 'attribute') {
    return /^(?:setdefault|update)$/.test(textOf(source, childByField(parent, 'attribute') ?? parent));
  }
  return parent?.type === 'subscript' && parent.field === 'left' && parent.parent?.type === 'assignment';
}

function isMembershipTest(node: SyntaxNode): boolean {
  const call = node.parent;
  return call?.parent?.type === 'comparison_operator' && /^(?:not )?in$/.test(call.parent.operator ?? '');
}

/** `getattr(os, 'sys' + 'tem')` is `os.system`; a name nobody can know is denied where the object is a restricted module. */
function checkDynamicAttribute(program: PythonProgram, call: SyntaxNode, author: Author): Issue[] {
  if (!isReflection(program, call)) return [];
  const [object, name] = readArguments(call, program.source).positional;
  const modules = object
    ? program.evaluate(object).flatMap((it) => (it.kind === 'name' ? [it.path] : []))
    : [];
  if (modules.length === 0) return [];
  const names = name
    ? program.evaluate(name).flatMap((it) => (it.kind === 'text' && it.exact ? [it.prefix] : []))
    : [];
  for (const path of modules) {
    if (names.length === 0) {
      if (!author.restricts(path)) continue;
      return [denied(program, call, { name: `getattr(${path}, …)`, denial: denials.introspection })];
    }
    for (const member of names) {
      const denial = author.judge(`${path}.${member}`);
      if (denial !== undefined) return [denied(program, call, { name: `${path}.${member}`, denial })];
    }
  }
  return [];
}

const reflection = new Set([
  'builtins.getattr',
  'builtins.setattr',
  'builtins.delattr',
  'builtins.hasattr',
  'inspect.getattr_static',
]);
