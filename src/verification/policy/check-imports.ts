import type { Issue } from '../../contracts/issue.ts';
import { functionsModule, listFunctions } from '../program/declared-functions.ts';
import { dottedPath, importedModule } from '../program/imported-names.ts';
import type { PythonProgram } from '../program/program.ts';
import { quote, textOf } from '../program/source-text.ts';
import { childByField, childrenByField, type SyntaxNode } from '../program/syntax-node.ts';
import type { Author } from './author.ts';
import { type Denial, denials } from './denial.ts';
import { judgePath } from './judge-path.ts';
import { allowedMembers } from './members.ts';
import { complain, denied, type PolicyContext, type PolicyRule } from './rule.ts';
import { canonicalName, distributionOf, moduleForDistribution } from './safe-packages.ts';
import { blockedImports, safeStandardModules } from './standard-library.ts';

/** Every imported module is on a list, and so is every member taken from it. */
export const checkImports: PolicyRule = (program, context) => [
  ...program
    .nodesOf('import_statement')
    .flatMap((node) => childrenByField(node, 'name').flatMap((name) => checkModule(program, name, context))),
  ...program.nodesOf('import_from_statement').flatMap((node) => checkFromImport(program, node, context)),
];

function checkFromImport(program: PythonProgram, node: SyntaxNode, context: PolicyContext): Issue[] {
  const module = childByField(node, 'module_name');
  if (module === undefined) return [];
  if (module.type === 'relative_import') return [relativeImport(program, node)];
  const path = dottedPath(module, program.source);
  if (isOfFunctions(path, context)) return [];
  const issues = checkModule(program, module, context);
  if (issues.length > 0) return issues;
  if (node.children.some(({ type }) => type === 'wildcard_import')) {
    return allowedMembers.has(path)
      ? [denied(program, node, { name: `from ${path} import *`, denial: denials.restrictedMember })]
      : [];
  }
  return childrenByField(node, 'name').flatMap((name) => {
    const member = `${path}.${importedModule(name, program.source)}`;
    const denial = judgePath(member);
    return denial === undefined ? [] : [denied(program, name, { name: member, denial })];
  });
}

function checkModule(program: PythonProgram, node: SyntaxNode, context: PolicyContext): Issue[] {
  const path = importedModule(node, program.source);
  if (isOfFunctions(path, context)) return [];
  const root = path.split('.')[0] as string;
  const denial = blockedImports.get(root) ?? judgePath(path);
  if (denial !== undefined) return [denied(program, node, { name: `import ${quote(path)}`, denial })];
  if (safeStandardModules.has(root)) return [];
  const distribution = distributionOf(root);
  if (distribution === undefined) return [unlisted(program, node, { path, context })];
  if (context.installed === undefined || context.installed.has(canonicalName(distribution))) return [];
  return [notInstalled(program, node, { root, distribution })];
}

function relativeImport(program: PythonProgram, node: SyntaxNode): Issue {
  return complain(program, node, {
    rule: 'relative-import',
    severity: 'blocking',
    message: `\`${quote(textOf(program.source, node))}\` fails: the program is one file and no package.`,
    suggestion: 'Write the needed code into this program.',
  });
}

/** What is imported from there is judged by the rule about declared functions. */
function isOfFunctions(path: string, { functions }: PolicyContext): boolean {
  return functions !== undefined && path.split('.')[0] === functionsModule;
}

function unlisted(
  program: PythonProgram,
  node: SyntaxNode,
  { path, context: { functions } }: { path: string; context: PolicyContext },
): Issue {
  const root = path.split('.')[0] as string;
  const meant = moduleForDistribution(root);
  const declared = functions ? ` ${listFunctions(functions)} They are imported from ${functionsModule}.` : '';
  return complain(program, node, {
    rule: 'unlisted-import',
    severity: 'blocking',
    message: `\`import ${quote(path)}\` is not allowed: ${quote(root)} is neither a listed package nor a module of the standard library.`,
    suggestion: meant
      ? `The import name of that package is ${meant}.`
      : `Use the listed packages or the standard library; helper code belongs into this program.${declared}`,
  });
}

function notInstalled(
  program: PythonProgram,
  node: SyntaxNode,
  { root, distribution }: { root: string; distribution: string },
): Issue {
  const optional = isGuarded(node, program);
  return complain(program, node, {
    rule: 'package-not-installed',
    severity: optional ? 'minor' : 'major',
    message: `\`import ${root}\` fails: the package ${distribution} is not installed here.`,
    suggestion: 'Use a package that is installed, or the standard library.',
  });
}

/** Whether a failing import is caught by the program itself. */
export function isGuarded(node: SyntaxNode, { source }: PythonProgram): boolean {
  for (let at: SyntaxNode | null = node; at?.parent; at = at.parent) {
    if (at.parent.type !== 'try_statement' || at.field !== 'body') continue;
    const handlers = at.parent.children.filter(({ type }) => type === 'except_clause');
    if (handlers.some((handler) => catchesImport.test(textOf(source, handler).split('\n')[0] ?? '')))
      return true;
  }
  return false;
}

const catchesImport = /^except\s*:|\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b/;

/** The dotted names whose import is denied; what is reached through them needs no second complaint of the same weight. */
export function deniedImports(
  { nodesOf, source }: PythonProgram,
  { judge }: Author,
): ReadonlyMap<string, Denial> {
  const modules = nodesOf('import_statement').flatMap((node) => childrenByField(node, 'name'));
  const paths = modules.map((node) => importedModule(node, source));
  for (const node of nodesOf('import_from_statement')) {
    const module = childByField(node, 'module_name');
    if (module === undefined || module.type === 'relative_import') continue;
    const path = dottedPath(module, source);
    paths.push(
      path,
      ...childrenByField(node, 'name').map((name) => `${path}.${importedModule(name, source)}`),
    );
  }
  return new Map(
    paths.flatMap((path) => {
      const denial = judge(path);
      return denial === undefined ? [] : [[path, denial] as const];
    }),
  );
}
