import type { z } from 'zod';
import type { CallUsage, ChatReply, ChatRequest } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { askAgain } from '../prompts/ask-again.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import { addUsage } from './add-usage.ts';
import { jsonObjects } from './json-objects.ts';

const maxReasons = 8;

type Ask = (request: ChatRequest) => Promise<ChatReply>;

/** A value that fits the schema; a reply that does not is asked for again once with the reason, then it is `model-failed`. */
export async function askStructured<Value>(
  request: ChatRequest & { schema: z.ZodType<Value>; schemaName: string },
  ask: Ask,
  { name, prompts }: { name: string; prompts: Prompts },
): Promise<{ value: Value; usage: CallUsage }> {
  const first = await ask(request);
  const parsed = fitReply(first, request.schema);
  if (parsed.success) return { value: parsed.data, usage: first.usage };
  const second = await ask(askAgain(request, { reply: first.text, reason: parsed.reason }, prompts));
  const usage = addUsage(first.usage, second.usage);
  const reparsed = fitReply(second, request.schema);
  if (reparsed.success) return { value: reparsed.data, usage };
  throw new CoderError(
    `The model "${name}" sent a ${request.schemaName} in the wrong form twice (${reparsed.reason}); use a more capable model.`,
    { code: 'model-failed' },
  );
}

type Fit<Value> = { success: true; data: Value } | { success: false; reason: string };

/** The first object of the reply that fits, also where the model wrapped it in another one. */
function fitReply<Value>({ text, cutOff }: ChatReply, schema: z.ZodType<Value>): Fit<Value> {
  const objects = jsonObjects(text);
  for (const value of [...objects, ...objects.flatMap(wrapped)]) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed;
  }
  if (cutOff) return { success: false, reason: 'the reply was cut off at the length limit; write less' };
  if (text === '') return { success: false, reason: 'the reply was empty' };
  if (objects.length === 0) return { success: false, reason: 'the reply holds no JSON object' };
  const issues = schema.safeParse(objects[0]).error?.issues ?? [];
  const reasons = issues.map(({ path, message }) => `${path.join('.') || 'object'}: ${message}`);
  return { success: false, reason: reasons.slice(0, maxReasons).join('; ') };
}

function wrapped(value: object): unknown[] {
  const values: unknown[] = Object.values(value);
  return values.length === 1 ? values : [];
}
