import type { CallUsage, ChatModel, ChatReply, ChatRequest } from '../../contracts/chat-model.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { addUsage } from '../../llm/add-usage.ts';
import { askAgain } from '../../prompts/ask-again.ts';
import type { Prompts } from '../../prompts/load-prompts.ts';
import { cleanText } from '../../text/clean-text.ts';
import { extractCode } from './extract-code.ts';

const quotedChars = 200;

/** What can be wrong about a reply: what the model is told, and what people are told when it happens again. */
const faults = {
  empty: {
    reason: 'it was empty: no program was written',
    told: 'sent an empty reply twice; try again or use another model',
  },
  'cut-off': {
    reason: 'it was cut off before the program was complete: think less, leave out comments and explanations',
    told: 'was cut off twice before its program was complete; raise model.maxOutputTokens or the context size of its server',
  },
  unfinished: {
    reason: 'its ```python block is not closed and the program looks incomplete',
    told: 'sent an incomplete program twice; use a more capable model',
  },
  'no-program': {
    reason: 'it holds no Python program in a fenced ```python block',
    told: 'replied twice without a Python program; rephrase the question or use a more capable model',
  },
} satisfies Record<string, { reason: string; told: string }>;

type Reading = { code: string; fault?: keyof typeof faults } | { code: null; fault: keyof typeof faults };

/** The whole program in the model's reply. A reply without one is asked for again once, with the reason; then it is `model-failed`. */
export async function askForCode(
  request: ChatRequest,
  model: ChatModel,
  prompts: Prompts,
): Promise<{ code: string; reply: string; usage: CallUsage }> {
  const first = await model.text(request);
  const read = readReply(first);
  if (read.fault === undefined) return { code: read.code, reply: first.text, usage: first.usage };
  const { reason } = faults[read.fault];
  const second = await model.text(askAgain(request, { reply: first.text, reason }, prompts));
  const again = readReply(second);
  // What only looks incomplete is for verification to judge.
  if (again.code !== null && (again.fault === undefined || again.fault === 'unfinished')) {
    return { code: again.code, reply: second.text, usage: addUsage(first.usage, second.usage) };
  }
  throw new CoderError(
    `The model "${model.name}" ${faults[again.fault ?? 'no-program'].told}.${quote(second)}`,
    {
      code: 'model-failed',
    },
  );
}

function readReply({ text, cutOff = false }: ChatReply): Reading {
  const extracted = extractCode(text);
  if (extracted === null) {
    return { code: null, fault: cutOff ? 'cut-off' : text === '' ? 'empty' : 'no-program' };
  }
  const { code, end } = extracted;
  if (end === 'marked') return { code };
  if (cutOff) return { code, fault: 'cut-off' };
  return end === 'plausible' ? { code } : { code, fault: 'unfinished' };
}

function quote({ text }: ChatReply): string {
  return text === '' ? '' : ` It said: ${JSON.stringify(cleanText(text, quotedChars))}`;
}
