import type { Readable } from 'node:stream';
import { editorCommand } from '../../config/editor-command.ts';
import type { ApprovalDecision, ApprovalRequest, Approver } from '../../contracts/approval.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { TypedAnswers } from './approval-answers.ts';
import { approvalScreen } from './approval-screen.ts';
import { editText } from './edit-text.ts';
import { escapeLine } from './escape-terminal.ts';
import { pageOf } from './page.ts';
import type { Terminal } from './world.ts';

/** Asks at the terminal; null where nobody sits there, because input or error stream is none. */
export function terminalApprover(stdin: Readable & { isTTY?: boolean }, stderr: Terminal): Approver | null {
  if (stdin.isTTY !== true || stderr.isTTY !== true) return null;
  return async (request, { signal }) => {
    throwIfCancelled(signal);
    using answers = new TypedAnswers(stdin);
    return await ask(request, { answers, stderr, signal });
  };
}

interface Conversation {
  answers: TypedAnswers;
  stderr: Terminal;
  signal: AbortSignal;
}

type Verb = 'approve' | 'edit' | 'reject';

const help: Record<Verb, string> = {
  approve: 'run exactly the code that is shown',
  edit: 'change the code in your editor; it is verified and shown again',
  reject: 'run nothing and end the task',
};

async function ask(request: ApprovalRequest, conversation: Conversation): Promise<ApprovalDecision> {
  const { answers, stderr, signal } = conversation;
  const page = pageOf(stderr);
  const isRunnable = request.findings.every(
    ({ severity, overridden }) =>
      severity !== 'blocking' && (severity === 'minor' || overridden !== undefined),
  );
  const verbs: Verb[] = isRunnable ? ['approve', 'edit', 'reject'] : ['edit', 'reject'];
  stderr.write(`${approvalScreen(request, page)}\n`);
  if (!isRunnable) stderr.write('What was found must be fixed before this can be approved.\n');
  await answers.dropTypedAhead(signal);
  for (;;) {
    const offered = verbs.map((verb) => `[${page.palette.bold(verb.charAt(0))}]${verb.slice(1)}`);
    stderr.write(`${offered.join('  ')}  then Enter: `);
    const typed = await answers.next(signal);
    if (typed === null) {
      stderr.write('\n');
      return ended(signal);
    }
    const word = typed.trim().toLowerCase();
    const verb = word === '' ? undefined : verbs.find((name) => name === word || name.charAt(0) === word);
    if (verb === 'approve') return { action: 'approve' };
    if (verb === 'reject') return { action: 'reject', reason: 'rejected at the terminal' };
    if (verb === undefined) stderr.write(verbs.map((name) => `  ${name.padEnd(8)} ${help[name]}\n`).join(''));
    else {
      const edited = await edit(request.code, conversation);
      if (edited !== null) return edited;
    }
  }
}

/** Null when there is nothing new to verify. */
async function edit(
  code: string,
  { answers, stderr, signal }: Conversation,
): Promise<ApprovalDecision | null> {
  answers.pause();
  const edited = await editText(code, { command: editorCommand(), signal });
  answers.resume();
  if ('text' in edited && edited.text !== code) return { action: 'edit', code: edited.text };
  stderr.write(`${escapeLine('problem' in edited ? edited.problem : 'The code was not changed.')}\n`);
  return null;
}

/** Nobody answered: Ctrl-C and the expiry are told by the signal, the end of the input is a refusal. */
function ended(signal: AbortSignal): ApprovalDecision {
  if (signal.aborted)
    throw new CoderError('The task was cancelled.', { code: 'cancelled', cause: signal.reason });
  return { action: 'reject', reason: 'the terminal was closed without an answer' };
}
