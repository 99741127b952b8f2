import type { CodeTaskResult } from '../contracts/code-task.ts';
import type { ExecuteCodeOptions } from '../contracts/python-coder.ts';
import { CoderError } from '../errors/coder-error.ts';
import { approvalPolicy } from './approval/approval-policy.ts';
import { seekApproval } from './approval/seek-approval.ts';
import { humanAuthor } from './author/human-author.ts';
import { checkLimits } from './check-task.ts';
import type { CoderServices } from './coder-services.ts';
import { rejection } from './rounds/rejection.ts';
import { roundVerified } from './rounds/round-verified.ts';
import { verifyRound } from './rounds/verify-round.ts';
import { concludeRun, executeProgram } from './run/execute-program.ts';
import { prepareInputs } from './run/prepare-inputs.ts';
import { settleTask } from './run-task.ts';
import { Task } from './task.ts';

const maxCodeCharacters = 1024 * 1024;
const defaultQuery = 'Run the given code.';
const generator = { kind: 'caller', name: 'the caller', understood: null } as const;

/** See `PythonCoder.executeCode`: the main path without a model, for code that is there already. */
export async function executeCode(
  coder: CoderServices,
  code: string,
  options: ExecuteCodeOptions,
): Promise<CodeTaskResult> {
  const query = options.query?.trim() ? options.query : defaultQuery;
  const task = new Task(query, options, checkLimits(coder.config, options));
  return settleTask(coder, task, {
    outputDir: options.outputDir,
    work: () => verifyAndRun(coder, task, { code, options }),
  });
}

async function verifyAndRun(
  coder: CoderServices,
  task: Task,
  { code, options }: { code: string; options: ExecuteCodeOptions },
): Promise<CodeTaskResult> {
  checkCode(code);
  const policy = approvalPolicy(coder.config.approval.policy, options.approval);
  coder.warmUp();
  await using folder = await coder.openTaskFolder(task.id);
  await task.phase('prepare', () => prepareInputs(coder, task, { folder, options }));
  task.generator = generator;
  task.code = code;
  task.emit({ type: 'code-generated', code, generator: generator.name, understood: null });
  const round = await verifyRound(coder, task, humanAuthor(generator, code));
  task.rounds.push(round);
  task.findings = round.issues;
  const { issues } = round;
  const isRunnable = issues.every(({ severity }) => severity === 'minor');
  task.emit(roundVerified(task, round, { approved: isRunnable }));
  if (!isRunnable) return task.result('rejected', rejection(round, issues));
  round.action = 'approved';
  const clearance = await seekApproval(coder, task, { policy, round, origin: 'untrusted' });
  if ('result' in clearance) return clearance.result;
  const outcome = await executeProgram(coder, task, { folder, ...clearance });
  return await concludeRun(coder, task, { outcome, outputDir: options.outputDir });
}

function checkCode(code: string): void {
  if (code.trim() === '')
    throw new CoderError('The code is empty: give the Python source to run.', { code: 'input-invalid' });
  if (code.length > maxCodeCharacters)
    throw new CoderError(
      `The code has ${code.length} characters, and ${maxCodeCharacters} are allowed: give data as a file.`,
      { code: 'input-invalid' },
    );
}
