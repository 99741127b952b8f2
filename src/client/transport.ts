import type { z } from 'zod';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { askedMs, backoffMs, longestAskedMs, pause } from './pause.ts';
import { readText, readValue } from './read-reply.ts';
import { serviceError } from './service-error.ts';

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
    for (let failures = 1; ; failures += 1) {
      const isLast = failures > this.#address.retries;
      const attempt = await this.#attempt(call);
      if ('unreached' in attempt) {
        if (isLast || !call.repeatable) throw this.#unreachable(attempt.unreached, call);
        await pause(backoffMs(failures), call.signal);
        continue;
      }
      const { response } = attempt;
      if (response.ok || (call.outcomes === true && isAnswer(response))) return response;
      const asked = askedMs(response.headers);
      const mayRepeat = response.status === 429 || (call.repeatable && refusals.includes(response.status));
      const error = serviceError(response, await readText(response, errorCap));
      if (isLast || !mayRepeat || (asked ?? 0) > longestAskedMs) throw error;
      await pause(asked ?? backoffMs(failures), call.signal);
    }
  }

  /** The answer as a value of this shape. */
  async ask<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> {
    const response = await this.send(call);
    const text = await readText(response).catch((cause) => {
      throwIfCancelled(call.signal);
      throw cause instanceof CoderError ? cause : this.#unreachable(cause, call);
    });
    return readValue(text, schema);
  }

  async #attempt(call: Call): Promise<{ response: Response } | { unreached: unknown }> {
    throwIfCancelled(call.signal);
    const { url, token, fetch } = this.#address;
    const body = call.json === undefined ? call.body?.() : JSON.stringify(call.json);
    try {
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
      return { response };
    } catch (unreached) {
      throwIfCancelled(call.signal);
      return { unreached };
    }
  }

  #unreachable(cause: unknown, { repeatable }: Call): CoderError {
    const why = reasonOf(cause);
    const doubt = repeatable ? '' : ' Whether it did what was asked is not known.';
    return new CoderError(
      `The service at ${this.url} can't be reached, or the connection broke (${why}).${doubt} Check that it runs and that the URL is right.`,
      { code: 'lost', cause },
    );
  }
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
