import { dottedPath, importedModule } from '../program/imported-names.ts';
import type { PythonProgram } from '../program/program.ts';
import { childByField, childrenByField } from '../program/syntax-node.ts';
import { judgePath } from './judge-path.ts';

/** The dotted names whose import is denied; what is reached through them needs no second complaint. */
export function deniedImports({ nodesOf, source }: PythonProgram): ReadonlySet<string> {
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
  return new Set(paths.filter((path) => judgePath(path) !== undefined));
}
