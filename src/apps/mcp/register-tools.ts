import type { ToolAnnotations } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { createDescribeFilesTool } from '../../tools/describe-files-tool.ts';
import { createExecutePythonTool } from '../../tools/execute-python-tool.ts';
import { createPythonCoderTool } from '../../tools/python-coder-tool.ts';
import type { Tool } from '../../tools/tool.ts';
import { createVerifyPythonTool } from '../../tools/verify-python-tool.ts';
import type { Connection } from './ask-approval.ts';
import { attachmentsSchema } from './attachments.ts';
import { callTool, type McpInput } from './call-tool.ts';
import { mcpTaskOutputSchema } from './reply-content.ts';

const maxListedFiles = 50;

const filesSchema = {
  files: z
    .array(z.string().max(4_096))
    .max(maxListedFiles)
    .optional()
    .describe('Files to use: paths in a folder the server may read, or artifact:// URIs of earlier calls.'),
  attachments: attachmentsSchema.optional(),
};

/** A client may show these to a person; none of the tools reaches anything outside this machine's sandbox. */
const onlyReads: ToolAnnotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };
const writesArtifacts: ToolAnnotations = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: false,
};

/** Offers the neutral tools over one connection; programs may import the declared functions. */
export function registerTools(connection: Connection): void {
  const { service, conversation } = connection;
  const { coder, approval, outputDir, functions } = service;
  const options = { coder, approval, outputDir, files: conversation.files, functions: functions?.registry };
  register(connection, createPythonCoderTool(options), writesArtifacts);
  register(connection, createExecutePythonTool(options), writesArtifacts);
  register(connection, createDescribeFilesTool(options), onlyReads);
  register(connection, createVerifyPythonTool(options), onlyReads);
}

function register(connection: Connection, tool: Tool, annotations: ToolAnnotations): void {
  const { name, title, description } = tool;
  const config = {
    title,
    description,
    inputSchema: (tool.inputSchema as z.ZodObject).extend(filesSchema),
    outputSchema: annotations === writesArtifacts ? mcpTaskOutputSchema : tool.outputSchema,
    annotations,
  };
  connection.server.registerTool(name, config, (input, context) =>
    callTool(connection, tool, { input: input as McpInput, context }),
  );
}
