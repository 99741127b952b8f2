import { z } from 'zod';
import type { ChatModel, ChatReply, ChatRequest } from '../contracts/chat-model.ts';
import { estimateTokens } from '../prompts/estimate-tokens.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import { askStructured } from './ask-structured.ts';
import { callServer } from './call-server.ts';
import { type Dialect, initialDialect, nextDialect } from './dialect.ts';
import type { ModelServer } from './model-server.ts';
import { readCompletion } from './read-completion.ts';

/** Less than this is no use to anybody; a server may still refuse it. */
const shortestReply = 256;

interface Form {
  name: string;
  schema: Record<string, unknown>;
}

/** A model behind an OpenAI-compatible server; it remembers, for its lifetime, which dialect the server accepts. */
export function openAiModel(
  server: ModelServer & { name: string; maxOutputTokens: number; contextTokens?: number | undefined },
  prompts: Prompts,
): ChatModel {
  let known = initialDialect(server.baseUrl);

  async function complete(request: ChatRequest, form: Form | null): Promise<ChatReply> {
    let dialect: Dialect = form ? known : { ...known, rung: 'text' };
    for (;;) {
      try {
        const body = { model: server.name, ...speak(dialect, request, form) };
        const completion = await callServer(server, request.signal, (client, options) =>
          client.post<unknown>('/chat/completions', { body, ...options }),
        );
        known = form ? dialect : { ...dialect, rung: known.rung };
        return readCompletion(completion, server);
      } catch (error) {
        const next = nextDialect(dialect, error);
        if (!next) throw error;
        dialect = next;
      }
    }
  }

  /** The parts of a request that differ between servers. */
  function speak(dialect: Dialect, request: ChatRequest, form: Form | null) {
    const spelled = form !== null && dialect.rung === 'text';
    const { system, user } = spelled
      ? prompts.render('json-reply', {
          system: request.system,
          user: request.user,
          schema: JSON.stringify(form.schema),
        })
      : request;
    const format = form && !spelled && { ...form, ...(dialect.rung === 'strict-schema' && { strict: true }) };
    return {
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: user },
      ],
      [dialect.tokenLimit]: roomForReply(server, system + user),
      ...(dialect.temperature && { temperature: 0.2 }),
      ...(format && { response_format: { type: 'json_schema', json_schema: format } }),
    };
  }

  return {
    name: server.name,
    contextTokens: server.contextTokens,
    text: (request) => complete(request, null),
    structured(request) {
      const form = { name: request.schemaName, schema: wireSchema(request.schema) };
      return askStructured(request, (asked) => complete(asked, form), { name: server.name, prompts });
    },
  };
}

/** Servers reject a request whose reply might not fit into what the prompt leaves of the context. */
function roomForReply(
  { maxOutputTokens, contextTokens }: { maxOutputTokens: number; contextTokens?: number | undefined },
  prompt: string,
): number {
  if (contextTokens === undefined) return maxOutputTokens;
  return Math.min(maxOutputTokens, Math.max(shortestReply, contextTokens - estimateTokens(prompt)));
}

/** Strict servers want every key required and know no defaults. */
function wireSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...wire } = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.default;
    },
  });
  return wire;
}
