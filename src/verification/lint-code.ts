import type { Issue } from '../contracts/issue.ts';
import { syntaxRules } from './check-syntax.ts';
import { lintRules } from './lint-rules.ts';
import { type DeclaredFunctions, functionsModule } from './program/declared-functions.ts';
import type { PythonProgram } from './program/program.ts';
import { textOf } from './program/source-text.ts';
import { ancestor, type SyntaxNode } from './program/syntax-node.ts';
import { type RuffFinding, ruffIssue } from './ruff.ts';

const byCode = new Map(lintRules.map((rule) => [rule.code, rule]));

/** The codes Ruff is asked for, so that one pass serves syntax and lint. */
export const ruffRules: readonly string[] = [...syntaxRules, ...byCode.keys()];

const maxPerRule = 10;

interface Surroundings {
  installed: ReadonlyMap<string, string> | undefined;
  program: PythonProgram;
  functions: DeclaredFunctions | undefined;
}

/** Findings of Ruff that predict a crash or a wrong answer. */
export function lintCode(
  findings: readonly RuffFinding[],
  { installed, program, functions }: Surroundings,
): Issue[] {
  const counts = new Map<string, number>();
  return findings.flatMap((finding) => {
    const rule = byCode.get(finding.code);
    if (rule === undefined || (finding.code === 'NPY201' && isOldNumpy(installed))) return [];
    const count = (counts.get(finding.code) ?? 0) + 1;
    counts.set(finding.code, count);
    if (count > maxPerRule) return [];
    const name = finding.code === 'F821' ? nameAt(program, finding) : undefined;
    const missing = name === undefined ? '' : textOf(program.source, name);
    return [
      ruffIssue(finding, {
        rule: finding.code,
        source: 'lint',
        severity: name !== undefined && runsForSure(name) ? 'blocking' : rule.severity,
        message: finding.message.endsWith('.') ? finding.message : `${finding.message}.`,
        suggestion: functions?.has(missing)
          ? `Write from ${functionsModule} import ${missing} before using it.`
          : rule.advice,
      }),
    ];
  });
}

function isOldNumpy(installed: ReadonlyMap<string, string> | undefined): boolean {
  return Number.parseInt(installed?.get('numpy') ?? '2', 10) < 2;
}

const maybeSkipped = [
  'function_definition',
  'lambda',
  'if_statement',
  'for_statement',
  'while_statement',
  'try_statement',
  'match_statement',
  'conditional_expression',
  'boolean_operator',
  'comparison_operator',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
  'type',
  'with_statement',
  'class_definition',
];

/** Whether the place is reached whenever the program gets that far: then an undefined name is a crash, not a risk. */
function runsForSure(name: SyntaxNode): boolean {
  return ancestor(name, maybeSkipped) === undefined;
}

function nameAt({ source, nodesOf }: PythonProgram, { line, column }: RuffFinding): SyntaxNode | undefined {
  const start = (source.lineStarts[line - 1] ?? 0) + column - 1;
  return nodesOf('identifier').find((identifier) => identifier.start === start);
}
