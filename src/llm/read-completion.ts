import { z } from 'zod';
import type { CallUsage } from '../contracts/chat-model.ts';
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

/** The text of a completed reply; throws `model-failed` for one that is missing, refused or cut off. */
export function readCompletion(
  completion: unknown,
  asked: { name: string; maxOutputTokens: number },
): { text: string; usage: CallUsage } {
  const model = `The model "${asked.name}"`;
  const parsed = completionSchema.safeParse(completion);
  const choice = parsed.data?.choices[0];
  if (!choice) {
    throw failed(
      `The server of ${asked.name} sent no chat completion; check that the base URL ends where /chat/completions starts.`,
      parsed.error,
    );
  }
  if (choice.message.refusal || choice.finish_reason === 'content_filter') {
    throw failed(`${model} refused to answer; rephrase the question or use another model.`);
  }
  if (choice.finish_reason === 'length') {
    throw failed(
      `${model} was cut off before its reply was complete; raise model.maxOutputTokens (now ${asked.maxOutputTokens}) or the context size of its server.`,
    );
  }
  const { content } = choice.message;
  const text = stripThinking(
    Array.isArray(content) ? content.map((each) => each.text ?? '').join('') : (content ?? ''),
  );
  if (text === '') throw failed(`${model} sent an empty reply; try again or use another model.`);
  const usage = parsed.data?.usage;
  return {
    text,
    usage: { inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 },
  };
}

function failed(message: string, cause?: unknown): CoderError {
  return new CoderError(message, { code: 'model-failed', cause });
}
