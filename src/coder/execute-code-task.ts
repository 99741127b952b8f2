import type { CodeTaskOptions, CodeTaskResult, VerificationRound } from '../contracts/code-task.ts';
import type { Issue } from '../contracts/issue.ts';
import type { RunOutcome } from '../contracts/program-run.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { type PreparedFile, prepareFiles } from '../files/prepare-files.ts';
import { applyOverrides } from './apply-overrides.ts';
import { type CodeAuthor, chooseAuthor } from './code-author.ts';
import type { Coder } from './coder.ts';
import { collectArtifacts } from './collect-artifacts.ts';
import { executionIssue } from './execution-issue.ts';
import type { Task } from './task.ts';
import type { TaskFolder } from './task-folder.ts';
import { verifyRound } from './verify-round.ts';
import { warnOfIsolation } from './warn-of-isolation.ts';

/**
 * The main path: prepare files, generate code, then verify, execute and modify within one budget of rounds.
 * Nothing runs that the last verification round did not approve; a failed run is an issue like any other.
 */
export async function executeCodeTask(
  coder: Coder,
  task: Task,
  options: CodeTaskOptions,
): Promise<CodeTaskResult> {
  coder.warmUp();
  await using folder = await coder.openTaskFolder(task.id);
  const files = await task.phase('prepare', () => prepare(coder, task, { folder, options }));
  const author = await chooseAuthor(coder, task);
  if ('problem' in author) return task.result('no-generator', author.problem);
  await generate(task, author);

  const maxIterations = options.maxIterations ?? coder.config.maxIterations;
  for (;;) {
    const round = await verifyRound(coder, task, author);
    task.rounds.push(round);
    const open = round.issues.filter((issue) => issue.overridden === undefined);
    const isLast = round.iteration >= maxIterations || author.modify === null;
    const partially = isLast && coder.config.allowPartialExecution && open.every(isMinor);
    task.emit({
      type: 'round-verified',
      iteration: round.iteration,
      approved: open.length === 0,
      issues: round.issues,
    });

    let toFix: Issue[] = open;
    if (open.length === 0 || partially) {
      round.action = open.length === 0 ? 'approved' : 'executed-partially';
      task.findings = round.issues;
      const outcome = await execute(coder, task, { folder, files, author, round });
      if (outcome.status === 'finished' || isLast) {
        return await conclude(coder, task, { outcome, options });
      }
      toFix = [executionIssue(outcome)];
      round.issues.push(...toFix);
    } else if (isLast) {
      return task.result('rejected', rejection(round, open));
    }
    await modify(task, author, { round, toFix });
  }
}

async function prepare(
  coder: Coder,
  task: Task,
  { folder, options }: { folder: TaskFolder; options: CodeTaskOptions },
): Promise<PreparedFile[]> {
  const inputs = options.files ?? [];
  if (inputs.length === 0) return [];
  const prepared = await prepareFiles(inputs, {
    folder: folder.inputs,
    runtime: await coder.runtime(task),
    limits: coder.describeLimits,
    maxFileSizeMiB: coder.config.maxFileSizeMiB,
    scratchDir: await folder.newRunDir(),
    skipBadFiles: options.skipBadFiles,
    signal: task.signal,
    onDescribed: (file) => task.emit({ type: 'file-described', file }),
  });
  task.files = prepared;
  for (const { name, description } of prepared) {
    for (const warning of description.warnings) task.warn(`${name}: ${warning}`);
  }
  return prepared;
}

async function generate(task: Task, author: CodeAuthor): Promise<void> {
  throwIfCancelled(task.signal);
  task.generator = author.generator;
  task.code = await task.phase('generate', () => author.generate());
  const { name, understood } = author.generator;
  task.emit({ type: 'code-generated', code: task.code, generator: name, understood });
}

interface Execution {
  folder: TaskFolder;
  files: PreparedFile[];
  author: CodeAuthor;
  round: VerificationRound;
}

async function execute(
  coder: Coder,
  task: Task,
  { folder, files, author, round }: Execution,
): Promise<RunOutcome> {
  const runtime = await coder.runtime(task);
  const runDir = await folder.newRunDir();
  const outcome = await task.phase('execute', () =>
    runtime.run({
      code: task.code,
      origin: author.origin,
      inputs: files.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }])),
      limits: task.limits,
      seed: task.seed,
      runDir,
      signal: task.signal,
      onOutput: ({ stream, text }) => task.emit({ type: 'output', stream, text }),
    }),
  );
  task.ran(outcome, round);
  warnOfIsolation(coder, task, { outcome, origin: author.origin });
  return outcome;
}

async function modify(
  task: Task,
  author: CodeAuthor,
  { round, toFix }: { round: VerificationRound; toFix: Issue[] },
): Promise<void> {
  throwIfCancelled(task.signal);
  const { modify: change } = author;
  if (change === null) return;
  const modification = await task.phase('modify', () => change(task.code, toFix));
  round.issues = [
    ...round.issues.filter((issue) => !toFix.includes(issue)),
    ...applyOverrides(toFix, modification.overrides),
  ];
  if (round.run === undefined) round.action = 'modified';
  round.changes = modification.changes;
  task.code = modification.code;
  task.emit({
    type: 'code-modified',
    iteration: round.iteration,
    changes: modification.changes,
    code: modification.code,
  });
}

async function conclude(
  coder: Coder,
  task: Task,
  { outcome, options }: { outcome: RunOutcome; options: CodeTaskOptions },
): Promise<CodeTaskResult> {
  await task.phase('collect', () => collectArtifacts(coder, task, { outcome, outputDir: options.outputDir }));
  if (outcome.status === 'finished') return task.result('succeeded', null);
  return task.result(outcome.status, executionIssue(outcome).message);
}

function rejection(round: VerificationRound, open: Issue[]): string {
  const listed = open.map(
    (issue) =>
      `- ${issue.severity} ${issue.rule}${issue.line ? `, line ${issue.line}` : ''}: ${issue.message}`,
  );
  return `The code was not approved after ${round.iteration} verification round${round.iteration === 1 ? '' : 's'}:\n${listed.join('\n')}`;
}

function isMinor(issue: Issue): boolean {
  return issue.severity === 'minor';
}
