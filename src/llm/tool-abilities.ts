import { z } from 'zod';
import { cappedFetch } from './capped-fetch.ts';

const maxTemplateChars = 200_000;

/** What a server tells of one of its models; null where it does not. */
export interface ToolAbilities {
  hasNativeTools: boolean | null;
  chatTemplate: string | null;
}

const text = z.string().max(maxTemplateChars).optional().catch(undefined);

/** Ollama says both in `/api/show`; llama.cpp the template in `/props`, newer ones also what it can do. */
const pageSchema = z.object({
  template: text,
  chat_template: text,
  capabilities: z.array(z.string()).optional().catch(undefined),
  chat_template_caps: z.object({ supports_tools: z.boolean() }).optional().catch(undefined),
});

const unknown: ToolAbilities = { hasNativeTools: null, chatTemplate: null };

/** Asks a server of this machine or its network, which costs at most `deadlineMs`; no other server is asked, and none is sent a key. */
export async function toolAbilities(
  baseUrl: string,
  model: string,
  { signal, deadlineMs = 1_500 }: { signal?: AbortSignal | undefined; deadlineMs?: number } = {},
): Promise<ToolAbilities> {
  const server = new URL(baseUrl);
  if (!isNear(server.hostname)) return unknown;
  const deadline = AbortSignal.timeout(deadlineMs);
  const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const [ollama, llama] = await Promise.all([
    readPage(new URL('/api/show', server), {
      method: 'POST',
      body: JSON.stringify({ model }),
      headers: { 'content-type': 'application/json' },
      signal: until,
    }),
    readPage(new URL('/props', server), { signal: until }),
  ]);
  return {
    hasNativeTools:
      ollama?.capabilities?.includes('tools') ?? llama?.chat_template_caps?.supports_tools ?? null,
    chatTemplate: ollama?.template ?? llama?.chat_template ?? null,
  };
}

async function readPage(url: URL, request: RequestInit): Promise<z.infer<typeof pageSchema> | undefined> {
  try {
    const response = await cappedFetch(url, request);
    return response.ok ? pageSchema.parse(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

/** The loopback interface, private addresses, and names that only a local network knows. */
function isNear(hostname: string): boolean {
  return (
    /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+)$/.test(
      hostname,
    ) || /(?:^[^.:[\]]+|\.(?:local|internal|lan|home\.arpa))$/.test(hostname)
  );
}
