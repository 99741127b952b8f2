import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, isAIMessage } from '@langchain/core/messages';
import type { StructuredToolInterface } from '@langchain/core/tools';
import { Exchange } from '../text-tools/exchange.ts';
import { readOffer } from '../text-tools/offered-tools.ts';
import { exchangeParts } from '../text-tools/with-text-tool-calls.ts';

/** A reply with calls, or why there is none. */
export type Reread = { message: AIMessage; problem: null } | { message: null; problem: string };

/** Reads the latest reply of a conversation again, in every form of calls we know. */
export function writtenCalls(
  model: BaseChatModel,
  tools: StructuredToolInterface[],
): (messages: BaseMessage[]) => Reread {
  const offer = readOffer(tools, 'auto');
  return (messages) => {
    const last = messages.at(-1);
    if (last === undefined || !isAIMessage(last) || (last.tool_calls ?? []).length > 0) return none;
    const { text, calls, problem } = new Exchange(messages, offer, exchangeParts(model, {})).read(last.text);
    if (problem !== null) return { message: null, problem: `Nothing was called: ${problem}` };
    if (calls.length === 0) return none;
    const { id, response_metadata, additional_kwargs } = last;
    const kept = { response_metadata, additional_kwargs, ...(id !== undefined && { id }) };
    return { message: new AIMessage({ ...kept, content: text, tool_calls: calls }), problem: null };
  };
}

const none: Reread = { message: null, problem: 'There is no tool call in the last reply.' };
