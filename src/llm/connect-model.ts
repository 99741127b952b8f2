import { modelSource } from '../config/model-source.ts';
import type { Config } from '../config/schema.ts';
import type { ChatModel } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { loadPrompts, type Prompts } from '../prompts/load-prompts.ts';
import { callServer, openAiHost } from './call-server.ts';
import { detectLocalServers, type LocalCandidate, type LocalServer } from './detect-local-servers.ts';
import { listModels } from './list-models.ts';
import { openAiModel } from './open-ai-model.ts';

const openAiBaseUrl = `https://${openAiHost}/v1`;
const openAiDefaultModel = 'gpt-5-mini';

const howToConfigure =
  'Set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL for another OpenAI-compatible server, or start a local model server such as Ollama.';

export type ModelConnection =
  | { model: ChatModel; server: string; chosenBy: 'configuration' | 'environment' | 'detected' | 'caller' }
  | { model: null; problem: string };

/**
 * The configured model, else one found on the loopback interface, else the reason there is none.
 * A configured server is never replaced by another one: when it can't be asked for its models this throws `model-failed`.
 */
export async function connectModel(
  config: Config,
  options: {
    signal?: AbortSignal | undefined;
    prompts?: Prompts;
    candidates?: readonly LocalCandidate[];
  } = {},
): Promise<ModelConnection> {
  const { signal, prompts = loadPrompts(), candidates } = options;
  const { baseUrl, name, detectLocal } = config.model;
  const { maxOutputTokens } = config.model;
  const open = (server: { baseUrl: string; name: string }, told?: number) => {
    const contextTokens = config.model.contextTokens ?? told;
    return openAiModel({ ...patience(config), ...server, maxOutputTokens, contextTokens }, prompts);
  };

  if (baseUrl !== null || config.apiKey !== null) {
    const server = baseUrl ?? openAiBaseUrl;
    const model = open({ baseUrl: server, name: name ?? (await firstModel(server, config, signal)) });
    return { model, server, chosenBy: modelSource(config) };
  }
  if (!detectLocal) return { model: null, problem: `No model is configured. ${howToConfigure}` };
  const servers = await detectLocalServers(candidates, { signal });
  for (const server of servers) {
    const offered = chooseModel(server.models, name);
    if (offered)
      return {
        model: open({ baseUrl: server.baseUrl, name: offered }, server.contextTokens.get(offered)),
        server: server.baseUrl,
        chosenBy: 'detected',
      };
  }
  return { model: null, problem: explainNone(servers, name) };
}

async function firstModel(baseUrl: string, config: Config, signal: AbortSignal | undefined): Promise<string> {
  if (new URL(baseUrl).hostname === openAiHost) return openAiDefaultModel;
  const server = { ...patience(config), baseUrl };
  const reply = await callServer(server, signal, (client, request) =>
    client.get<unknown>('/models', request),
  );
  const name = listModels(reply)?.[0];
  if (name) return name;
  throw new CoderError(
    `The model server at ${baseUrl} lists no chat model; name one with OPENAI_MODEL or --model.`,
    { code: 'model-failed' },
  );
}

function patience({ apiKey, model }: Config) {
  return { apiKey, timeoutMs: model.timeoutSeconds * 1000, maxRetries: model.maxRetries };
}

/** Ollama lists "name:latest" for what people call "name". */
function chooseModel(offered: string[], wanted: string | null): string | undefined {
  if (wanted === null) return offered[0];
  return offered.find((name) => name === wanted || name === `${wanted}:latest`);
}

function explainNone(servers: LocalServer[], wanted: string | null): string {
  if (servers.length === 0)
    return `No model is configured and no local model server answers. ${howToConfigure}`;
  const found = servers.map(({ product, baseUrl }) => `${product} at ${baseUrl}`).join(' and ');
  const lacking = wanted === null ? 'any chat model' : `the model "${wanted}"`;
  return `Found ${found}, without ${lacking}: load one there (for Ollama: ollama pull <model>). ${howToConfigure}`;
}
