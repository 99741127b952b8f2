import { type FunctionTool, tool } from '@openai/agents';
import { z } from 'zod';
import type { Tool } from '../tool.ts';
import { wireName } from '../wire-name.ts';
import { type AdapterOptions, type CallOutcome, callTool } from './call-tool.ts';
import { type OpenToolsOptions, openTools } from './open-tools.ts';

export type { Tool, ToolReply } from '../tool.ts';
export type { AdapterOptions, ToolProgress } from './call-tool.ts';
export type { OpenToolsOptions, ToolName } from './open-tools.ts';

/** As `Agent` takes it. */
export type OpenAiAgentsTool = FunctionTool<unknown, ReturnType<typeof parametersOf>, unknown>;

/** The tools for an `Agent`. The framework has no channel for progress and artifacts: `onProgress` and `onReply` are theirs. */
export function openAiAgentsTools(options: OpenToolsOptions & AdapterOptions = {}): OpenAiAgentsTool[] {
  return openTools(options).map((definition) => openAiAgentsTool(definition, options));
}

/** One tool for the OpenAI Agents SDK. Not in strict mode, which allows no argument to be left out; the tool checks its arguments itself. */
export function openAiAgentsTool(definition: Tool, options: AdapterOptions = {}): OpenAiAgentsTool {
  const { name, description, inputSchema } = definition;
  return tool({
    name: wireName(name),
    description,
    parameters: parametersOf(inputSchema),
    strict: false,
    execute: async (input, _context, details) =>
      contentOf(
        await callTool(definition, input, {
          ...options,
          callId: details?.toolCall?.callId,
          signal: details?.signal,
        }),
      ),
  });
}

/** The whole schema, with all that its properties refer to. */
function parametersOf(schema: z.ZodType) {
  const { $schema, properties = {}, required = [], ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return {
    additionalProperties: true as const,
    ...(rest as object),
    type: 'object' as const,
    properties,
    required,
  };
}

function contentOf({ reply, images }: CallOutcome<object>) {
  if (images.length === 0) return reply.text;
  return [
    { type: 'text', text: reply.text },
    ...images.map(({ mediaType, base64 }) => ({ type: 'image', image: { data: base64, mediaType } })),
  ];
}
