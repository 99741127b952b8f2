import type { z } from 'zod';

/** Tokens one call cost, as the server reported them; zero where it did not. */
export interface CallUsage {
  inputTokens: number;
  outputTokens: number;
  /** Replies it took, where it took more than one. */
  calls?: number;
}

export interface ChatReply {
  /** Without thoughts; empty when there was nothing else. */
  text: string;
  usage: CallUsage;
  /** True when the reply ended at a length limit instead of where the model wanted. */
  cutOff?: boolean;
}

export interface ChatRequest {
  /** Which prompt this is; scripted models record it, servers never see it. */
  purpose: 'generate' | 'review' | 'modify' | 'route' | 'agent';
  system: string;
  user: string;
  signal?: AbortSignal | undefined;
}

/** A language model behind one narrow door. Both calls throw `CoderError` `model-failed` or `cancelled`, never anything else. */
export interface ChatModel {
  /** The model's name as the server knows it. */
  readonly name: string;
  /**
   * Tells a model of your own from every other, for as long as its answers mean the same: approved code is reused for models of
   * the same identity only, and never without one. Change it with the weights, the provider or the temperature.
   */
  readonly identity?: string | undefined;
  /** Tokens of prompt and reply together, where the model's server tells. */
  readonly contextTokens?: number | undefined;
  text(request: ChatRequest): Promise<ChatReply>;
  /** The reply is validated against `schema`; a reply that does not fit is asked for again once, with the reason. */
  structured<Value>(
    request: ChatRequest & { schema: z.ZodType<Value>; schemaName: string },
  ): Promise<{ value: Value; usage: CallUsage }>;
}
