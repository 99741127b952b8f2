import type { CodeTaskResult } from '../contracts/code-task.ts';
import type { ExecuteCodeOptions } from '../contracts/python-coder.ts';
import { languages } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { approvalPolicy } from './approval/approval-policy.ts';
import { seekApproval } from './approval/seek-approval.ts';
import type { CoderServices } from './coder-services.ts';
import { withAuditRecord } from './record/with-audit-record.ts';
import { rejection } from './rounds/rejection.ts';
import { roundVerified } from './rounds/round-verified.ts';
import { verifyOnce } from './rounds/verify-once.ts';
import { runOnce } from './run/execute-program.ts';
import { prepareInputs } from './run/prepare-inputs.ts';
import { openTask, type Task } from './task/task.ts';
import type { TaskRequest } from './task/task-request.ts';
import { taskResult } from './task/task-result.ts';

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
  const task = openTask(coder.config, query, options);
  const { result } = await withAuditRecord(coder, task, () => verifyAndRun(coder, task, code));
  return result;
}

async function verifyAndRun(coder: CoderServices, task: Task, code: string): Promise<CodeTaskResult> {
  const { request, state, events } = task;
  checkCode(code);
  checkLanguage(request);
  const policy = approvalPolicy(coder.config.approval.policy, request.approval);
  coder.warmUp();
  await using folder = await coder.openTaskFolder(request.id);
  await prepareInputs(coder, task, folder);
  state.generator = generator;
  state.code = code;
  events.emit({ type: 'code-generated', code, generator: generator.name, understood: null });
  const round = await verifyOnce(coder, task, null);
  events.emit(roundVerified(round, null));
  if (round.action === 'rejected') return taskResult(task, 'rejected', rejection(round, round.issues));
  const candidate = { round, before: null, origin: 'untrusted' } as const;
  const clearance = await seekApproval(coder, task, { policy, ...candidate });
  return 'result' in clearance ? clearance.result : await runOnce(coder, task, { folder, ...clearance });
}

/** Only a caller without types gets a language wrong; what a shell has no use for is not ignored. */
function checkLanguage({ language, seed, functions }: TaskRequest): void {
  const problem = !languages.includes(language)
    ? `must be ${languages.join(' or ')}, but it is ${JSON.stringify(language)}`
    : language === 'shell' && seed !== undefined
      ? 'is shell, which has no random numbers that a seed could fix: leave the seed out'
      : language === 'shell' && functions !== undefined
        ? 'is shell, which can import no declared functions: leave them out'
        : null;
  if (problem !== null)
    throw new CoderError(`The language of the code ${problem}.`, { code: 'input-invalid' });
}

function checkCode(code: string): void {
  if (code.trim() === '')
    throw new CoderError('The code is empty: give the source to run.', { code: 'input-invalid' });
  if (code.length > maxCodeCharacters)
    throw new CoderError(
      `The code has ${code.length} characters, and ${maxCodeCharacters} are allowed: give data as a file.`,
      { code: 'input-invalid' },
    );
}
