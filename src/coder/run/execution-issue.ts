import type { Issue } from '../../contracts/issue.ts';
import type { RunOutcome } from '../../contracts/runtime.ts';

const tracebackCharacters = 4_000;

const advice = {
  failed: 'Fix the cause; do not hide the error.',
  'timed-out': 'Use vectorised operations, avoid needless loops, or work on less data.',
  'out-of-memory': 'Read only the columns that are needed, use smaller dtypes, or work in chunks.',
  'output-too-large': 'Print only the result, not the data.',
  'disk-full': 'Write fewer or smaller files, and none that only hold what is in between.',
};

/** A run that did not finish, as an issue the modifier can work on: the reason and the end of the traceback. */
export function executionIssue(outcome: RunOutcome): Issue {
  const { status, reason, exception, stderr } = outcome;
  const said = exception ? `${exception.type}: ${exception.message}` : '';
  const message = [reason, said, tail(stderr)].filter((part) => part).join('\n');
  return {
    rule: `run-${status}`,
    source: 'execution',
    severity: 'blocking',
    message,
    ...(exception?.line === undefined ? {} : { line: exception.line }),
    ...(status === 'finished' ? {} : { suggestion: advice[status] }),
  };
}

function tail(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= tracebackCharacters ? trimmed : `…${trimmed.slice(-tracebackCharacters)}`;
}
