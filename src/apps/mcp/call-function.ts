import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CoderError } from '../../errors/coder-error.ts';
import type { FunctionTool } from '../../tools/function-tool.ts';
import type { Connection } from './ask-approval.ts';
import { type Attachment, attachmentsSchema, readAttachments } from './attachments.ts';
import { progressOf } from './progress.ts';
import { replyContent } from './reply-content.ts';
import { sayProblem } from './say-problem.ts';

interface FunctionCall {
  input: Record<string, unknown>;
  /** True when `attachments` are files the client sends along and no argument of the function. */
  attaches: boolean;
  context: ServerContext;
}

/** One call of a declared function: what it wrote can be read as resources and named in later calls. */
export function callFunction(
  { service, conversation }: Connection,
  tool: FunctionTool,
  { input, attaches, context }: FunctionCall,
): Promise<CallToolResult> {
  return service.serve(context, (signal) =>
    sayProblem(service, async () => {
      const { attachments, ...values } = input;
      if (attaches) conversation.files.attach(readAttachments(parsed(attachments)));
      const reply = await tool.call(attaches ? values : input, { signal, onEvent: progressOf(context) });
      if (reply.call !== undefined) conversation.ledger.add(reply.call);
      return replyContent(reply);
    }),
  );
}

function parsed(attachments: unknown): Attachment[] {
  const { data, error } = attachmentsSchema.safeParse(attachments ?? []);
  if (data !== undefined) return data;
  throw new CoderError(`The attachments do not fit: ${z.prettifyError(error)}`, { code: 'input-invalid' });
}
