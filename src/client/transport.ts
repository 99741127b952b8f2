import type { z } from 'zod';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { askedMs, backoffMs, longestAskedMs, pause } from './pause.ts';
import { readText, readValue } from './read-reply.ts';
import { ServiceError, serviceError } from './service-error.ts';

/** What every call may be given. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** One request to the service. */
export interface Call extends CallOptions {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Made with `route`, so that nothing in it leads elsewhere. */
  path: string;
  headers?: Record<string, string> | undefined;
  /** Sent as JSON. */
  json?: unknown;
  /** Makes the body anew for each attempt; streams are sent as they are read. */
  body?: (() => Uint8Array | Blob | ReadableStream<Uint8Array>) | undefined;
  /** True where a status that is no success may come with an answer: how something ended that the service did. */
  outcomes?: boolean | undefined;
  /** True where the same request twice has the effect of one; any other is sent again only where the service said it did nothing. */
  repeatable: boolean;
  /** True where the body is a stream that can be read once only. */
  once?: boolean | undefined;
}

export interface Address {
  url: string;
  token: string | null;
  fetch: typeof globalThis.fetch;
  /** How often a request is sent again. */
  retries: number;
}

/** Statuses of a service that is there and did nothing, or of what stands before one that is just starting. */
const refusals = [429, 502, 503, 504];
const errorCap = 1024 * 1024;

/** A refusal that may be taken back, and how long the service wants to be left alone. */
class Refusal {
  readonly error: ServiceError;
  readonly waitMs: number | null;
  constructor(error: ServiceError, waitMs: number | null) {
    this.error = error;
    this.waitMs = waitMs;
  }
}

/** Sends requests to one service, again where that is safe, and turns everything that is no answer into a `CoderError`. */
export class Transport {
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  get url(): string {
    return this.#address.url;
  }

  get retries(): number {
    return this.#address.retries;
  }

  /** The answer as it came. Throws `ServiceError` for what the service refuses, `lost` where there is no service, and `cancelled`. */
  async send(call: Call): Promise<Response> {
    return await this.#send(call, async (response) => response);
  }

  /** The answer as a value of this shape. */
  async ask<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> {
    return readValue(await this.#send(call, readText), schema);
  }

  async #send<Value>(call: Call, take: (response: Response) => Promise<Value>): Promise<Value> {
    for (let failures = 1; ; failures += 1) {
      const isLast = failures > this.#address.retries;
      try {
        return await this.#attempt(call, take);
      } catch (fault) {
        throwIfCancelled(call.signal);
        if (fault instanceof CoderError) throw fault;
        const { error, waitMs } =
          fault instanceof Refusal ? fault : { error: this.#unreachable(fault, call), waitMs: null };
        if (isLast || !mayRepeat(call, error) || (waitMs ?? 0) > longestAskedMs) throw error;
        await pause(waitMs ?? backoffMs(failures), call.signal);
      }
    }
  }

  /** Throws `Refusal` for what may be better later, and the fault of `fetch` where the connection broke, also under the answer. */
  async #attempt<Value>(call: Call, take: (response: Response) => Promise<Value>): Promise<Value> {
    throwIfCancelled(call.signal);
    const { url, token, fetch } = this.#address;
    const body = call.json === undefined ? call.body?.() : JSON.stringify(call.json);
    const response = await fetch(url + call.path, {
      method: call.method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      redirect: 'error', // a redirect would carry the token and the data elsewhere
    } as RequestInit);
    if (response.ok || (call.outcomes === true && isAnswer(response))) return await take(response);
    const error = serviceError(response, await readText(response, errorCap));
    throw refusals.includes(response.status) ? new Refusal(error, askedMs(response.headers)) : error;
  }

  #unreachable(cause: unknown, call: Call): CoderError {
    const why = reasonOf(cause);
    const doubt = call.repeatable && call.once !== true ? '' : ' Whether it did what was asked is not known.';
    return new CoderError(
      `The service at ${this.url} can't be reached, or the connection broke (${why}).${doubt} Check that it runs and that the URL is right.`,
      { code: 'lost', cause },
    );
  }
}

/** Too many requests: nothing was done, whatever was asked. */
function mayRepeat({ repeatable, once = false }: Call, error: CoderError): boolean {
  return !once && (repeatable || (error instanceof ServiceError && error.problem.status === 429));
}

/** Refusals have another media type. */
function isAnswer({ headers }: Response): boolean {
  return /^application\/json\b/.test(headers.get('content-type') ?? '');
}

/** What Node says of a failed `fetch` stands in its cause; browsers say nothing. */
function reasonOf(cause: unknown): string {
  const inner = (cause as { cause?: { code?: unknown } } | null)?.cause;
  if (typeof inner?.code === 'string') return inner.code;
  return cause instanceof Error ? cause.message : String(cause);
}
