import type { Turn } from '../../../agents/agent-event.ts';
import { findChatModel } from '../../../agents/chat-model.ts';
import { openCheckpoints } from '../../../agents/checkpoints.ts';
import { optionalPackage } from '../../../agents/optional-package.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ApprovalMode } from '../../../contracts/policies.ts';
import { CoderError } from '../../../errors/coder-error.ts';
import { BuiltinTools } from '../../../tools/builtin/builtin-tools.ts';
import { createExecutePythonCodeTool } from '../../../tools/builtin/execute-python-code-tool.ts';
import { agentPackages } from '../agent-packages.ts';
import type { Answer, Session } from '../answer.ts';
import { type Chat, performCommand } from '../chat-commands.ts';
import { ChatLines } from '../chat-lines.ts';
import { escapeLine, escapeText } from '../escape-terminal.ts';
import { modelMissing } from '../model-missing.ts';
import { noteOf } from '../note-of.ts';
import { type FunctionFlags, openNamed } from '../open-declared.ts';
import { savedRows } from '../saved-rows.ts';

export interface ChatOptions extends FunctionFlags {
  file?: string[];
  approve?: ApprovalMode;
  thread?: string;
  checkpoints?: string;
  json?: boolean;
}

/** A conversation with files and memory; it goes on later under the name of its thread. */
export async function chat(options: ChatOptions, session: Session): Promise<Answer> {
  const { settings, observer, approver, coder } = session;
  const found = await findChatModel({ ...settings, signal: observer.signal, onNote: noteOf(session) });
  if (found.model === null) return modelMissing(found.problem);
  const { createReactAgent } = await optionalPackage(
    agentPackages,
    () => import('../../../agents/react/react-agent.ts'),
  );
  await using checkpoints = await openCheckpoints(options.checkpoints);
  await using functions = await openNamed(options, session);
  const agent = createReactAgent({
    model: found.model,
    coder,
    ...(functions && { functions }),
    checkpointer: checkpoints.saver,
    builtins: (shared) => new BuiltinTools([createExecutePythonCodeTool(shared)]),
    approval: approver === null ? options.approve : { policy: options.approve, ask: approver },
    outputDir: options.outputDir,
  });
  const state: Chat = {
    session,
    conversation: await agent.open(options.thread),
    added: [...(options.file ?? [])],
    lastAuditId: null,
    open: (thread) => agent.open(thread),
    say: (text) => session.say(text),
  };
  const turns = await talk(state, options);
  const { thread } = state.conversation;
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, thread, turns },
    text: '',
    problem: '',
    notes: turns.length === 0 ? '' : `Go on later with: python-coder chat --thread ${escapeLine(thread)}`,
  };
}

/** Answers line by line until the input ends. Ctrl-C ends the message that is being answered, else the conversation. */
async function talk(state: Chat, { json = false }: ChatOptions): Promise<Turn[]> {
  const { session } = state;
  const lines = new ChatLines(session.stdin);
  const left = new AbortController();
  let working: AbortController | null = null;
  using _ = session.onInterrupt?.(() => (working ?? left).abort());
  const over = AbortSignal.any([left.signal, session.observer.signal]);
  const turns: Turn[] = [];
  if (session.isInteractive) state.say('Ask, or type /help.');
  for (;;) {
    if (session.isInteractive) session.prompt('› ');
    const line = (await lines.next(over))?.trim();
    if (line === undefined && session.isInteractive) state.say('');
    if (line === undefined || line === '/quit' || line === '/exit') return turns;
    if (line === '') continue;
    working = new AbortController();
    const signal = AbortSignal.any([working.signal, session.observer.signal]);
    try {
      const turn = line.startsWith('/')
        ? await performCommand(state, line, signal)
        : await answer(state, line, signal);
      if (turn === null) continue;
      report(state, turn, json);
      turns.push(turn);
    } catch (error) {
      if (!(error instanceof CoderError)) throw error;
      if (session.observer.signal.aborted) return turns;
      session.settle();
      const text = error.code === 'cancelled' ? 'Cancelled.' : escapeText(error.message);
      session.tell([{ mark: 'problem', label: '', text }]);
    } finally {
      session.settle();
      working = null;
    }
  }
}

async function answer(state: Chat, line: string, signal: AbortSignal): Promise<Turn> {
  const { session, conversation, added } = state;
  const files = added.splice(0);
  return conversation.send(line, { files, signal, onEvent: session.onAgentEvent }).catch((error) => {
    added.unshift(...files.filter((file) => !added.includes(file)));
    throw error;
  });
}

function report(state: Chat, turn: Turn, json: boolean): void {
  const { session } = state;
  state.lastAuditId = turn.calls.findLast(({ reply }) => reply.auditId)?.reply.auditId ?? state.lastAuditId;
  if (turn.approvalRequest !== undefined) {
    state.say('A program waits for an approval: /decide shows it at a terminal, /reject refuses it.');
    return;
  }
  if (!json) session.stdout.write(`${escapeText(turn.text)}\n`);
  const saved = savedRows(
    turn.calls.flatMap(({ reply }) => reply.artifacts),
    session.err,
  );
  if (saved.length > 0) state.say(saved.join('\n'));
}
