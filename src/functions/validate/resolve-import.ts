import type { FoundModule, ModuleFinder } from './find-module.ts';
import type { ImportStatement } from './import-statements.ts';
import type { ResolvedImport } from './source-module.ts';

/** Where names are looked for, and which of them are left to the interpreter although a file has them. */
export interface Searched {
  finder: ModuleFinder;
  roots: readonly string[];
  /** What a wildcard import of a package brings of it. */
  exported(found: FoundModule): Promise<readonly string[]>;
  isOutside(found: FoundModule): boolean;
}

/** What an import statement of the module `from` imports of the operator's own files. */
export async function resolveImport(
  statement: ImportStatement,
  from: { name: string; isPackage: boolean },
  searched: Searched,
): Promise<{ resolved: ResolvedImport; found: FoundModule[] }> {
  const absolute = absoluteName(statement.module, from);
  const result = (own: FoundModule[], missing: string | null) => ({
    resolved: { ...statement, absolute, own: own.map(({ name }) => name), missing },
    found: own,
  });
  if (absolute === null) return result([], null);
  const { finder, roots } = searched;
  const parts = absolute.split('.');
  const top = await finder.find(parts[0] as string, roots);
  if (top === null || searched.isOutside(top)) return result([], null);
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
export function absoluteName(
  module: string,
  { name, isPackage }: { name: string; isPackage: boolean },
): string | null {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  if (dots === 0) return module;
  const owner = name.split('.');
  const kept = owner.slice(0, owner.length - dots + Number(isPackage));
  const rest = module.slice(dots);
  return kept.length === 0 ? null : [...kept, ...(rest === '' ? [] : [rest])].join('.');
}
