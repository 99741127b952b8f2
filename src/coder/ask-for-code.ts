import type { CallUsage, ChatModel, ChatRequest } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { addUsage } from '../llm/add-usage.ts';
import { askAgain } from '../prompts/ask-again.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import { extractCode } from './extract-code.ts';

const reason = 'it holds no Python program in a fenced ```python block';

/** The program in the model's reply; a reply without one is asked for again once, then it is `model-failed`. */
export async function askForCode(
  request: ChatRequest,
  model: ChatModel,
  prompts: Prompts,
): Promise<{ code: string; reply: string; usage: CallUsage }> {
  const first = await model.text(request);
  const code = extractCode(first.text);
  if (code !== null) return { code, reply: first.text, usage: first.usage };
  const second = await model.text(askAgain(request, { reply: first.text, reason }, prompts));
  const secondCode = extractCode(second.text);
  if (secondCode === null) {
    throw new CoderError(
      `The model "${model.name}" replied twice without a Python program; rephrase the question or use a more capable model.`,
      { code: 'model-failed' },
    );
  }
  return { code: secondCode, reply: second.text, usage: addUsage(first.usage, second.usage) };
}
