import { isGuarded } from '../../verification/policy/check-imports.ts';
import { importedModule, modulePath } from '../../verification/program/imported-names.ts';
import type { PythonProgram } from '../../verification/program/program.ts';
import { positionAt, textOf } from '../../verification/program/source-text.ts';
import {
  childByField,
  childrenByField,
  descendants,
  type SyntaxNode,
} from '../../verification/program/syntax-node.ts';

/** One module that an import statement names, wherever the statement stands. */
export interface ImportStatement {
  /** As it is written; a relative one begins with its dots. */
  module: string;
  /** What `from` takes of it. */
  members: readonly string[];
  isWildcard: boolean;
  /** Whether the source goes on without it: the failure is caught, or only type checkers look at it. */
  isOptional: boolean;
  line: number;
  column: number;
}

export function importStatements(program: PythonProgram): ImportStatement[] {
  const { nodesOf, source } = program;
  const plain = nodesOf('import_statement').flatMap((node) =>
    childrenByField(node, 'name').map((name) =>
      statementAt(program, node, { module: importedModule(name, source), members: [], isWildcard: false }),
    ),
  );
  const from = nodesOf('import_from_statement').flatMap((node) => {
    const module = childByField(node, 'module_name');
    if (module === undefined) return [];
    return statementAt(program, node, {
      module: modulePath(module, source),
      members: childrenByField(node, 'name').map((name) => importedModule(name, source)),
      isWildcard: node.children.some(({ type }) => type === 'wildcard_import'),
    });
  });
  return [...plain, ...from];
}

function statementAt(
  program: PythonProgram,
  node: SyntaxNode,
  named: Pick<ImportStatement, 'module' | 'members' | 'isWildcard'>,
): ImportStatement {
  const isOptional = isGuarded(node, program) || isTolerated(program, node);
  return { ...named, isOptional, ...positionAt(program.source, node.start) };
}

/** Below `if TYPE_CHECKING:` or `with suppress(ImportError):`, or instead of what could not be imported. */
function isTolerated({ source }: PythonProgram, node: SyntaxNode): boolean {
  for (let at = node; at.parent !== null; at = at.parent) {
    const { type } = at.parent;
    const [first] = at.parent.children;
    if (type === 'except_clause') return true;
    if (first === undefined || at.type !== 'block') continue;
    const head = textOf(source, first);
    if (type === 'if_statement' && at.field === 'consequence' && /^(?:\w+\.)?TYPE_CHECKING$/.test(head))
      return true;
    if (type === 'with_statement' && /\bsuppress\(.*(?:ImportError|ModuleNotFoundError)/.test(head))
      return true;
  }
  return false;
}

/** The texts in what is assigned to `__all__`: a wildcard import of a package imports submodules of these names. */
export function exportedNames({ nodesOf, source }: PythonProgram): string[] {
  const lists = nodesOf('assignment').filter((node) => {
    const left = childByField(node, 'left');
    return left !== undefined && textOf(source, left) === '__all__';
  });
  return lists
    .flatMap((node) => [...descendants(node)])
    .filter(({ type }) => type === 'string_content')
    .map((node) => textOf(source, node));
}
