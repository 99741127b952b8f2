import { CoderError } from '../../../errors/coder-error.ts';
import { throwIfCancelled } from '../../../errors/throw-if-cancelled.ts';

export interface FetchCaps {
  /** As in a URL, with the port where it is not the usual one; nothing else is ever asked. */
  hosts: readonly string[];
  maxBytes: number;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  accept?: string | undefined;
}

export interface FetchedAnswer {
  status: number;
  contentType: string;
  /** Where it came from in the end. */
  url: string;
  bytes: Uint8Array;
}

const maxRedirects = 5;
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Asks permitted hosts only, also after each redirect, over https or this machine's loopback, and takes so many bytes in so much time. Throws `input-invalid` with the reason. */
export async function fetchCapped(address: string, caps: FetchCaps): Promise<FetchedAnswer> {
  throwIfCancelled(caps.signal);
  const timeout = AbortSignal.timeout(caps.timeoutMs);
  const signal = caps.signal === undefined ? timeout : AbortSignal.any([caps.signal, timeout]);
  try {
    const { response, url } = await follow(address, caps, signal);
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      url,
      bytes: await readCapped(response, url, caps.maxBytes),
    };
  } catch (error) {
    throwIfCancelled(caps.signal);
    if (error instanceof CoderError) throw error;
    const { host } = new URL(address);
    throw refused(
      timeout.aborted
        ? `${host} did not answer within ${caps.timeoutMs} ms`
        : `${host} could not be reached: check the address of the index and the network`,
      error,
    );
  }
}

async function follow(
  address: string,
  { hosts, accept }: FetchCaps,
  signal: AbortSignal,
): Promise<{ response: Response; url: string }> {
  let url = permitted(address, hosts);
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const response = await fetch(url, {
      signal,
      redirect: 'manual',
      credentials: 'omit',
      headers: accept === undefined ? {} : { accept },
    });
    const location = response.headers.get('location');
    if (response.type === 'opaqueredirect')
      throw refused(`${url.host} leads elsewhere, and a page may not see where: name that address instead`);
    if (response.status < 300 || response.status > 399 || location === null)
      return { response, url: url.href };
    await response.body?.cancel();
    url = permitted(new URL(location, url).href, hosts);
  }
  throw refused(`${url.host} answered with more than ${maxRedirects} redirects`);
}

function permitted(address: string, hosts: readonly string[]): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !hosts.includes(url.host))
    throw refused(
      `${url?.host || 'An address without a host'} is not one of the hosts of this index (${hosts.join(', ')})`,
    );
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.includes(url.hostname)))
    throw refused(`${url.host} would be asked without https`);
  if (url.username !== '' || url.password !== '')
    throw refused(`The address of ${url.host} holds a password`);
  return url;
}

async function readCapped(response: Response, url: string, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => refused(`${new URL(url).host} sent more than ${maxBytes} bytes`);
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    length += next.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function refused(problem: string, cause?: unknown): CoderError {
  return new CoderError(`${problem}.`, { code: 'input-invalid', cause });
}
