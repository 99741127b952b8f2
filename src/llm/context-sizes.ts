import { z } from 'zod';

const tokens = z.number().int().min(512).max(100_000_000).optional().catch(undefined);

/** Where local servers say how large a context is: llama.cpp in `/props`, vLLM and LM Studio per listed model, Ollama per loaded model. */
const pageSchema = z.object({
  default_generation_settings: z.object({ n_ctx: tokens }).optional().catch(undefined),
  data: z.array(z.object({ id: z.string(), max_model_len: tokens, loaded_context_length: tokens })).catch([]),
  models: z.array(z.object({ name: z.string(), context_length: tokens })).catch([]),
});

/** The context in which a server runs each of its models, for those it tells; what a model could take elsewhere is no answer. */
export function contextSizes(
  pages: readonly unknown[],
  models: readonly string[],
): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const note = (model: string, size: number | undefined) => {
    if (size !== undefined && !sizes.has(model)) sizes.set(model, size);
  };
  for (const page of pages) {
    const parsed = pageSchema.safeParse(page);
    if (!parsed.success) continue;
    const { data, models: loaded, default_generation_settings: defaults } = parsed.data;
    for (const { id, max_model_len, loaded_context_length } of data)
      note(id, loaded_context_length ?? max_model_len);
    for (const { name, context_length } of loaded) note(name, context_length);
    for (const model of models) note(model, defaults?.n_ctx);
  }
  return sizes;
}
