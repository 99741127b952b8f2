import type { AgentEvent, RecordedReply } from '../../agents/agent-event.ts';
import { escapeLine } from './escape-terminal.ts';
import type { Row } from './event-rows.ts';
import type { LiveDisplay } from './live-display.ts';

const maxText = 400;

/** Shows what an agent does between the events of its tasks. */
export function showAgentEvent(event: AgentEvent, display: LiveDisplay): void {
  if (event.type === 'task-event') display.onEvent(event.event);
  else display.tell(agentRows(event));
}

function agentRows(event: Exclude<AgentEvent, { type: 'task-event' }>): Row[] {
  switch (event.type) {
    case 'thought':
      return event.text.split('\n').map((line): Row => ({ mark: 'note', label: '', text: short(line) }));
    case 'tool-called':
      return [
        { mark: 'note', label: 'Tool', text: `${escapeLine(event.name)}  ${short(askedOf(event.input))}` },
      ];
    case 'tool-ended':
      return [{ mark: event.reply.isError ? 'problem' : 'done', label: 'Tool', text: replyText(event) }];
    default:
      return [];
  }
}

/** The question and the files of a call; other arguments as they are. */
function askedOf({ query, files, ...rest }: Record<string, unknown>): string {
  const named = Array.isArray(files) && files.length > 0 ? ` [${files.map(plain).join(', ')}]` : '';
  const other = Object.keys(rest).length === 0 || query !== undefined ? '' : JSON.stringify(rest);
  return `${query === undefined ? other : plain(query)}${named}`;
}

/** Arguments are what a model wrote, of any kind. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function replyText({ name, reply }: { name: string; reply: RecordedReply }): string {
  const { status, isError, artifacts, auditId } = reply;
  const files =
    artifacts.length === 0 ? '' : `, wrote ${artifacts.map((file) => escapeLine(file.name)).join(', ')}`;
  const record = auditId ? `, audit ${escapeLine(auditId)}` : '';
  return `${escapeLine(name)}: ${status ?? (isError ? 'refused' : 'done')}${files}${record}`;
}

function short(text: string): string {
  const line = escapeLine(text);
  return line.length > maxText ? `${line.slice(0, maxText)}…` : line;
}
