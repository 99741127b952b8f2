import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { cleanText } from '../../text/clean-text.ts';

const capabilitiesSchema = z.object({
  elicitation: z.object({ form: z.unknown().optional(), url: z.unknown().optional() }),
});
const maxNameChars = 60;
const clientSchema = z.object({ name: z.string() });

/** True when a person behind the client can be asked; clients of before there were kinds of questions say no kind. */
export function canAskPerson(server: McpServer, context: ServerContext): boolean {
  const said = claimOf(context, CLIENT_CAPABILITIES_META_KEY) ?? server.server.getClientCapabilities();
  const { data } = capabilitiesSchema.safeParse(said);
  return data !== undefined && (data.elicitation.form !== undefined || data.elicitation.url === undefined);
}

/** What the client calls itself, which proves nothing about it. */
export function clientName(server: McpServer, context: ServerContext): string {
  const said = claimOf(context, CLIENT_INFO_META_KEY) ?? server.server.getClientVersion();
  return cleanText(clientSchema.safeParse(said).data?.name ?? 'unnamed', maxNameChars);
}

/** What each request of the newer revision says about its client; earlier ones say it once. */
function claimOf({ mcpReq }: ServerContext, key: string): unknown {
  return (mcpReq.envelope as Record<string, unknown> | undefined)?.[key];
}
