import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { escapeLine } from './escape-terminal.ts';
import type { Page, Palette } from './page.ts';

const tones = {
  blocking: 'red',
  minor: 'yellow',
} satisfies Record<FunctionFinding['severity'], keyof Palette>;

/** Findings as compilers print them, so that editors find the place; below each what to write instead. */
export function renderFindings(findings: FunctionFinding[], { palette }: Page): string[] {
  return findings.flatMap(({ file, line, column, severity, rule, message, suggestion }) => {
    const place = [file, line, line === null ? null : column].filter((part) => part !== null).join(':');
    const shown = `${palette[tones[severity]](severity)} ${escapeLine(rule)}: ${escapeLine(message)}`;
    return [
      `${escapeLine(place)}: ${shown}`,
      ...(suggestion === null ? [] : [palette.dim(`    ${escapeLine(suggestion)}`)]),
    ];
  });
}

/** "2 blocking, 1 minor"; "no findings" when there are none. */
export function countFindings(findings: FunctionFinding[]): string {
  const counts = (['blocking', 'minor'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return counts.join(', ') || 'no findings';
}
