import type { FunctionFinding } from '../../contracts/python-functions.ts';
import {
  checkOperatorPolicy,
  type OperatorIssue,
  operatorRules,
} from '../../verification/policy/operator/check-operator-policy.ts';
import { type OwnNames, operatorAuthor } from '../../verification/policy/operator/operator-author.ts';
import { positionAt, quote, textOf } from '../../verification/program/source-text.ts';
import { checkVersions } from './check-versions.ts';
import type { CollectedSources } from './collect-sources.ts';
import type { DeclaredSource, Installed } from './declared-source.ts';
import { findingAt } from './finding.ts';
import { followNames } from './follow-names.ts';
import { type OutsideModule, outsideModules } from './installed-modules.ts';
import { judgeFunction } from './judge-function.ts';
import { judgeImports, onlyOf } from './judge-imports.ts';
import { absoluteName } from './resolve-import.ts';
import { isPackage, placeIn, type SourceModule } from './source-module.ts';

interface Judging {
  outside(module: string): OutsideModule;
  rules: typeof operatorRules;
  meaning: OwnNames['meaning'];
}

/** What is wrong with the sources, the functions in them and the environment that they need. */
export function judgeSources(
  { modules, entries }: CollectedSources,
  installed: Installed,
  rules: typeof operatorRules = operatorRules,
): FunctionFinding[] {
  const outside = outsideModules(installed.packages);
  const meaning = followNames(modules);
  return [
    ...modules.flatMap((module) => judgeModule(module, { outside, rules, meaning })),
    ...entries.flatMap((entry) => {
      if (entry.status === 'own') return judgeFunction(entry.module, entry.of);
      return entry.status === 'outside' ? judgeOutside(entry.module, entry.of) : [];
    }),
    ...entries.flatMap(({ of }) => checkVersions(of, installed)),
  ];
}

function judgeModule(module: SourceModule, { outside, rules, meaning }: Judging): FunctionFinding[] {
  const { program, issues, reachedBy } = module;
  if (program === null) return issues.map((issue) => toFinding(module, { ...issue, severity: 'blocking' }));
  const from = { name: module.name, isPackage: isPackage(module) };
  const names: OwnNames = {
    absolute: (relative) => absoluteName(relative, from) ?? '',
    meaning,
    isOwn: ownNames(module),
  };
  const policy = checkOperatorPolicy(program, names, rules).map((issue) => toFinding(module, issue));
  const hasNetwork = [...reachedBy].every(({ network }) => network !== false);
  return [
    ...judgeImports(module, { author: operatorAuthor(names), outside }),
    ...policy,
    ...readsBesideItself(module),
  ].filter(({ rule }) => rule !== 'network-not-allowed' || !hasNetwork);
}

/** A name that one import finds among the operator's files and another elsewhere is not the operator's. */
function ownNames({ imports }: SourceModule): (name: string) => boolean {
  const own = new Set(imports.flatMap((statement) => statement.own));
  const elsewhere = new Set(
    imports.flatMap((statement) => (statement.own.length === 0 ? [topOf(statement.absolute ?? '')] : [])),
  );
  return (name) => own.has(name) && !elsewhere.has(topOf(name));
}

function toFinding(module: SourceModule, issue: OperatorIssue): FunctionFinding {
  return findingAt(placeIn(module, issue), issue, onlyOf(module));
}

/** Only Python files are brought along, so that a path from `__file__` leads to nothing. */
function readsBesideItself(module: SourceModule): FunctionFinding[] {
  const { program } = module;
  const use = program?.nodesOf('identifier').find((node) => textOf(program.source, node) === '__file__');
  if (program === null || use === undefined) return [];
  const said = {
    rule: 'data-beside-source',
    severity: 'minor',
    message: `${module.shownAs} uses __file__: only Python files are brought along, no data beside them.`,
    suggestion: 'Take the file as a parameter of type pathlib.Path, or write the data into a Python file.',
  } as const;
  return [findingAt(placeIn(module, positionAt(program.source, use.start)), said, onlyOf(module))];
}

const noOwnNames: OwnNames = { absolute: (name) => name, meaning: (name) => name, isOwn: () => false };

/** A function of an installed module brings no sources: what is forbidden to import is forbidden to declare. */
function judgeOutside(module: string, of: DeclaredSource): FunctionFinding[] {
  const name = `${module}.${of.function}`;
  const denial = operatorAuthor(noOwnNames).judge(name);
  if (denial === undefined || (denial.rule === 'network-not-allowed' && of.network !== false)) return [];
  const isBlocking = denial.severity === 'blocking';
  const said = {
    rule: denial.rule,
    severity: isBlocking ? 'blocking' : 'minor',
    message: `${quote(name)} ${isBlocking ? 'is not allowed' : 'will not work'}: ${denial.why}.`,
    suggestion: denial.instead,
  } as const;
  return [findingAt(of.position, said, of)];
}

function topOf(name: string): string {
  return name.split('.')[0] as string;
}
