import { isDeepStrictEqual } from 'node:util';
import type { RegisteredTool, ToolAnnotations } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { FunctionRegistry, JsonSchema, PythonFunction } from '../../contracts/python-functions.ts';
import { takesFiles } from '../../tools/bind-files.ts';
import { carriedSchema } from '../../tools/carried-schema.ts';
import { functionTool } from '../../tools/function-tool.ts';
import type { Connection } from './ask-approval.ts';
import { attachmentsSchema } from './attachments.ts';
import { callFunction } from './call-function.ts';
import { mcpFunctionOutputSchema } from './reply-content.ts';
import type { ServedFunctions } from './served-functions.ts';

/** Offers the declared functions over one connection. What is returned does it anew for those that have changed, and tells the client. */
export function offerFunctions(connection: Connection, { registry, current }: ServedFunctions): () => void {
  const offered = new Map<string, { declared: PythonFunction; tool: RegisteredTool }>();
  const offer = (): void => {
    const wanted = new Map(current().map((declared) => [declared.name, declared]));
    for (const [name, { declared, tool }] of offered) {
      if (isDeepStrictEqual(declared, wanted.get(name))) continue;
      tool.remove();
      offered.delete(name);
    }
    for (const [name, declared] of wanted)
      if (!offered.has(name)) offered.set(name, { declared, tool: register(connection, registry, declared) });
  };
  offer();
  return offer;
}

function register(
  connection: Connection,
  registry: FunctionRegistry,
  declared: PythonFunction,
): RegisteredTool {
  const { service, conversation, server } = connection;
  const tool = functionTool(registry, declared, {
    files: conversation.files,
    outputDir: service.outputDir,
  });
  const { name, title, description } = tool;
  const attaches = takesFiles(declared.parameters) && !hasParameter(declared.parameters, 'attachments');
  const config = {
    title,
    description,
    inputSchema: attaches ? carriedSchema(withAttachments(declared.parameters)) : tool.inputSchema,
    outputSchema: mcpFunctionOutputSchema,
    annotations: annotationsOf(declared),
  };
  return server.registerTool(name, config, (input, context) =>
    callFunction(connection, tool, { input, attaches, context }),
  );
}

/** Without network a function can do nothing but write files that nobody had before; with it, only its author knows. */
function annotationsOf({ network }: PythonFunction): ToolAnnotations {
  const reaches = network !== false;
  return { readOnlyHint: false, destructiveHint: reaches, idempotentHint: false, openWorldHint: reaches };
}

function hasParameter({ properties }: JsonSchema, name: string): boolean {
  return typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name);
}

function withAttachments(parameters: JsonSchema): JsonSchema {
  const { $schema, ...attachments } = z.toJSONSchema(attachmentsSchema, { io: 'input' });
  return { ...parameters, properties: { ...(parameters.properties as JsonSchema), attachments } };
}
