import type { Span } from '@opentelemetry/api';
import type { CallUsage, ChatModel } from '../../contracts/chat-model.ts';
import { inSpan } from './in-span.ts';

/** The same model, with a `chat` span around every call that tells its purpose and its tokens. */
export function tracedModel(model: ChatModel): ChatModel {
  const chat = <Reply extends { usage: CallUsage }>(purpose: string, call: () => Promise<Reply>) => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': model.name,
      'python_coder.purpose': purpose,
    };
    return inSpan({ name: `chat ${model.name}`, attributes }, async (span) => withUsage(span, await call()));
  };
  return {
    name: model.name,
    contextTokens: model.contextTokens,
    text: (request) => chat(request.purpose, () => model.text(request)),
    structured: (request) => chat(request.purpose, () => model.structured(request)),
  };
}

function withUsage<Reply extends { usage: CallUsage }>(span: Span, reply: Reply): Reply {
  const { inputTokens, outputTokens } = reply.usage;
  span.setAttributes({
    'gen_ai.usage.input_tokens': inputTokens,
    'gen_ai.usage.output_tokens': outputTokens,
  });
  return reply;
}
