import { type AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import type { ToolCall } from '@langchain/core/messages/tool';

type Usage = AIMessage['usage_metadata'];
type Counted = { usage_metadata?: Usage };

/** A model's reply with what it wrote as calls taken out of its text. */
export function messageOf(
  { id, content, additional_kwargs, response_metadata, usage_metadata }: AIMessage | AIMessageChunk,
  { text, calls, usage = usage_metadata }: { text: string; calls: ToolCall[]; usage?: Usage },
): AIMessageChunk {
  const { tool_calls: _raw, ...kwargs } = additional_kwargs;
  return new AIMessageChunk({
    content: withText(content, text),
    additional_kwargs: kwargs,
    response_metadata,
    tool_call_chunks: calls.map(callChunk),
    ...(id !== undefined && { id }),
    ...(usage !== undefined && { usage_metadata: usage }),
  });
}

/** A piece of a stream with another text; the model's facts about its reply come at the end, once. */
export function pieceOf(piece: AIMessageChunk, text: string): AIMessageChunk {
  const { content, additional_kwargs, tool_call_chunks, usage_metadata } = piece;
  return new AIMessageChunk({
    content: withText(content, text),
    additional_kwargs,
    ...(tool_call_chunks !== undefined && { tool_call_chunks }),
    ...(usage_metadata !== undefined && { usage_metadata }),
  });
}

/** The last piece: what is left of the text, and the calls. */
export function endOf(
  text: string,
  calls: readonly ToolCall[],
  response_metadata: Record<string, unknown>,
): AIMessageChunk {
  const tool_call_chunks = calls.map(callChunk);
  return new AIMessageChunk({ content: text, tool_call_chunks, response_metadata });
}

/** What two requests cost together. */
export function addedUsage(first: Counted, second: Counted): Usage {
  const chunks = [first, second].map(
    ({ usage_metadata }) =>
      new AIMessageChunk({ content: '', ...(usage_metadata !== undefined && { usage_metadata }) }),
  );
  return chunks.reduce((sum, next) => sum.concat(next)).usage_metadata;
}

function callChunk({ id, name, args }: ToolCall, index: number) {
  const given = { type: 'tool_call_chunk' as const, index, name, args: JSON.stringify(args) };
  return { ...given, ...(id !== undefined && { id }) };
}

function withText(content: BaseMessage['content'], text: string): BaseMessage['content'] {
  if (typeof content === 'string') return text;
  const others = content.filter(({ type }) => type !== 'text');
  return others.length === 0 ? text : [...others, ...(text === '' ? [] : [{ type: 'text' as const, text }])];
}
