import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { loadConfig } from '../config/load-config.ts';
import type { ConfigOverrides } from '../config/schema.ts';
import type { ChatModel } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { openAiHost } from '../llm/call-server.ts';
import { cappedFetch } from '../llm/capped-fetch.ts';
import { connectModel } from '../llm/connect-model.ts';
import { optionalPackage } from './optional-package.ts';
import { toolModel } from './text-tools/tool-model.ts';

export interface ChatModelOptions {
  /** Wins over every other source of configuration. */
  config?: ConfigOverrides | undefined;
  /** Replaces the user's configuration file. */
  configFile?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Told in one line when tool calls begin to be text, because the server has no native ones. */
  onNote?: ((note: string) => void) | undefined;
}

/** The model the coder would use, for LangChain; an agent can't do without one, so none throws `config-invalid`. */
export async function createChatModel(options: ChatModelOptions = {}): Promise<BaseChatModel> {
  const found = await findChatModel(options);
  if (found.model !== null) return found.model;
  throw new CoderError(needsModel(found.problem), { code: 'config-invalid' });
}

/** What is said where none is found, with what to do about it. */
export function needsModel(problem: string): string {
  return `Agents need a chat model to think with. ${problem}`;
}

/** The model the coder would use, or why there is none. */
export async function findChatModel(
  options: ChatModelOptions = {},
): Promise<{ model: BaseChatModel; tieBreaker: ChatModel } | { model: null; problem: string }> {
  const { config: overrides = {}, configFile, signal, onNote } = options;
  const config = loadConfig({ file: configFile, overrides });
  const connection = await connectModel(config, { signal });
  if (connection.model === null) return { model: null, problem: connection.problem };
  const { model, server } = connection;
  const { ChatOpenAI } = await optionalPackage(
    '@langchain/openai @langchain/core',
    () => import('@langchain/openai'),
  );
  const isOpenAi = new URL(server).hostname === openAiHost;
  const chat = new ChatOpenAI({
    model: model.name,
    apiKey: config.apiKey ?? 'not-needed',
    timeout: config.model.timeoutSeconds * 1000,
    maxRetries: config.model.maxRetries,
    maxTokens: config.model.maxOutputTokens,
    onFailedAttempt: throwUnlessPassing,
    configuration: {
      baseURL: server,
      fetch: cappedFetch,
      logLevel: 'off',
      ...(isOpenAi ? {} : { organization: null, project: null }),
    },
  });
  return { model: toolModel(chat, { settings: config.model, server, onNote }), tieBreaker: model };
}

const passing = [408, 429, 500, 502, 503, 504];

/** Ends the retries of LangChain, which would also ask again after a reply that is no JSON, where asking again is of no use. */
function throwUnlessPassing(error: Error & { status?: number }): void {
  const { name, status } = error;
  const isOfConnection = status === undefined && name !== 'AbortError' && !(error instanceof SyntaxError);
  if (!isOfConnection && !passing.includes(status ?? 0)) throw error;
}
