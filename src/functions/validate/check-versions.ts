import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { installedVersions } from '../../verification/importable-modules.ts';
import { canonicalName } from '../../verification/policy/safe-packages.ts';
import { quote } from '../../verification/program/source-text.ts';
import type { DeclaredSource, Installed } from './declared-source.ts';
import { findingAt } from './finding.ts';
import { markerHolds, parseRequirement } from './requirement.ts';
import { satisfies } from './version-specifiers.ts';

/** One sentence for each version that a declaration asks for and the environment does not have. */
export function checkVersions(of: DeclaredSource, installed: Installed): FunctionFinding[] {
  const python = of.requiresPython === null ? [] : checkPython(of, of.requiresPython, installed);
  return [...python, ...of.requires.flatMap((requirement) => checkPackage(of, requirement, installed))];
}

function checkPython(of: DeclaredSource, specifiers: string, { python }: Installed): FunctionFinding[] {
  const holds = satisfies(python, specifiers);
  if (holds === true) return [];
  const rule = holds === null ? 'requires-unreadable' : 'python-version';
  const message =
    holds === null
      ? `requires_python "${quote(specifiers)}" can't be read.`
      : `${of.name} needs Python ${quote(specifiers)}, and this is ${python}.`;
  const suggestion =
    holds === null
      ? 'Write a version specifier such as ">=3.10,<4".'
      : 'Name another interpreter, or loosen requires_python.';
  return [findingAt(of.position, { rule, message, suggestion }, of)];
}

function checkPackage(of: DeclaredSource, text: string, { python, packages }: Installed): FunctionFinding[] {
  const requirement = parseRequirement(text);
  const applies = requirement && markerHolds(requirement.marker, python);
  if (requirement === null || applies === null) return [unreadable(of, text)];
  const { name, specifiers } = requirement;
  if (satisfies('1', specifiers) === null) return [unreadable(of, text)];
  if (!applies) return [];
  const version = installedVersions(packages).get(canonicalName(name));
  const wanted = specifiers === '' ? name : `${name} ${quote(specifiers)}`;
  const suggestion = `Install "${name}${quote(specifiers)}" for this interpreter, or loosen requires.`;
  if (version === undefined) {
    const message = `${of.name} needs ${wanted}, and ${name} is not installed.`;
    return [findingAt(of.position, { rule: 'package-version', message, suggestion }, of)];
  }
  if (satisfies(version, specifiers) !== false) return [];
  const message = `${of.name} needs ${wanted}, and ${quote(version)} is installed.`;
  return [findingAt(of.position, { rule: 'package-version', message, suggestion }, of)];
}

function unreadable(of: DeclaredSource, text: string): FunctionFinding {
  return findingAt(
    of.position,
    {
      rule: 'requires-unreadable',
      message: `"${quote(text)}" in requires can't be read.`,
      suggestion: 'Write a requirement such as "pandas>=2.0,<3".',
    },
    of,
  );
}
