import { CoderError } from '../errors/coder-error.ts';
import { openAiHost } from './call-server.ts';

/** How a schema is put to a server, from the firmest way to the one every server has. `json_object` is no rung: servers reject it. */
const rungs = ['strict-schema', 'schema', 'text'] as const;

/** What one server and model are known to accept. */
export interface Dialect {
  rung: (typeof rungs)[number];
  tokenLimit: 'max_tokens' | 'max_completion_tokens';
  /** False for models that accept their own temperature only. */
  temperature: boolean;
}

export function initialDialect(baseUrl: string): Dialect {
  const isOpenAi = new URL(baseUrl).hostname === openAiHost;
  return {
    rung: 'strict-schema',
    tokenLimit: isOpenAi ? 'max_completion_tokens' : 'max_tokens',
    temperature: !isOpenAi,
  };
}

/** The next dialect to try after a server rejected a request, or null when the request itself is at fault. */
export function nextDialect(rejected: Dialect, error: unknown): Dialect | null {
  const cause = error instanceof CoderError ? (error.cause as { status?: unknown; param?: unknown }) : null;
  if (cause?.status !== 400 && cause?.status !== 422) return null;
  if (cause.param === 'temperature' && rejected.temperature) return { ...rejected, temperature: false };
  if (cause.param === rejected.tokenLimit && rejected.tokenLimit === 'max_tokens') {
    return { ...rejected, tokenLimit: 'max_completion_tokens' };
  }
  const rung = rungs[rungs.indexOf(rejected.rung) + 1];
  return rung ? { ...rejected, rung } : null;
}
