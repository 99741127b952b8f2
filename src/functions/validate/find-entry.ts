import path from 'node:path';
import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import type { DeclaredSource } from './declared-source.ts';
import type { FoundModule, ModuleFinder } from './find-module.ts';
import { findingAt } from './finding.ts';
import { isSurelyThere, type OutsideModule } from './installed-modules.ts';
import { isIdentifier } from './python-names.ts';
import { showPath } from './show-path.ts';

/** The module of a declared function before it is read; `found` ends with it and begins with the packages around it. */
export type FoundEntry =
  | { status: 'own'; found: readonly FoundModule[]; roots: readonly string[]; isImported: boolean }
  | { status: 'outside'; module: string }
  | { status: 'missing'; finding: FunctionFinding };

interface Looking {
  finder: ModuleFinder;
  outside(module: string): OutsideModule;
}

const maxNames = 8;

export async function findEntry(declaration: DeclaredSource, looking: Looking): Promise<FoundEntry> {
  const { file, module, folder, pythonPath } = declaration;
  if (file) return findFile(file, declaration, looking);
  return findNamed(module ?? '', declaration, { ...looking, roots: distinct([...pythonPath, folder]) });
}

/** A file in a package is a module of the package, unless the interpreter surely has one of that name; any other is one of its own, beside which its folder is searched. */
async function findFile(
  file: string,
  declaration: DeclaredSource,
  { finder, outside }: Looking,
): Promise<FoundEntry> {
  const { folder, pythonPath } = declaration;
  const own = path.dirname(file);
  if (!file.endsWith('.py')) {
    const shown = showPath(file, folder);
    return missing(declaration, {
      rule: 'no-python-file',
      message: `${shown} is no Python file: its name does not end in .py.`,
    });
  }
  if (!(await finder.has(own, path.basename(file)))) return fileMissing(file, declaration, finder);
  const packages: string[] = [];
  let root = own;
  while (isIdentifier(path.basename(root)) && (await finder.has(root, '__init__.py'))) {
    packages.unshift(path.basename(root));
    root = path.dirname(root);
  }
  if (packages[0] !== undefined && isSurelyThere(outside(packages[0]))) packages.length = 0;
  const stem = path.basename(file, '.py');
  const roots = distinct([...(packages.length > 0 ? [root] : []), own, ...pythonPath, folder]);
  if (packages.length === 0 || !isIdentifier(stem)) {
    const found = [{ name: stem.replaceAll('.', '_'), file, root: own, folders: [] }];
    return { status: 'own', found, roots, isImported: false };
  }
  const names = stem === '__init__' ? packages : [...packages, stem];
  return { status: 'own', found: await chain(names, [root], finder), roots, isImported: true };
}

async function findNamed(
  module: string,
  declaration: DeclaredSource,
  { finder, outside, roots }: Looking & { roots: readonly string[] },
): Promise<FoundEntry> {
  const names = module.split('.');
  if (!names.every(isIdentifier)) {
    return missing(declaration, {
      rule: 'module-name',
      message: `"${module}" is no module name: it is names with dots between them.`,
    });
  }
  const found = await chain(names, roots, finder);
  const last = found.length === names.length ? found.at(-1) : undefined;
  if (last !== undefined && last.file !== null) return { status: 'own', found, roots, isImported: true };
  const known = outside(names[0] as string);
  const isGuess = known.status === 'installed' && known.certainty === 'alike';
  const mayBeOutside = found.length === 0 || (found[0]?.file === null && !isGuess);
  if (mayBeOutside && known.status !== 'absent') return { status: 'outside', module };
  const folders = found[Math.min(found.length, names.length - 1) - 1]?.folders ?? roots;
  const there = await finder.namesIn(folders);
  const wanted = names[Math.min(found.length, names.length - 1)] as string;
  const where = folders.map((one) =>
    one === declaration.folder ? 'the folder of the YAML' : showPath(one, declaration.folder),
  );
  return missing(declaration, {
    rule: 'module-not-found',
    message: `There is no module ${module}: neither a file below ${where.join(' or ')} nor an installed package.${listing(there)}`,
    suggestion:
      nearest(wanted, there) ?? 'Add the folder that holds it to python_path, or name the file with `file:`.',
  });
}

async function chain(
  names: readonly string[],
  roots: readonly string[],
  finder: ModuleFinder,
): Promise<FoundModule[]> {
  const found: FoundModule[] = [];
  for (let length = 1; length <= names.length; length += 1) {
    const module = await finder.find(names.slice(0, length).join('.'), roots);
    if (module === null) return found;
    found.push(module);
  }
  return found;
}

async function fileMissing(
  file: string,
  declaration: DeclaredSource,
  finder: ModuleFinder,
): Promise<FoundEntry> {
  const there = await finder.namesIn([path.dirname(file)]);
  const shown = showPath(file, declaration.folder);
  const near = nearestName(path.basename(file, '.py'), there);
  return missing(declaration, {
    rule: 'file-not-found',
    message: `There is no file ${shown}.${listing(there)}`,
    suggestion: near === null ? null : `Did you mean ${near}.py?`,
  });
}

function missing(
  declaration: DeclaredSource,
  said: { rule: string; message: string; suggestion?: string | null },
): FoundEntry {
  return { status: 'missing', finding: findingAt(declaration.position, said, declaration) };
}

function listing(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > maxNames ? `, and ${names.length - maxNames} more` : '';
  return ` There are ${names.slice(0, maxNames).join(', ')}${more}.`;
}

function nearest(asked: string, names: readonly string[]): string | null {
  const near = nearestName(asked, names);
  return near === null ? null : `Did you mean ${near}?`;
}

/** Folders once each; the YAML's own folder often is one of python_path. */
function distinct(folders: readonly string[]): string[] {
  return [...new Set(folders.map((folder) => path.resolve(folder)))];
}
