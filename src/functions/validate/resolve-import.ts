import type { FoundModule, ModuleFinder } from './find-module.ts';
import type { ImportStatement } from './import-statements.ts';
import type { ResolvedImport } from './source-module.ts';

/** Where names are looked for, and which of them the interpreter may have itself. */
export interface Searched {
  finder: ModuleFinder;
  roots: readonly string[];
  /** What a wildcard import of a package brings of it. */
  exported(found: FoundModule): Promise<readonly string[]>;
  isElsewhere(module: string): boolean;
}

/** The module that imports. */
interface Importer {
  name: string;
  isPackage: boolean;
}

/**
 * What an import statement of the module `from` imports of the operator's own files: folders of data are no packages, and a file
 * `json.py` that imports `json` means the real one.
 */
export async function resolveImport(
  statement: ImportStatement,
  from: Importer & { file: string },
  searched: Searched,
): Promise<{ resolved: ResolvedImport; found: FoundModule[] }> {
  const absolute = absoluteName(statement.module, from);
  const outside = { resolved: { ...statement, absolute, own: [], missing: null }, found: [] };
  if (absolute === null) return outside;
  const isElsewhere = searched.isElsewhere(absolute.split('.')[0] as string);
  const result = (found: FoundModule[], missing: string | null) => {
    const isData = found.every(({ file }) => file === null) && (missing === null || isElsewhere);
    const own = found.map(({ name }) => name);
    return isData ? outside : { resolved: { ...statement, absolute, own, missing }, found };
  };
  const { finder, roots } = searched;
  const parts = absolute.split('.');
  const top = await finder.find(parts[0] as string, roots);
  if (top === null || (top.file === from.file && isElsewhere)) return outside;
  const found = [top];
  for (let length = 2; length <= parts.length; length += 1) {
    const inner = await finder.find(parts.slice(0, length).join('.'), roots);
    if (inner === null) return result(found, parts.slice(0, length).join('.'));
    found.push(inner);
  }
  const last = found.at(-1) as FoundModule;
  const members = statement.isWildcard ? await searched.exported(last) : statement.members;
  for (const member of members) {
    const inner = await finder.find(`${absolute}.${member}`, roots);
    if (inner !== null) found.push(inner);
    else if (last.file === null) return result(found, `${absolute}.${member}`);
  }
  return result(found, null);
}

/** The dotted name from the top; null when the dots lead out of the package. */
export function absoluteName(module: string, { name, isPackage }: Importer): string | null {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  if (dots === 0) return module;
  const owner = name.split('.');
  const kept = owner.slice(0, owner.length - dots + Number(isPackage));
  const rest = module.slice(dots);
  return kept.length === 0 ? null : [...kept, ...(rest === '' ? [] : [rest])].join('.');
}
