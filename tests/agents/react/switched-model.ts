import type { ChatModel } from '../../../src/contracts/chat-model.ts';
import { type ScriptedReply, scriptedModel } from '../../../src/llm/scripted-model.ts';

/** A model for one warm coder that serves many tests: each gives it the replies it needs, and what an earlier one left is gone. */
export function switchedModel(): { model: ChatModel; writes(...replies: ScriptedReply[]): void } {
  let writer = scriptedModel([]);
  return {
    model: {
      name: 'switched',
      text: (request) => writer.text(request),
      structured: (request) => writer.structured(request),
    },
    writes: (...replies) => {
      writer = scriptedModel(replies);
    },
  };
}
