import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { cleanText } from '../../text/clean-text.ts';

const shownFindings = 50;

/** Findings as a compiler writes them, one a line with what to write instead below it. */
export function findingsText(findings: readonly FunctionFinding[]): string {
  const lines = findings.slice(0, shownFindings).map(findingLine);
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function findingLine(finding: FunctionFinding): string {
  const { file, line, column, severity, rule, message, suggestion } = finding;
  const owner =
    finding.function === null || message.includes(finding.function) ? '' : `${finding.function}: `;
  const place = [file, ...(line === null ? [] : [line]), ...(column === null ? [] : [column])].join(':');
  const advice = suggestion === null ? '' : `\n    ${suggestion}`;
  return cleanText(`${place}: ${severity} ${rule}: ${owner}${message}${advice}`, 2_000);
}
