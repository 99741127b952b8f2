import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  isAIMessage,
  isToolMessage,
} from '@langchain/core/messages';
import type { ToolCallDialect } from '../../tools/parsing/tool-call-parser.ts';
import { neutraliseMarks } from './neutralise-marks.ts';

/** A conversation for a model that knows no tools: calls and their results as text, and messages of one side that follow each other as one, which many templates demand. */
export function writtenHistory(messages: readonly BaseMessage[], dialect: ToolCallDialect): BaseMessage[] {
  const names = new Map<string, string>();
  const written: BaseMessage[] = [];
  for (const message of messages) {
    if (isAIMessage(message))
      for (const { id, name } of message.tool_calls ?? []) if (id !== undefined) names.set(id, name);
    const next = asText(message, { dialect, names });
    const last = written.at(-1);
    if (last?.type === 'human' && next.type === 'human') written[written.length - 1] = joined(last, next);
    else written.push(next);
  }
  return written;
}

/** What tools answered, as the model reads it. */
export function resultTexts(messages: readonly BaseMessage[]): string[] {
  return messages.filter((message) => isToolMessage(message)).map(({ text }) => neutraliseMarks(text));
}

function asText(
  message: BaseMessage,
  { dialect, names }: { dialect: ToolCallDialect; names: ReadonlyMap<string, string> },
): BaseMessage {
  if (isToolMessage(message)) {
    const name = message.name ?? names.get(message.tool_call_id) ?? 'tool';
    const isError = message.status === 'error';
    const text = dialect.renderResult({
      name: neutraliseMarks(name),
      text: neutraliseMarks(message.text),
      isError,
    });
    return humanMessage(text, otherBlocks(message));
  }
  if (!isAIMessage(message) || (message.tool_calls ?? []).length === 0) return message;
  const calls = (message.tool_calls ?? []).map(({ name, args }) => ({ name, arguments: args }));
  const said = message.text.trim() === '' ? '' : `${message.text.trimEnd()}\n`;
  return new AIMessage(`${said}${dialect.renderCalls(calls)}`);
}

function joined(first: BaseMessage, second: BaseMessage): HumanMessage {
  return humanMessage(`${first.text}\n\n${second.text}`, [...otherBlocks(first), ...otherBlocks(second)]);
}

/** As plain text where it can be: many servers of such models take nothing else. */
function humanMessage(text: string, others: ReturnType<typeof otherBlocks>): HumanMessage {
  return new HumanMessage({ content: others.length === 0 ? text : [{ type: 'text', text }, ...others] });
}

/** Images and the like. */
function otherBlocks({ content }: BaseMessage) {
  return typeof content === 'string' ? [] : content.filter(({ type }) => type !== 'text');
}
