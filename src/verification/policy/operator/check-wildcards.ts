import type { Issue } from '../../../contracts/issue.ts';
import { modulePath } from '../../program/imported-names.ts';
import type { PythonProgram } from '../../program/program.ts';
import { textOf } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { type Author, modelAuthor } from '../author.ts';
import { denied, type PolicyRule } from '../rule.ts';

/** What a name stands for that only `from module import *` can have brought. */
export const checkWildcards: PolicyRule = (program, { author = modelAuthor }) => {
  const modules = program
    .nodesOf('import_from_statement')
    .filter(({ children }) => children.some(({ type }) => type === 'wildcard_import'))
    .flatMap((node) => childByField(node, 'module_name') ?? [])
    .map((module) => modulePath(module, program.source));
  if (modules.length === 0) return [];
  return program.nodesOf('attribute').flatMap((node) => checkAttribute(program, node, { modules, author }));
};

function checkAttribute(
  program: PythonProgram,
  node: SyntaxNode,
  { modules, author }: { modules: readonly string[]; author: Author },
): Issue[] {
  let root = node;
  while (root.type === 'attribute') {
    const object = childByField(root, 'object');
    if (object === undefined) return [];
    root = object;
  }
  const { source, scopes } = program;
  if (root.type !== 'identifier' || scopes.bindingsOf(textOf(source, root), root).length > 0) return [];
  const name = textOf(source, node).replace(/\s+/g, '');
  for (const module of modules) {
    const denial = author.judge(`${module}.${name}`);
    if (denial !== undefined) return [denied(program, node, { name, denial })];
  }
  return [];
}
