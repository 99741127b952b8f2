import { CoderError } from '../errors/coder-error.ts';

const maxReplyBytes = 8 * 1024 * 1024;
const maxWaitSeconds = 60;

/**
 * A `fetch` that reads the whole body under the caller's deadline, refuses redirects (they would carry the key and
 * the data elsewhere), fails past a size cap, and turns a wait the server asks for into a failure when it is too long.
 */
export async function cappedFetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'error' });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxReplyBytes) return oversizedReply();
    chunks.push(chunk);
  }
  const headers = new Headers(response.headers);
  if (askedWaitSeconds(headers) > maxWaitSeconds) headers.set('x-should-retry', 'false');
  const { status, statusText } = response;
  return new Response(bytes > 0 ? Buffer.concat(chunks) : null, { status, statusText, headers });
}

function askedWaitSeconds(headers: Headers): number {
  const milliseconds = Number(headers.get('retry-after-ms') ?? 0);
  const after = headers.get('retry-after') ?? '0';
  const seconds = Number(after);
  const untilDate = (Date.parse(after) - Date.now()) / 1000;
  return Math.max(milliseconds / 1000 || 0, (Number.isNaN(seconds) ? untilDate : seconds) || 0);
}

/** Fails when it is read, not when it arrives: an error on arrival would be retried. */
function oversizedReply(): Response {
  const fault = new CoderError(
    `The model server sent more than ${maxReplyBytes / 1024 / 1024} MiB; check that the base URL is a model server's.`,
    { code: 'model-failed' },
  );
  const body = new ReadableStream({ start: (controller) => controller.error(fault) });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}
