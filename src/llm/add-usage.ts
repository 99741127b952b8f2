import type { CallUsage } from '../contracts/chat-model.ts';

export function addUsage(one: CallUsage, other: CallUsage): CallUsage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  };
}
