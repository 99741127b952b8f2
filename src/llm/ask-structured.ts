import type { z } from 'zod';
import type { CallUsage, ChatRequest } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { askAgain } from '../prompts/ask-again.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import { addUsage } from './add-usage.ts';
import { parseJsonReply } from './parse-json-reply.ts';

const maxReasons = 8;

type Ask = (request: ChatRequest) => Promise<{ text: string; usage: CallUsage }>;

/** A value that fits the schema; a reply that does not is asked for again once with the reason, then it is `model-failed`. */
export async function askStructured<Value>(
  request: ChatRequest & { schema: z.ZodType<Value>; schemaName: string },
  ask: Ask,
  { name, prompts }: { name: string; prompts: Prompts },
): Promise<{ value: Value; usage: CallUsage }> {
  const first = await ask(request);
  const parsed = fitReply(first.text, request.schema);
  if (parsed.success) return { value: parsed.data, usage: first.usage };
  const second = await ask(askAgain(request, { reply: first.text, reason: parsed.reason }, prompts));
  const reparsed = fitReply(second.text, request.schema);
  if (reparsed.success) return { value: reparsed.data, usage: addUsage(first.usage, second.usage) };
  throw new CoderError(
    `The model "${name}" sent a ${request.schemaName} in the wrong form twice (${reparsed.reason}); use a more capable model.`,
    { code: 'model-failed' },
  );
}

function fitReply<Value>(text: string, schema: z.ZodType<Value>) {
  const value = parseJsonReply(text);
  if (value === undefined) return { success: false as const, reason: 'the reply holds no JSON object' };
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed;
  const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'object'}: ${message}`);
  return { success: false as const, reason: reasons.slice(0, maxReasons).join('; ') };
}
