import type { CodeTaskResult, VerificationRound } from '../../contracts/code-task.ts';
import type { CodeOrigin, RunOutcome } from '../../contracts/runtime.ts';
import { runRecord } from '../../workspace/run-record.ts';
import type { TaskFolder } from '../../workspace/task-folders.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { taskResult } from '../task/task-result.ts';
import { unverified } from '../task/unverified.ts';
import { runAttributes } from '../tracing/task-span.ts';
import { collectArtifacts } from './collect-artifacts.ts';
import { executionIssue } from './execution-issue.ts';
import { inputPlacements } from './snapshot-inputs.ts';
import { warnOfIsolation } from './warn-of-isolation.ts';

interface Execution {
  folder: TaskFolder;
  /** The round that let the code run. */
  round: VerificationRound;
  origin: CodeOrigin;
}

/** Runs the code of a task once on its files. */
export async function executeProgram(
  coder: CoderServices,
  { request, state, events, clock }: Task,
  { folder, round, origin }: Execution,
): Promise<RunOutcome> {
  const runtime = await coder.runtime(events);
  const notVerified = unverified(request);
  if (notVerified !== null) events.warn(notVerified);
  const runDir = await folder.newRunDir();
  const outcome = await clock.phase('execute', async (span) => {
    const ended = await runtime.run({
      code: state.code,
      language: request.language,
      origin,
      inputs: inputPlacements(state.files),
      library: origin === 'untrusted' ? (state.library ?? undefined) : undefined, // our own code calls none of it
      limits: request.limits,
      seed: request.seed,
      runDir,
      signal: events.signal,
      onOutput: ({ stream, text }) => events.emit({ type: 'output', stream, text }),
    });
    span.setAttributes(runAttributes(ended));
    return ended;
  });
  state.outcome = outcome;
  round.run = runRecord(outcome);
  warnOfIsolation(coder, events, { outcome, origin });
  return outcome;
}

/** Keeps what the last run left behind and gives the answer. */
export async function concludeRun(
  coder: CoderServices,
  task: Task,
  outcome: RunOutcome,
): Promise<CodeTaskResult> {
  await task.clock.phase('collect', () => collectArtifacts(coder, task, outcome));
  if (outcome.status === 'finished') return taskResult(task, 'succeeded', null);
  return taskResult(task, outcome.status, executionIssue(outcome).message);
}

/** The one run of code that nobody would correct. */
export async function runOnce(
  coder: CoderServices,
  task: Task,
  execution: Execution,
): Promise<CodeTaskResult> {
  return await concludeRun(coder, task, await executeProgram(coder, task, execution));
}
