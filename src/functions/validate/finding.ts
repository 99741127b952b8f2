import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { DeclaredSource, Position } from './declared-source.ts';

const maxChars = 600;
const maxPerRule = 20;

interface Complaint {
  rule: string;
  /** `blocking` when left out. */
  severity?: 'blocking' | 'minor';
  message: string;
  suggestion?: string | null | undefined;
}

/** A finding at a place; what it says of untrusted names is made safe to print. */
export function findingAt(
  { file, line, column }: Position,
  { rule, severity = 'blocking', message, suggestion }: Complaint,
  of: DeclaredSource | null = null,
): FunctionFinding {
  return {
    rule,
    severity,
    message: cleanText(message, maxChars),
    suggestion: suggestion ? cleanText(suggestion, maxChars) : null,
    file,
    line,
    column,
    function: of?.name ?? null,
  };
}

/** All findings by file and place, the same one once, and the first of each rule in a file. */
export function inOrder(findings: readonly FunctionFinding[]): FunctionFinding[] {
  const unique = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  const sorted = [...unique.values()].sort(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
  const counts = new Map<string, number>();
  return sorted.filter(({ rule, file, function: of }) => {
    const key = JSON.stringify([rule, file, of]);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= maxPerRule;
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
