import { type MessageContent, ToolMessage } from '@langchain/core/messages';
import { type DynamicStructuredTool, type ToolRunnableConfig, tool } from '@langchain/core/tools';
import { z } from 'zod';
import type { Tool, ToolReply } from '../tool.ts';
import { wireName } from '../wire-name.ts';
import { type AdapterOptions, type CallOutcome, callTool, type ToolProgress } from './call-tool.ts';
import { type OpenToolsOptions, openTools } from './open-tools.ts';

export type { Tool, ToolReply } from '../tool.ts';
export type { AdapterOptions, ToolProgress } from './call-tool.ts';
export type { OpenToolsOptions, ToolName } from './open-tools.ts';

/** What a graph adds to the configuration of a call; a call outside of one has none of it. */
interface InGraph {
  toolCallId?: string;
  writer?: ((chunk: ToolProgress) => void) | null;
}

/** The tools for `createAgent` and `ToolNode`. The message's content is what the model reads; its artifact is the whole `ToolReply`. */
export function langChainTools(options: OpenToolsOptions & AdapterOptions = {}): DynamicStructuredTool[] {
  return openTools(options).map((definition) => langChainTool(definition, options));
}

/** One tool for LangChain. Each event of a task goes to the stream of custom data of the graph that calls it. */
export function langChainTool(definition: Tool, options: AdapterOptions = {}): DynamicStructuredTool {
  const { description } = definition;
  const name = wireName(definition.name);
  return tool(
    async (input: unknown, config: ToolRunnableConfig & InGraph): Promise<[unknown, ToolReply]> => {
      const callId = config.toolCallId ?? config.toolCall?.id;
      const { writer } = config;
      const outcome = await callTool(definition, input, {
        ...options,
        callId,
        signal: config.signal,
        onProgress: (progress) => {
          writer?.(progress);
          options.onProgress?.(progress);
        },
      });
      const { reply } = outcome;
      const content = contentOf(outcome);
      if (!reply.isError || callId === undefined) return [content, reply];
      const failed = { content, artifact: reply, name, tool_call_id: callId, status: 'error' as const };
      return [new ToolMessage(failed), reply];
    },
    {
      name,
      description,
      schema: shownSchema(definition.inputSchema),
      responseFormat: 'content_and_artifact',
    },
  ) as unknown as DynamicStructuredTool;
}

/** Looks like the given schema to a model and takes everything: the tool checks its arguments itself, where LangChain would answer with a stack of this host. */
function shownSchema(schema: z.ZodType): z.ZodType {
  const { $schema, ...shown } = z.toJSONSchema(schema, { io: 'input' });
  return z.unknown().meta(shown);
}

function contentOf({ reply, images }: CallOutcome<object>): MessageContent {
  if (images.length === 0) return reply.text;
  return [
    { type: 'text', text: reply.text },
    ...images.map(({ mediaType, base64 }) => ({
      type: 'image_url',
      image_url: { url: `data:${mediaType};base64,${base64}` },
    })),
  ];
}
