import {
  type AIMessage,
  type BaseMessage,
  isAIMessage,
  isToolMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { interrupt } from '@langchain/langgraph';
import { createMiddleware } from 'langchain';
import type { ApprovalRequest } from '../../contracts/approval.ts';
import type { RecordedReply } from '../agent-event.ts';
import { ownReply } from './own-replies.ts';

/** A call whose program waits for a decision. */
export interface PendingCall {
  message: ToolMessage;
  request: ApprovalRequest;
  /** Names of the files the call was made with. */
  files: string[];
}

/**
 * Pauses the conversation before the model reads that a program waits for an approval. Nothing is done here but waiting:
 * the program runs before the conversation goes on, and its reply takes the place of the one that asked.
 */
export function approvalPause() {
  return createMiddleware({
    name: 'ApprovalPause',
    beforeModel: ({ messages }) => {
      const replaced = pendingCalls(messages).map(({ message, request }) => {
        const reply = interrupt<ApprovalRequest, RecordedReply>(request);
        return replyMessage(message, reply);
      });
      return replaced.length === 0 ? undefined : { messages: replaced };
    },
  });
}

/** The calls of the model's latest message that wait for a decision, in order. */
export function pendingCalls(messages: BaseMessage[]): PendingCall[] {
  const last = messages.findLastIndex((message) => isAIMessage(message));
  const caller = messages[last] as AIMessage | undefined;
  return messages.slice(last + 1).flatMap((message) => {
    if (!isToolMessage(message)) return [];
    const request = ownReply(message)?.approvalRequest;
    if (request === undefined) return [];
    const call = caller?.tool_calls?.find(({ id }) => id === message.tool_call_id);
    const files: unknown = call?.args.files;
    return [{ message, request, files: Array.isArray(files) ? files.map(String) : [] }];
  });
}

function replyMessage(asked: ToolMessage, reply: RecordedReply): ToolMessage {
  return new ToolMessage({
    ...(asked.id === undefined ? {} : { id: asked.id }),
    ...(asked.name === undefined ? {} : { name: asked.name }),
    tool_call_id: asked.tool_call_id,
    content: reply.text,
    artifact: reply,
    status: reply.isError ? 'error' : 'success',
  });
}
