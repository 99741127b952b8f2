import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { cappedFetch } from './capped-fetch.ts';
import { contextSizes } from './context-sizes.ts';
import { listModels } from './list-models.ts';

export interface LocalCandidate {
  product: string;
  port: number;
  /** An address only this product answers with JSON; a stranger on its port is not taken for a model server. */
  identity: string;
  /** An address that tells more about the models that are loaded. */
  loaded?: string;
}

const localCandidates: readonly LocalCandidate[] = [
  { product: 'Ollama', port: 11434, identity: '/api/version', loaded: '/api/ps' },
  { product: 'llama.cpp', port: 8080, identity: '/props' },
  { product: 'vLLM', port: 8000, identity: '/version' },
  { product: 'LM Studio', port: 1234, identity: '/api/v0/models' },
];

export interface LocalServer {
  product: string;
  baseUrl: string;
  models: string[];
  /** The context of each model, where the server tells. */
  contextTokens: ReadonlyMap<string, number>;
}

/** Model servers that answer on 127.0.0.1, in the order of the candidates; a silent port costs `deadlineMs`, all ports together. */
export async function detectLocalServers(
  candidates: readonly LocalCandidate[] = localCandidates,
  { signal, deadlineMs = 600 }: { signal?: AbortSignal | undefined; deadlineMs?: number } = {},
): Promise<LocalServer[]> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const found = await Promise.all(candidates.map((candidate) => probe(candidate, until)));
  throwIfCancelled(signal);
  return found.filter((server) => server !== null);
}

async function probe(
  { product, port, identity, loaded }: LocalCandidate,
  signal: AbortSignal,
): Promise<LocalServer | null> {
  const origin = `http://127.0.0.1:${port}`;
  const [identified, reply, running] = await Promise.all([
    readJson(origin + identity, signal),
    readJson(`${origin}/v1/models`, signal),
    loaded === undefined ? undefined : readJson(origin + loaded, signal),
  ]);
  const models = listModels(reply);
  if (typeof identified !== 'object' || identified === null || models === null) return null;
  const contextTokens = contextSizes([identified, reply, running], models);
  return { product, baseUrl: `${origin}/v1`, models, contextTokens };
}

/** The JSON at an address, or undefined: a port without a model server is the normal case. */
async function readJson(url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await cappedFetch(url, { signal });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
