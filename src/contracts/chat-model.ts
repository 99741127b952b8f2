import type { z } from 'zod';

/** Tokens one call cost, as the server reported them; zero where it did not. */
export interface CallUsage {
  inputTokens: number;
  outputTokens: number;
}

export interface ChatRequest {
  /** Which prompt this is; scripted models record it, servers never see it. */
  purpose: 'generate' | 'review' | 'modify';
  system: string;
  user: string;
  signal?: AbortSignal | undefined;
}

/** A language model behind one narrow door. Both calls throw `CoderError` `model-failed` or `cancelled`, never anything else. */
export interface ChatModel {
  /** The model's name as the server knows it. */
  readonly name: string;
  text(request: ChatRequest): Promise<{ text: string; usage: CallUsage }>;
  /** The reply is validated against `schema`; a reply that does not fit is asked for again once, with the reason. */
  structured<Value>(
    request: ChatRequest & { schema: z.ZodType<Value>; schemaName: string },
  ): Promise<{ value: Value; usage: CallUsage }>;
}
