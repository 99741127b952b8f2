import type { CodeTaskResult, VerificationRound } from '../../contracts/code-task.ts';
import type { CodeOrigin, RunOutcome } from '../../contracts/runtime.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task.ts';
import { runAttributes } from '../tracing/task-span.ts';
import { collectArtifacts } from './collect-artifacts.ts';
import { executionIssue } from './execution-issue.ts';
import type { TaskFolder } from './task-folders.ts';
import { warnOfIsolation } from './warn-of-isolation.ts';

interface Execution {
  folder: TaskFolder;
  round: VerificationRound;
  origin: CodeOrigin;
}

/** Runs `task.code` once on the task's files. */
export async function executeProgram(
  coder: CoderServices,
  task: Task,
  { folder, round, origin }: Execution,
): Promise<RunOutcome> {
  const runtime = await coder.runtime(task);
  const runDir = await folder.newRunDir();
  const outcome = await task.phase('execute', async (span) => {
    const ended = await runtime.run({
      code: task.code,
      origin,
      inputs: task.files.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }])),
      limits: task.limits,
      seed: task.seed,
      runDir,
      signal: task.signal,
      onOutput: ({ stream, text }) => task.emit({ type: 'output', stream, text }),
    });
    span.setAttributes(runAttributes(ended));
    return ended;
  });
  task.ran(outcome, round);
  warnOfIsolation(coder, task, { outcome, origin });
  return outcome;
}

/** Keeps what the last run left behind and gives the answer. */
export async function concludeRun(
  coder: CoderServices,
  task: Task,
  { outcome, outputDir }: { outcome: RunOutcome; outputDir: string | undefined },
): Promise<CodeTaskResult> {
  await task.phase('collect', () => collectArtifacts(coder, task, { outcome, outputDir }));
  if (outcome.status === 'finished') return task.result('succeeded', null);
  return task.result(outcome.status, executionIssue(outcome).message);
}
