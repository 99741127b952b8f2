import type { FunctionFinding } from '../../contracts/python-functions.ts';
import type { Author } from '../../verification/policy/author.ts';
import type { Denial } from '../../verification/policy/denial.ts';
import { quote } from '../../verification/program/source-text.ts';
import { isAllowed } from './allowed-imports.ts';
import type { DeclaredSource } from './declared-source.ts';
import { findingAt } from './finding.ts';
import type { OutsideModule } from './installed-modules.ts';
import { placeIn, type ResolvedImport, type SourceModule } from './source-module.ts';

interface Judging {
  author: Author;
  outside(module: string): OutsideModule;
}

/** Every import of a source: forbidden ones, those that a declaration does not allow, and those that will fail. */
export function judgeImports(module: SourceModule, judging: Judging): FunctionFinding[] {
  return module.imports.flatMap((statement) => judgeImport(module, statement, judging));
}

function judgeImport(module: SourceModule, statement: ResolvedImport, judging: Judging): FunctionFinding[] {
  const { absolute, own, isOptional, missing } = statement;
  if (absolute === null) return [leadsOut(module, statement)];
  if (own.length > 0) return missing === null ? [] : [notThere(module, statement, missing)];
  const found = deniedName(absolute, statement, judging.author);
  const told = found === null ? [] : [denied(module, statement, found)];
  if (found?.denial.severity === 'blocking') return told;
  const notAllowed = [...module.reachedBy].filter((of) => !isAllowedHere(absolute, statement, of));
  if (notAllowed.length > 0) return notAllowed.map((of) => unlisted(module, statement, of));
  const known = judging.outside(absolute.split('.')[0] as string);
  if (known.status !== 'absent') return told;
  return isOptional && known.distribution === null
    ? told
    : [...told, notInstalled(module, statement, known.distribution)];
}

/** The first name of the statement that is denied. */
function deniedName(
  path: string,
  { members }: ResolvedImport,
  { judge }: Author,
): { name: string; denial: Denial } | null {
  const whole = path === 'builtins' && members.length === 0 ? ['builtins.eval'] : [path];
  for (const name of [...whole, ...members.map((member) => `${path}.${member}`)]) {
    const denial = judge(name);
    if (denial !== undefined) return { name: name.replace('builtins.eval', 'builtins'), denial };
  }
  return null;
}

function denied(
  module: SourceModule,
  statement: ResolvedImport,
  { name, denial }: { name: string; denial: Denial },
): FunctionFinding {
  const isBlocking = denial.severity === 'blocking';
  const said = {
    rule: denial.rule,
    severity: isBlocking ? 'blocking' : 'minor',
    message: `\`import ${quote(name)}\` ${isBlocking ? 'is not allowed' : 'will not work'}: ${denial.why}.`,
    suggestion: denial.instead,
  } as const;
  return findingAt(placeIn(module, statement), said, onlyOf(module));
}

/** `from collections import abc` is the module collections.abc. */
function isAllowedHere(
  path: string,
  { members }: ResolvedImport,
  { allowedImports }: DeclaredSource,
): boolean {
  if (isAllowed(path, allowedImports)) return true;
  return members.length > 0 && members.every((member) => isAllowed(`${path}.${member}`, allowedImports));
}

function unlisted(module: SourceModule, statement: ResolvedImport, of: DeclaredSource): FunctionFinding {
  const name = quote(statement.absolute ?? '');
  const said = {
    rule: 'import-not-allowed',
    message: `\`import ${name}\` is not among the allowed_imports of ${of.name}.`,
    suggestion: `Add "${name.split('.')[0]}" to its allowed_imports, or leave the import out.`,
  };
  return findingAt(placeIn(module, statement), said, of);
}

function leadsOut(module: SourceModule, statement: ResolvedImport): FunctionFinding {
  const said = {
    rule: 'relative-import',
    message: `\`from ${quote(statement.module)} import …\` fails: ${module.shownAs} is in no package that reaches so far up.`,
    suggestion: 'Add an __init__.py to its folder, or import the module by its name.',
  };
  return findingAt(placeIn(module, statement), said, onlyOf(module));
}

function notThere(module: SourceModule, statement: ResolvedImport, missing: string): FunctionFinding {
  const said = {
    rule: 'module-not-found',
    severity: statement.isOptional ? 'minor' : 'blocking',
    message: `There is no module ${quote(missing)} in the package.`,
    suggestion: 'Look for a slip in the name, or add the file.',
  } as const;
  return findingAt(placeIn(module, statement), said, onlyOf(module));
}

function notInstalled(
  module: SourceModule,
  statement: ResolvedImport,
  distribution: string | null,
): FunctionFinding {
  const name = quote(statement.absolute ?? '');
  const severity: FunctionFinding['severity'] = statement.isOptional ? 'minor' : 'blocking';
  const said =
    distribution === null
      ? {
          rule: 'module-not-found',
          severity,
          message: `\`import ${name}\` fails: there is no such file beside ${module.shownAs} or in python_path, and no installed package of that name.`,
          suggestion: 'Look for a slip in the name, add its folder to python_path, or install the package.',
        }
      : {
          rule: 'package-not-installed',
          severity,
          message: `\`import ${name}\` fails: the package ${distribution} is not installed for this interpreter.`,
          suggestion: `Install ${distribution}, or use a package that is there.`,
        };
  return findingAt(placeIn(module, statement), said, onlyOf(module));
}

/** The function that a finding of a module belongs to, where only one brings it. */
export function onlyOf({ reachedBy }: SourceModule): DeclaredSource | null {
  const [first, ...others] = reachedBy;
  return first !== undefined && others.length === 0 ? first : null;
}
