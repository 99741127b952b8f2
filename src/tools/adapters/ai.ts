import { type Tool as AiTool, jsonSchema, type Schema, type ToolSet, tool } from 'ai';
import { z } from 'zod';
import { progressText } from '../progress-text.ts';
import type { Tool } from '../tool.ts';
import { wireName } from '../wire-name.ts';
import type { ArtifactImage } from './artifact-images.ts';
import { type AdapterOptions, callTool } from './call-tool.ts';
import { LatestValue } from './latest-value.ts';
import { type OpenToolsOptions, openTools } from './open-tools.ts';

export type { Tool, ToolReply } from '../tool.ts';
export type { AdapterOptions, ToolProgress } from './call-tool.ts';
export type { OpenToolsOptions, ToolName } from './open-tools.ts';

/** What a tool part of a message holds, in this process and in a browser: how far the call is, then its reply, which names the files that were written and not where they are. */
export type AiToolOutput<Output extends object = object> =
  | { state: 'running'; progress: string }
  | {
      state: 'finished';
      isError: boolean;
      /** What the model reads. */
      text: string;
      data: Output;
      images: ArtifactImage[];
    };

/** The tools for `generateText`, `streamText` and agents, under their names. */
export function aiTools(options: OpenToolsOptions & AdapterOptions = {}): ToolSet {
  return Object.fromEntries(
    openTools(options).map((definition) => [wireName(definition.name), aiTool(definition, options)]),
  );
}

/** One tool for the AI SDK. While it runs it yields its progress as preliminary results. */
export function aiTool<Input extends object, Output extends object>(
  definition: Tool<Input, Output>,
  options: AdapterOptions = {},
): AiTool<Input, AiToolOutput<Output>> {
  const { title, description, inputSchema } = definition;
  return tool<Input, AiToolOutput<Output>>({
    title,
    description,
    inputSchema: shownSchema(inputSchema),
    execute: (input, { toolCallId, abortSignal }) =>
      run(definition, input, { ...options, callId: toolCallId, signal: abortSignal }),
    toModelOutput: ({ output }) => modelOutput(output),
  });
}

/** The schema as it is: the SDK itself would close every object of it, also one that takes any key. */
function shownSchema<Input extends object>(schema: z.ZodType<Input>): Schema<Input> {
  const { $schema, ...shown } = z.toJSONSchema(schema, { io: 'input' });
  return jsonSchema<Input>(shown as Parameters<typeof jsonSchema>[0], {
    validate: (value) => {
      const { success, data, error } = schema.safeParse(value);
      return success ? { success, value: data } : { success, error };
    },
  });
}

/** Nothing goes on running once nobody reads any more. */
async function* run<Input extends object, Output extends object>(
  definition: Tool<Input, Output>,
  input: unknown,
  options: AdapterOptions & { callId: string; signal: AbortSignal | undefined },
): AsyncGenerator<AiToolOutput<Output>, void> {
  const { signal, onProgress } = options;
  const abandoned = new AbortController();
  const progress = new LatestValue<string>();
  const call = callTool(definition, input, {
    ...options,
    signal: AbortSignal.any([abandoned.signal, ...(signal === undefined ? [] : [signal])]),
    onProgress: (told) => {
      onProgress?.(told);
      const text = progressText(told.event);
      if (text !== null) progress.put(text);
    },
  }).finally(() => progress.close());
  call.catch(() => undefined);
  try {
    for await (const text of progress) yield { state: 'running', progress: text };
    const { reply, images } = await call;
    yield { state: 'finished', isError: reply.isError, text: reply.text, data: reply.output, images };
  } finally {
    abandoned.abort();
  }
}

type ModelOutput = Awaited<ReturnType<NonNullable<AiTool['toModelOutput']>>>;

function modelOutput(output: AiToolOutput): ModelOutput {
  if (output.state === 'running') return { type: 'text', value: output.progress };
  const { isError, text, images } = output;
  if (images.length === 0) return { type: isError ? 'error-text' : 'text', value: text };
  return {
    type: 'content',
    value: [
      { type: 'text', text },
      ...images.map(({ mediaType, base64 }) => ({ type: 'image-data' as const, mediaType, data: base64 })),
    ],
  };
}
