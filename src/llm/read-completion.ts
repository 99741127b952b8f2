import { z } from 'zod';
import type { ChatReply } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { stripThinking } from './strip-thinking.ts';

const part = z.object({ text: z.string().optional() });

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(part)]).nullish(),
          refusal: z.string().nullish(),
          /** Where servers that parse thoughts put them. */
          reasoning_content: z.string().nullish().catch(null),
          reasoning: z.string().nullish().catch(null),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: z.number().catch(0), completion_tokens: z.number().catch(0) })
    .nullish()
    .catch(null),
});

/** The text of a reply, thoughts left out, and whether a length limit ended it; throws `model-failed` for one that is missing or refused. */
export function readCompletion(completion: unknown, asked: { name: string }): ChatReply {
  const parsed = completionSchema.safeParse(completion);
  const choice = parsed.data?.choices[0];
  if (!choice) {
    throw failed(
      `The server of ${asked.name} sent no chat completion; check that the base URL ends where /chat/completions starts.`,
      parsed.error,
    );
  }
  const { content, refusal, reasoning_content, reasoning } = choice.message;
  if (refusal || choice.finish_reason === 'content_filter') {
    throw failed(`The model "${asked.name}" refused to answer; rephrase the question or use another model.`);
  }
  const isCutOff = choice.finish_reason === 'length';
  const said = Array.isArray(content) ? content.map((each) => each.text ?? '').join('') : (content ?? '');
  // A server that waited in vain for the end of a thought took the answer for a part of it.
  const text = said.trim() === '' ? `<think>${reasoning_content ?? reasoning ?? ''}` : said;
  const usage = parsed.data?.usage;
  return {
    text: stripThinking(text, { isCutOff }),
    usage: { inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 },
    ...(isCutOff && { cutOff: true }),
  };
}

function failed(message: string, cause?: unknown): CoderError {
  return new CoderError(message, { code: 'model-failed', cause });
}
