import { importedNames } from '../../verification/program/imported-names.ts';
import type { PythonProgram } from '../../verification/program/program.ts';
import { textOf } from '../../verification/program/source-text.ts';
import { childByField, descendants, type SyntaxNode } from '../../verification/program/syntax-node.ts';

export interface TopLevelNames {
  /** What stands behind each name last: a definition, or the statement that gives it a value. */
  names: ReadonlyMap<string, SyntaxNode>;
  /** Whether there may be others: a wildcard import or `__getattr__` brings them. */
  isOpen: boolean;
}

const scopes = new Set(['function_definition', 'class_definition', 'lambda']);

/** The names that a module has once it is imported, also those given below `if` and `try`. */
export function topLevelNames({ parsed, source }: PythonProgram): TopLevelNames {
  const names = new Map<string, SyntaxNode>();
  let isOpen = false;
  for (const node of descendants(parsed.root, ({ type }) => !scopes.has(type))) {
    if (node.type === 'wildcard_import') isOpen = true;
    for (const name of namesOf(node)) names.set(textOf(source, name), node);
  }
  return { names, isOpen: isOpen || names.has('__getattr__') };

  function namesOf(node: SyntaxNode): SyntaxNode[] {
    switch (node.type) {
      case 'function_definition':
      case 'class_definition':
        return [childByField(node, 'name') ?? node];
      case 'import_statement':
      case 'import_from_statement':
        return importedNames(node, source).map(({ target }) => target);
      case 'assignment':
      case 'for_statement':
        return [...descendants(childByField(node, 'left') ?? node)].filter(
          ({ type }) => type === 'identifier',
        );
      case 'named_expression':
      case 'as_pattern_target':
        return node.children.slice(0, 1);
      default:
        return [];
    }
  }
}
