import type { Issue } from '../contracts/issue.ts';
import type { ParsedSource } from './program/parse-python.ts';
import { issueAt, quote, type SourceText, textOf } from './program/source-text.ts';
import { type RuffFinding, ruffIssue } from './ruff.ts';

/** Deeper sources overflow the stack of recursive parsers; CPython itself refuses 200 nested brackets. */
const maxDepth = 400;
const maxReported = 5;

/** Ruff rules for programs that CPython's compiler refuses although they parse. */
export const syntaxRules: ReadonlySet<string> = new Set([
  'F404',
  'F407',
  'F622',
  'F701',
  'F702',
  'F704',
  'F706',
  'F707',
  'PLE0115',
  'PLE0116',
  'PLE0117',
  'PLE0118',
  'PLE1142',
]);

/** A source that would overflow the stack of the parsers behind us, as an issue. */
export function checkNesting({ depth, swallowed }: ParsedSource): Issue[] {
  if (depth + swallowed <= maxDepth) return [];
  return [
    {
      rule: 'nested-too-deeply',
      source: 'syntax',
      severity: 'blocking',
      message: `The source can't be parsed safely: it nests deeper than ${maxDepth} levels or is no Python at all.`,
      suggestion: 'Write plain Python, and split long expressions into several statements.',
    },
  ];
}

/** The syntax errors among Ruff's findings, exact for the interpreter's version. */
export function checkSyntax(
  findings: readonly RuffFinding[],
  { source, pythonVersion }: { source: SourceText; pythonVersion: string },
): Issue[] {
  const errors = findings.filter(({ code }) => code === 'invalid-syntax' || syntaxRules.has(code));
  const lines = source.text.split('\n');
  const seen = new Set<number>();
  return errors
    .filter(({ line }) => !seen.has(line) && seen.add(line))
    .slice(0, maxReported)
    .map((error) =>
      ruffIssue(error, {
        rule: 'syntax-error',
        source: 'syntax',
        severity: 'blocking',
        message: `Python ${pythonVersion} refuses this line: ${error.message}. The line is: ${quote(lines[error.line - 1] ?? '')}`,
        suggestion: 'Return a complete Python program and nothing else: no Markdown fences, no prose.',
      }),
    );
}

/** Valid Python that our grammar can't read is refused: what can't be analysed does not run. */
export function checkUnderstood(parsed: ParsedSource, source: SourceText): Issue[] {
  const place = parsed.firstError ?? misreadTypeAlias(parsed, source);
  if (place === null) return [];
  return [
    issueAt(source, place, {
      rule: 'syntax-not-analysable',
      source: 'syntax',
      severity: 'blocking',
      message: 'This syntax is too new or too unusual to be checked.',
      suggestion: 'Write it with plain statements that Python 3.10 understands.',
    }),
  ];
}

/** The grammar takes `type (x)[y] = z`, an assignment to what a call of `type` returned, for a type alias. */
function misreadTypeAlias({ nodes }: ParsedSource, source: SourceText): number | null {
  const misread = nodes.find(({ type, children }) => {
    const alias = type === 'type_alias_statement' ? children[0] : undefined;
    return alias !== undefined && !/^\w+\s*(?:\[|$)/.test(textOf(source, alias));
  });
  return misread?.start ?? null;
}
