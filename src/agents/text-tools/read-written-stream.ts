import type { AIMessageChunk } from '@langchain/core/messages';
import type { ToolCall } from '@langchain/core/messages/tool';
import type { WrittenCall } from '../../tools/parsing/tool-call-parser.ts';
import type { Exchange } from './exchange.ts';
import { pieceOf } from './reply-messages.ts';

/** What a streamed reply amounted to. */
export interface StreamedReply {
  /** As the model wrote it. */
  raw: string;
  /** What was not told yet. */
  text: string;
  calls: ToolCall[];
  /** The same without calls: what was meant as one stands as it was written. */
  left: string;
  /** Why nothing can be done with it; null where something can. */
  problem: string | null;
  metadata: Record<string, unknown>;
}

/** Tells the text of a reply as soon as none of it can be part of a call. Calls wait for the end, because a reply is used as a whole or not at all. */
export async function* readWrittenStream(
  chunks: AsyncIterable<AIMessageChunk>,
  exchange: Exchange,
): AsyncGenerator<AIMessageChunk, StreamedReply> {
  const stream = exchange.stream();
  const calls: WrittenCall[] = [];
  const metadata: Record<string, unknown> = {};
  let raw = '';
  for await (const chunk of chunks) {
    raw += chunk.text;
    const told = stream.push(chunk.text);
    calls.push(...told.calls);
    Object.assign(metadata, chunk.response_metadata);
    yield pieceOf(chunk, told.text);
  }
  const { text, faults, calls: last } = stream.end();
  calls.push(...last);
  const problem = exchange.problemOf(raw, { calls, faults });
  const unused = [...calls, ...faults].map(({ span }) => raw.slice(span.start, span.end));
  const left = [text, ...unused].filter((part) => part !== '').join('\n');
  return { raw, text, left, calls: calls.map((call) => exchange.toolCall(call)), problem, metadata };
}
