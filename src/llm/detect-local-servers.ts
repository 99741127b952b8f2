import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { cappedFetch } from './capped-fetch.ts';
import { listModels } from './list-models.ts';

export interface LocalCandidate {
  product: string;
  port: number;
  /** An address only this product answers with JSON; a stranger on its port is not taken for a model server. */
  identity: string;
}

const localCandidates: readonly LocalCandidate[] = [
  { product: 'Ollama', port: 11434, identity: '/api/version' },
  { product: 'llama.cpp', port: 8080, identity: '/props' },
  { product: 'vLLM', port: 8000, identity: '/version' },
  { product: 'LM Studio', port: 1234, identity: '/api/v0/models' },
];

export interface LocalServer {
  product: string;
  baseUrl: string;
  models: string[];
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
  { product, port, identity }: LocalCandidate,
  signal: AbortSignal,
): Promise<LocalServer | null> {
  const origin = `http://127.0.0.1:${port}`;
  const [identified, reply] = await Promise.all([
    readJson(origin + identity, signal),
    readJson(`${origin}/v1/models`, signal),
  ]);
  const models = listModels(reply);
  if (typeof identified !== 'object' || identified === null || models === null) return null;
  return { product, baseUrl: `${origin}/v1`, models };
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
