import type { CallUsage } from '../contracts/chat-model.ts';

export function addUsage(one: CallUsage, other: CallUsage): CallUsage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    calls: (one.calls ?? 1) + (other.calls ?? 1),
  };
}
