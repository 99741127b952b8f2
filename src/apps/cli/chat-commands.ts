import type { Turn } from '../../agents/agent-event.ts';
import type { Conversation } from '../../agents/react/conversation.ts';
import type { Session } from './answer.ts';
import { escapeLine } from './escape-terminal.ts';
import { renderAudit } from './render-audit.ts';

/** A conversation at the command line and what its commands may change. */
export interface Chat {
  readonly session: Session;
  conversation: Conversation;
  /** Files the next message brings along. */
  readonly added: string[];
  /** Audit id of the last call; null before the first. */
  lastAuditId: string | null;
  open(thread?: string): Promise<Conversation>;
  /** Prints for good on standard error. */
  say(text: string): void;
}

interface ChatCommand {
  usage: string;
  help: string;
  /** What the agent did, where the command made it go on. */
  run(chat: Chat, argument: string, signal: AbortSignal): Promise<Turn | null> | Promise<void> | void;
}

const nothingWaits = 'No program waits for an approval.';
const maxReasonChars = 2_000;

const commands: Record<string, ChatCommand> = {
  add: {
    usage: '/add <file>',
    help: 'give the conversation a file',
    run: async ({ session, added }, file) => {
      if (file === '')
        return session.tell([{ mark: 'problem', label: '', text: 'Name a file: /add <file>' }]);
      await session.coder.describeFiles([file], session.observer);
      added.push(file);
    },
  },
  files: {
    usage: '/files',
    help: 'list the files of the conversation',
    run: ({ conversation, added, say }) => {
      const names = [...conversation.files, ...added];
      say(names.length === 0 ? 'No files yet: /add <file>' : names.map(escapeLine).join('\n'));
    },
  },
  audit: {
    usage: '/audit',
    help: 'show the record of the last program: its code, checks and run',
    run: async ({ session, lastAuditId, say }) => {
      if (lastAuditId === null) return say('No program has run yet.');
      say(renderAudit(await session.coder.audit.show(lastAuditId), session.err));
    },
  },
  decide: {
    usage: '/decide',
    help: 'look at the program that waits for an approval, and decide',
    run: async ({ session, conversation, say }, _argument, signal) => {
      const { approver, onAgentEvent: onEvent } = session;
      let request = await conversation.waitingFor();
      if (request === null) return saidOnly(say, nothingWaits);
      if (approver === null) return saidOnly(say, 'Approving takes a terminal; /reject <reason> does not.');
      for (;;) {
        const decision = await approver(request, { signal });
        const turn: Turn = await conversation.decide(request, decision, { signal, onEvent });
        if (turn.approvalRequest === undefined) return turn;
        request = turn.approvalRequest;
      }
    },
  },
  reject: {
    usage: '/reject <why>',
    help: 'refuse the program that waits for an approval',
    run: async ({ session, conversation, say }, argument, signal) => {
      const request = await conversation.waitingFor();
      if (request === null) return saidOnly(say, nothingWaits);
      const reason = argument.slice(0, maxReasonChars) || 'rejected in the chat';
      const { onAgentEvent: onEvent } = session;
      return conversation.decide(request, { action: 'reject', reason }, { signal, onEvent });
    },
  },
  reparse: {
    usage: '/reparse',
    help: "perform the tool calls that are written in the model's last reply",
    run: async ({ session, conversation, say }, _argument, signal) => {
      const reread = await conversation.reparse({ signal, onEvent: session.onAgentEvent });
      return typeof reread === 'string' ? saidOnly(say, escapeLine(reread)) : reread;
    },
  },
  new: {
    usage: '/new',
    help: 'begin a new conversation without files',
    run: async (chat) => {
      chat.conversation = await chat.open();
      chat.added.length = 0;
      chat.lastAuditId = null;
      chat.say('A new conversation.');
    },
  },
  help: {
    usage: '/help',
    help: 'print this',
    run: ({ say }) => say(commandHelp()),
  },
};

function saidOnly(say: Chat['say'], text: string): null {
  say(text);
  return null;
}

/** What every command does, one per line. */
export function commandHelp(): string {
  const rows = [...Object.values(commands), { usage: '/quit', help: 'end; Ctrl-D does the same' }];
  return rows.map(({ usage, help }) => `${usage.padEnd(13)} ${help}`).join('\n');
}

/** Performs "/name argument", and gives the agent's turn where it caused one; a name nobody knows is answered with the help. */
export async function performCommand(chat: Chat, line: string, signal: AbortSignal): Promise<Turn | null> {
  const [, name = '', argument = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    chat.say(`There is no /${escapeLine(name)}.\n${commandHelp()}`);
    return null;
  }
  return (await command.run(chat, argument.trim(), signal)) ?? null;
}
