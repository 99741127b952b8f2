import type { CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import { functionOutputSchema } from '../../tools/function-output.ts';
import { taskOutputSchema, taskReply } from '../../tools/task-output.ts';
import type { ToolReply } from '../../tools/tool.ts';
import { artifactContent, type KeptFiles } from './artifact-content.ts';
import { artifactUri, auditUri } from './resource-uri.ts';

const artifactSchema = taskOutputSchema.shape.artifacts.element.extend({
  uri: z.string().describe('reads the file as a resource, and names it in later calls'),
});

/** What a task's tool gives back over MCP: the neutral output, with addresses. */
export const mcpTaskOutputSchema = taskOutputSchema.extend({
  artifacts: z.array(artifactSchema).describe('files the program wrote'),
  auditUri: z.string().optional().describe('reads the audit record as a resource'),
});

/** The same of a declared function. Its result stays untyped: clients check it, and understand formats otherwise than pydantic. */
export const mcpFunctionOutputSchema = functionOutputSchema.extend({
  artifacts: z.array(artifactSchema).describe('files the function wrote'),
  auditUri: z.string().optional().describe('reads the audit record as a resource'),
});

/** A reply as MCP sends it; `note` is said to the model after everything else. */
export async function replyContent(reply: ToolReply, note = ''): Promise<CallToolResult> {
  const { text, isError, output, result, call } = reply;
  const kept = result ?? call ?? null;
  return {
    content: [
      { type: 'text', text: note === '' ? text : `${text}\n${note}` },
      ...(kept === null ? [] : await artifactContent(kept)),
    ],
    structuredContent: { ...output, ...(kept === null ? {} : addresses(kept)) },
    isError,
  };
}

/** A finished task as MCP sends it. */
export function taskContent(result: CodeTaskResult, note = ''): Promise<CallToolResult> {
  return replyContent(taskReply(result), note);
}

function addresses({ auditId, artifacts }: KeptFiles) {
  return {
    artifacts: artifacts.map(({ name, mediaType, bytes, sha256 }) => ({
      name,
      mediaType,
      bytes,
      sha256,
      uri: artifactUri(auditId, name),
    })),
    auditUri: auditUri(auditId),
  };
}
