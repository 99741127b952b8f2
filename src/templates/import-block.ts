/** Modules of Python's own that templates and `load` expressions import; all others are packages. */
const standardModules: ReadonlySet<string> = new Set(
  'collections email gzip io itertools json pathlib re sqlite3 tomllib typing zipfile'.split(' '),
);

/** Import statements as people sort them: the standard library first, then an empty line and the packages. */
export function importBlock(statements: readonly string[]): string[] {
  const sorted = [...new Set(statements)].sort((a, b) => sortKey(a).localeCompare(sortKey(b), 'en'));
  const standard = sorted.filter((statement) => standardModules.has(rootOf(statement)));
  const packages = sorted.filter((statement) => !standardModules.has(rootOf(statement)));
  return [...standard, ...(standard.length > 0 && packages.length > 0 ? [''] : []), ...packages];
}

function sortKey(statement: string): string {
  return `${statement.startsWith('from ') ? 1 : 0} ${moduleOf(statement)}`;
}

function rootOf(statement: string): string {
  return moduleOf(statement).split('.')[0] as string;
}

/** The second word of `import x` and `from x import y`. */
function moduleOf(statement: string): string {
  return statement.split(' ')[1] as string;
}
