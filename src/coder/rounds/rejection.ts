import type { VerificationRound } from '../../contracts/code-task.ts';
import type { Issue } from '../../contracts/issue.ts';

/** Why the last round's code does not run, issue by issue. */
export function rejection(round: VerificationRound, open: Issue[]): string {
  const listed = open.map(
    (issue) =>
      `- ${issue.severity} ${issue.rule}${issue.line ? `, line ${issue.line}` : ''}: ${issue.message}`,
  );
  return `The code was not approved after ${round.iteration} verification round${round.iteration === 1 ? '' : 's'}:\n${listed.join('\n')}`;
}
