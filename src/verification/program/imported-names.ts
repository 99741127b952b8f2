import { type SourceText, textOf } from './source-text.ts';
import { childByField, childrenByField, type SyntaxNode } from './syntax-node.ts';

/** One name an import statement makes, and the dotted path it stands for; that of a relative import begins with its dots. */
export interface ImportedName {
  target: SyntaxNode;
  path: string;
}

/** `import a.b` makes `a`; `import a.b as c` makes `c` for `a.b`; `from a import b` makes `b` for `a.b`. */
export function importedNames(node: SyntaxNode, source: SourceText): ImportedName[] {
  const module = childByField(node, 'module_name');
  return childrenByField(node, 'name').flatMap((name) => {
    const aliased = name.type === 'aliased_import';
    const dotted = aliased ? childByField(name, 'name') : name;
    const target = aliased ? childByField(name, 'alias') : name.children[0];
    if (dotted === undefined || target === undefined) return [];
    const path = dottedPath(dotted, source);
    if (module !== undefined) return [{ target, path: memberPath(module, path, source) }];
    return [{ target, path: aliased ? path : (path.split('.')[0] as string) }];
  });
}

/** What a `from` statement takes of a module, as a dotted path. */
export function memberPath(module: SyntaxNode, member: string, source: SourceText): string {
  const path = modulePath(module, source);
  return path.endsWith('.') ? path + member : `${path}.${member}`;
}

/** The module of a `from` statement; the dots of a relative one stand before it. */
export function modulePath(module: SyntaxNode, source: SourceText): string {
  return module.type === 'relative_import'
    ? textOf(source, module).replace(/\s+/g, '')
    : dottedPath(module, source);
}

/** The text of a dotted name without the spaces and newlines Python allows around its dots. */
export function dottedPath(node: SyntaxNode, source: SourceText): string {
  return node.children.length === 0
    ? textOf(source, node)
    : node.children.map((part) => textOf(source, part)).join('.');
}

/** The dotted name an `import` item names, whatever it is renamed to. */
export function importedModule(item: SyntaxNode, source: SourceText): string {
  const name = item.type === 'aliased_import' ? childByField(item, 'name') : item;
  return dottedPath(name ?? item, source);
}
