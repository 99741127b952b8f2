import type OpenAI from 'openai';
import { CoderError } from '../errors/coder-error.ts';
import { cleanText } from '../text/clean-text.ts';
import type { ModelServer } from './model-server.ts';

const maxDetailChars = 300;

/** The one sentence for each way a model server can fail, chosen by error class and status, never by message. */
export function modelFault(cause: unknown, server: ModelServer, sdk: typeof OpenAI): CoderError {
  if (cause instanceof CoderError) return cause;
  const where = `The model server at ${server.baseUrl}`;
  const detail = describe(cause, server);
  const sentences: [new (...values: never[]) => Error, string][] = [
    [
      sdk.APIConnectionTimeoutError,
      `${where} did not answer within ${server.timeoutMs / 1000} s; raise model.timeoutSeconds or use a faster model.`,
    ],
    [
      sdk.APIConnectionError,
      `${where} can't be reached${detail}; check that it is running and that the URL is right.`,
    ],
    [sdk.AuthenticationError, `${where} refused the API key${detail}; set a valid key in the environment.`],
    [sdk.PermissionDeniedError, `${where} denied access${detail}; check what the key may use.`],
    [
      sdk.NotFoundError,
      `${where} does not know ${server.name ? `the model "${server.name}"` : 'this address'}${detail}; check model.name and model.baseUrl.`,
    ],
    [
      sdk.RateLimitError,
      `${where} turned the request away for its rate or quota limit${detail}; try again later.`,
    ],
    [sdk.InternalServerError, `${where} failed with status ${statusOf(cause)}${detail}; try again later.`],
    [sdk.APIError, `${where} rejected the request with status ${statusOf(cause)}${detail}.`],
    [SyntaxError, `${where} sent a reply that is not valid JSON; check that the URL is a model server's.`],
  ];
  const sentence = sentences.find(([kind]) => cause instanceof kind)?.[1];
  return new CoderError(sentence ?? `${where} could not be used${detail}.`, { code: 'model-failed', cause });
}

function statusOf(cause: unknown): number | string {
  return (cause as { status?: number }).status ?? 'unknown';
}

function describe(cause: unknown, server: ModelServer): string {
  const messages: string[] = [];
  for (let error = cause; error instanceof Error && messages.length < 4; error = error.cause) {
    if (error.message && !messages.includes(error.message)) messages.push(error.message);
  }
  const innermost = messages.at(-1);
  if (innermost === undefined) return '';
  const text = cleanText(innermost, maxDetailChars).trim().replace(/\.$/, '');
  return ` (${server.apiKey ? text.replaceAll(server.apiKey, '[key]') : text})`;
}
