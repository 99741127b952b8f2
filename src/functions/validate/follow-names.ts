import { importedNames, modulePath } from '../../verification/program/imported-names.ts';
import type { PythonProgram } from '../../verification/program/program.ts';
import { textOf } from '../../verification/program/source-text.ts';
import { childByField, type SyntaxNode } from '../../verification/program/syntax-node.ts';
import { absoluteName } from './resolve-import.ts';
import { isPackage, type SourceModule } from './source-module.ts';

/** What the top of a module makes its names stand for. */
interface Exports {
  names: ReadonlyMap<string, string>;
  /** Modules of which it takes everything. */
  all: readonly string[];
}

/** Files that import each other in a circle lead nowhere. */
const mostSteps = 20;

/** Gives what a dotted name stands for that leads through own modules to what they import. */
export function followNames(modules: readonly SourceModule[]): (path: string) => string {
  const known = new Map<string, Exports>();
  const exportsOf = (name: string): Exports | null => {
    const module = modules.find((one) => one.name === name && one.program !== null);
    if (module?.program == null) return null;
    const read = known.get(name) ?? readExports(module, module.program);
    known.set(name, read);
    return read;
  };
  const step = (path: string): string => {
    const parts = path.split('.');
    for (let length = parts.length - 1; length > 0; length -= 1) {
      const own = exportsOf(parts.slice(0, length).join('.'));
      if (own === null) continue;
      const [name = '', ...rest] = parts.slice(length);
      const through = own.all.find((module) => exportsOf(module)?.names.has(name));
      const found = own.names.get(name) ?? (through === undefined ? undefined : `${through}.${name}`);
      return found === undefined ? path : [found, ...rest].join('.');
    }
    return path;
  };
  return (path) => {
    let meant = path;
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const next = step(meant);
      if (next === meant) return meant;
      meant = next;
    }
    return path;
  };
}

function readExports(module: SourceModule, program: PythonProgram): Exports {
  const from = { name: module.name, isPackage: isPackage(module) };
  const absolute = (path: string): string => absoluteName(path, from) ?? path;
  const { nodesOf, source } = program;
  const imports = [...nodesOf('import_statement'), ...nodesOf('import_from_statement')].filter(isAtTop);
  const imported = imports
    .flatMap((node) => importedNames(node, source))
    .map(({ target, path }) => [textOf(source, target), absolute(path)] as const);
  const assigned = nodesOf('assignment')
    .filter(isAtTop)
    .flatMap((node) => {
      const [left, right] = [childByField(node, 'left'), childByField(node, 'right')];
      if (left?.type !== 'identifier' || right === undefined) return [];
      const [value] = program.evaluate(right);
      return value?.kind === 'name' ? [[textOf(source, left), absolute(value.path)] as const] : [];
    });
  const all = nodesOf('import_from_statement')
    .filter((node) => isAtTop(node) && node.children.some(({ type }) => type === 'wildcard_import'))
    .flatMap((node) => {
      const taken = childByField(node, 'module_name');
      return taken === undefined ? [] : [absolute(modulePath(taken, source))];
    });
  return { names: new Map([...imported, ...assigned]), all };
}

function isAtTop({ parent }: SyntaxNode): boolean {
  for (let at = parent; at !== null; at = at.parent)
    if (/^(?:function_definition|class_definition|lambda)$/.test(at.type)) return false;
  return true;
}
