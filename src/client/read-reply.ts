import type { z } from 'zod';
import { CoderError } from '../errors/coder-error.ts';
import { parseJson } from '../text/parse-json.ts';

/** The longest text that is taken from a service, in bytes of a reply and in characters of one event. */
export const longestText = 128 * 1024 * 1024;

/** The body of a reply as text; throws `lost` past the cap. */
export async function readText({ body }: Response, cap = longestText): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    bytes += value.byteLength;
    if (bytes > cap) {
      await reader?.cancel();
      throw unreadable(`more than ${cap / 1024 / 1024} MiB`);
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

/** The value in a text of the service. What a newer service says beside what is known here is let through; anything else that differs throws `internal`. */
export function readValue<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  const value = parseJson(text);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  if (issues.every(({ code }) => code === 'unrecognized_keys')) return value as z.output<Schema>;
  const [first] = issues;
  throw unreadable(`${first?.path.join('.') || 'a value'} that does not fit (${first?.message})`);
}

function unreadable(what: string): CoderError {
  return new CoderError(
    `The service answered with ${what}; check that the URL is a service's and that its version is the one of this client.`,
    { code: 'internal' },
  );
}
