import type { VerificationRound } from '../contracts/code-task.ts';
import type { Issue } from '../contracts/issue.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import type { CodeAuthor } from './code-author.ts';
import type { Coder } from './coder.ts';
import { sha256 } from './sha256.ts';
import type { Task } from './task.ts';

/**
 * One verification round over `task.code`: static checks, then the review unless a static issue blocks.
 * The normalised code replaces `task.code`: what was analysed, is hashed and runs is one string.
 */
export async function verifyRound(coder: Coder, task: Task, author: CodeAuthor): Promise<VerificationRound> {
  throwIfCancelled(task.signal);
  const started = performance.now();
  const before = task.rounds.at(-1);
  const round = await task.phase('verify', async () => {
    const { code, issues, stages } = await coder.verifyStatically(task.code, {
      files: task.descriptions,
      python: await coder.environment(task),
    });
    return { code, issues, stages: stages as string[] };
  });
  task.code = round.code;
  const unchanged = before !== undefined && before.code === round.code;
  if (author.review && !round.issues.some((issue) => issue.severity === 'blocking')) {
    const { review } = author;
    const reviewed = unchanged
      ? before.issues.filter((issue) => issue.source === 'review')
      : await task.phase('review', () => review(round.code));
    round.issues.push(...reviewed.map((issue) => keepOverride(issue, task)));
    round.stages.push('review');
  }
  throwIfCancelled(task.signal);
  return {
    iteration: task.rounds.length + 1,
    code: round.code,
    codeSha256: sha256(round.code),
    issues: round.issues,
    action: 'rejected',
    stages: round.stages,
    changes: [],
    durationMs: performance.now() - started,
  };
}

/** A false positive that was explained once stays explained when the reviewer reports the same rule for the same code line. */
function keepOverride(issue: Issue, task: Task): Issue {
  if (issue.severity !== 'major') return issue;
  for (const round of task.rounds) {
    const same = round.issues.find(
      (earlier) =>
        earlier.overridden !== undefined &&
        earlier.rule === issue.rule &&
        lineText(round.code, earlier.line) === lineText(task.code, issue.line),
    );
    if (same?.overridden !== undefined) return { ...issue, overridden: same.overridden };
  }
  return issue;
}

function lineText(code: string, line: number | undefined): string | undefined {
  return line === undefined ? undefined : code.split('\n')[line - 1]?.trim();
}
