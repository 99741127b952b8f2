import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One scripted answer to `/v1/chat/completions`; a string is the assistant's text. */
export type FakeReply =
  | string
  | { kind: 'text'; text: string | null; finishReason?: string; refusal?: string; usage?: FakeUsage | null }
  | { kind: 'json'; value: unknown }
  | { kind: 'status'; status: number; error?: object; headers?: Record<string, string> }
  | { kind: 'body'; body: string; contentType?: string }
  | { kind: 'tool-call'; name: string; args: object; text?: string }
  | { kind: 'no-choices' }
  | { kind: 'reset' }
  | { kind: 'held'; until: Promise<FakeReply>; onArrival: () => void };

export interface FakeUsage {
  prompt_tokens: number;
  completion_tokens: number;
}

export interface FakeRequest {
  method: string;
  path: string;
  authorization: string | null;
  /** Parsed JSON body; undefined for GET. */
  body: FakeRequestBody | undefined;
}

export interface FakeRequestBody {
  model: string;
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema: { name: string; strict?: boolean; schema: object } };
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  stream?: boolean;
}

export interface FakeOpenAiServer extends AsyncDisposable {
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly port: number;
  /** Every request in order, `/v1/models` included. */
  readonly requests: FakeRequest[];
  /** Bodies of the chat completion requests alone. */
  readonly chats: FakeRequestBody[];
  push(...replies: FakeReply[]): void;
}

/** Statuses that clients retry come with a short `retry-after-ms`, so tests don't wait for a backoff. */
export function status(code: number, error: object = {}, headers: Record<string, string> = {}): FakeReply {
  return { kind: 'status', status: code, error, headers: { 'retry-after-ms': '1', ...headers } };
}

/** A reply the server keeps back: `arrived` resolves when it was asked for, `release` sends it. */
export function held(): { reply: FakeReply; arrived: Promise<void>; release: (reply: FakeReply) => void } {
  let release: (reply: FakeReply) => void = () => {};
  let onArrival = () => {};
  const until = new Promise<FakeReply>((resolve) => {
    release = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    onArrival = resolve;
  });
  return { reply: { kind: 'held', until, onArrival }, arrived, release };
}

/** A real HTTP server on 127.0.0.1 that speaks `/v1/models` and `/v1/chat/completions` from a queue; an empty queue answers 500, not to be retried. */
export async function fakeOpenAiServer(
  options: { replies?: FakeReply[]; models?: string[]; pages?: Record<string, unknown> } = {},
): Promise<FakeOpenAiServer> {
  const { replies = [], models = ['fake-model'], pages = {} } = options;
  const queue = [...replies];
  const requests: FakeRequest[] = [];
  const server = createServer((message, response) => {
    void answer(message, response);
  });

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    requests.push(request);
    if (request.path === '/v1/models')
      return sendJson(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
    if (request.path in pages) return sendJson(response, 200, pages[request.path]);
    if (request.path !== '/v1/chat/completions')
      return sendJson(response, 404, { error: { message: 'no such page' } });
    const reply =
      queue.shift() ??
      status(500, { message: 'the queue of replies is empty' }, { 'x-should-retry': 'false' });
    await send(response, reply, request.body?.stream === true);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    port,
    requests,
    get chats() {
      return requests.flatMap(({ path, body }) => (path === '/v1/chat/completions' && body ? [body] : []));
    },
    push: (...more) => void queue.push(...more),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readRequest(message: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: message.method ?? '',
    path: new URL(message.url ?? '/', 'http://127.0.0.1').pathname,
    authorization: message.headers.authorization ?? null,
    body: text === '' ? undefined : (JSON.parse(text) as FakeRequestBody),
  };
}

async function send(response: ServerResponse, reply: FakeReply, isStream: boolean): Promise<void> {
  if (typeof reply === 'string') return send(response, { kind: 'text', text: reply }, isStream);
  if (isStream && (reply.kind === 'text' || reply.kind === 'tool-call')) return sendStream(response, reply);
  switch (reply.kind) {
    case 'text':
      return sendText(response, reply);
    case 'json':
      return sendText(response, { text: JSON.stringify(reply.value) });
    case 'status':
      response.setHeaders(new Headers(reply.headers));
      return sendJson(response, reply.status, { error: reply.error });
    case 'body':
      response.writeHead(200, { 'content-type': reply.contentType ?? 'application/json' }).end(reply.body);
      return;
    case 'tool-call':
      return sendText(response, { text: reply.text ?? null, toolCalls: [toolCall(reply)] });
    case 'no-choices':
      return sendJson(response, 200, { object: 'chat.completion', choices: [] });
    case 'reset':
      response.destroy();
      return;
    case 'held':
      reply.onArrival();
      return send(response, await reply.until, isStream);
  }
}

function sendText(
  response: ServerResponse,
  reply: {
    text: string | null;
    finishReason?: string;
    refusal?: string;
    usage?: FakeUsage | null;
    toolCalls?: object[];
  },
): void {
  const {
    text,
    finishReason = 'stop',
    refusal = null,
    toolCalls,
    usage = { prompt_tokens: 10, completion_tokens: 5 },
  } = reply;
  sendJson(response, 200, {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal, ...(toolCalls && { tool_calls: toolCalls }) },
        finish_reason: finishReason,
      },
    ],
    ...(usage && { usage }),
  });
}

function toolCall({ name, args }: { name: string; args: object }): object {
  return {
    id: `call-${randomUUID()}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  };
}

/** The same as server-sent events, word by word, as clients ask for it with `stream`. */
function sendStream(
  response: ServerResponse,
  reply: Extract<FakeReply, { kind: 'text' | 'tool-call' }>,
): void {
  const words = reply.text?.split(/(?<= )/) ?? [];
  const deltas: object[] = words.map((content) => ({ content }));
  if (reply.kind === 'tool-call') deltas.push({ tool_calls: [{ index: 0, ...toolCall(reply) }] });
  const reason = reply.kind === 'tool-call' ? 'tool_calls' : 'stop';
  const id = `chatcmpl-${randomUUID()}`;
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const events = [{ role: 'assistant', content: '' }, ...deltas].map((delta) => chunk(delta, null));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`${events.join('')}${chunk({}, reason)}data: [DONE]\n\n`);
}

function sendJson(response: ServerResponse, code: number, value: unknown): void {
  response.statusCode = code;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}
