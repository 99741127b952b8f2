import { z } from 'zod';

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string().min(1).max(300) })).max(10_000) });

/** Names that mark a model as one that does not chat. */
const otherPurposes =
  /embed|rerank|whisper|tts|transcribe|moderation|dall-e|image|realtime|(^|[/-])(bge|clip|e5)-/i;

/** The chat models in a `/v1/models` reply in the server's order, or null when it is no such reply. */
export function listModels(reply: unknown): string[] | null {
  const parsed = modelsSchema.safeParse(reply);
  return parsed.success ? parsed.data.data.map(({ id }) => id).filter((id) => !otherPurposes.test(id)) : null;
}
