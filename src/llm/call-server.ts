import type OpenAI from 'openai';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { cappedFetch } from './capped-fetch.ts';
import { modelFault } from './model-fault.ts';
import type { ModelServer } from './model-server.ts';

/** The one server that is told the organisation and project the environment names. */
export const openAiHost = 'api.openai.com';

/**
 * Makes one call through the `openai` package, which retries 429, 5xx and lost connections with backoff.
 * Throws `model-failed` or, at once even during a backoff, `cancelled`.
 */
export async function callServer<Value>(
  server: ModelServer,
  signal: AbortSignal | undefined,
  call: (client: OpenAI, options: { signal?: AbortSignal }) => PromiseLike<Value>,
): Promise<Value> {
  throwIfCancelled(signal);
  const { default: sdk } = await import('openai');
  const finished = new AbortController();
  try {
    const reply = call(openClient(sdk, server), signal ? { signal } : {});
    return await Promise.race([reply, ...(signal ? [abortOf(signal, finished.signal)] : [])]);
  } catch (cause) {
    throwIfCancelled(signal);
    throw modelFault(cause, server, sdk);
  } finally {
    finished.abort();
  }
}

/** Rejects when `signal` fires; stops listening when `until` does. */
function abortOf(signal: AbortSignal, until: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: until });
  });
}

function openClient(sdk: typeof OpenAI, server: ModelServer): OpenAI {
  return new sdk({
    baseURL: server.baseUrl,
    apiKey: server.apiKey ?? 'not-needed',
    adminAPIKey: null,
    webhookSecret: null,
    timeout: server.timeoutMs,
    maxRetries: server.maxRetries,
    fetch: cappedFetch,
    logLevel: 'off',
    ...(new URL(server.baseUrl).hostname !== openAiHost && { organization: null, project: null }),
  });
}
