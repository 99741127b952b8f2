import type { CallUsage, ChatModel, ChatReply, ChatRequest } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { loadPrompts } from '../prompts/load-prompts.ts';
import { askStructured } from './ask-structured.ts';

/** A text, a value sent as JSON, an error to throw, or a function that gives one of these for the request. */
export type ScriptedReply = string | object | Error | ((request: ChatRequest) => unknown);

export interface ScriptedModel extends ChatModel {
  /** Every request in order, those asked again included. */
  readonly calls: ChatRequest[];
}

/** A model that replays replies in order and records what it was asked; without a reply left it throws `model-failed`. */
export function scriptedModel(
  replies: readonly ScriptedReply[],
  {
    name = 'scripted',
    identity,
    usage = { inputTokens: 0, outputTokens: 0 },
  }: { name?: string; identity?: string; usage?: CallUsage } = {},
): ScriptedModel {
  const queue = [...replies];
  const calls: ChatRequest[] = [];
  const prompts = loadPrompts();

  async function text(request: ChatRequest): Promise<ChatReply> {
    throwIfCancelled(request.signal);
    const { purpose, system, user, signal } = request;
    calls.push({ purpose, system, user, signal });
    const scripted = queue.shift();
    if (scripted === undefined) throw failed(`The scripted model has no reply left for ${purpose}.`);
    const reply: unknown = typeof scripted === 'function' ? await scripted(request) : scripted;
    throwIfCancelled(signal);
    if (reply instanceof CoderError) throw reply;
    if (reply instanceof Error) throw failed(reply.message, reply);
    return { text: typeof reply === 'string' ? reply : JSON.stringify(reply), usage };
  }

  return {
    name,
    identity,
    calls,
    text,
    structured: (request) => askStructured(request, text, { name, prompts }),
  };
}

function failed(message: string, cause?: unknown): CoderError {
  return new CoderError(message, { code: 'model-failed', cause });
}
