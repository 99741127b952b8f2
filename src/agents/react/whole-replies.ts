import { randomUUID } from 'node:crypto';
import { AIMessage, type BaseMessage, isAIMessage } from '@langchain/core/messages';
import { createMiddleware } from 'langchain';
import { CoderError } from '../../errors/coder-error.ts';
import { stripThinking } from '../../llm/strip-thinking.ts';

/** Makes of every reply of a model one that a conversation can go on from: calls that are no JSON become calls that are answered with what does not fit, and a reply with nothing in it is asked for once more. */
export function wholeReplies() {
  return createMiddleware({
    name: 'WholeReplies',
    wrapModelCall: async (request, handler) => {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const reply = await handler(request);
        if (!isAIMessage(reply)) return reply;
        const whole = withWholeCalls(reply, request.messages);
        if ((whole.tool_calls?.length ?? 0) > 0 || stripThinking(whole.text) !== '') return whole;
      }
      throw new CoderError('The model replied with nothing, twice: ask again, or use another model.', {
        code: 'model-failed',
      });
    },
  });
}

/** The same message with calls of one form: an id that no other call of it has, and an object of arguments. A server that gives every reply the same id would have it replace an earlier one. */
function withWholeCalls(message: AIMessage, earlier: BaseMessage[]): AIMessage {
  const { tool_calls: calls = [], invalid_tool_calls: invalid = [] } = message;
  const { tool_calls: _raw, ...kwargs } = message.additional_kwargs;
  const used = new Set<string>();
  const whole = [...calls, ...invalid].map(({ id, name = '', args }) => {
    const free = id === undefined || id === '' || used.has(id) ? randomUUID() : id;
    used.add(free);
    return { type: 'tool_call' as const, id: free, name, args: argumentsOf(args) };
  });
  const { content, id, name, response_metadata, usage_metadata } = message;
  return new AIMessage({
    content,
    response_metadata,
    additional_kwargs: kwargs,
    tool_calls: whole,
    ...(id !== undefined && { id: earlier.some((other) => other.id === id) ? randomUUID() : id }),
    ...(name !== undefined && { name }),
    ...(usage_metadata !== undefined && { usage_metadata }),
  });
}

/** Some models write the JSON of their arguments as a JSON string; what is no object is kept for the reply that refuses it. */
function argumentsOf(given: unknown): Record<string, unknown> {
  const value = typeof given === 'string' ? parsed(given) : given;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : { arguments: value };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
