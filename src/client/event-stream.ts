import { longestText } from './read-reply.ts';

/** One server-sent event. */
export interface StreamMessage {
  /** The last id so far; empty where there was none. */
  id: string;
  event: string;
  data: string;
}

interface StreamOptions {
  /** Told how long the server wants clients to wait before they connect again. */
  onRetry?: ((ms: number) => void) | undefined;
  /** A stream that says nothing for so long, not even a comment, counts as lost. */
  idleMs?: number | undefined;
}

/** Reads server-sent events as the HTML standard has them; ends with the stream, and what was not finished by then is dropped. Throws where the stream breaks. */
export async function* eventStream(
  body: ReadableStream<Uint8Array>,
  { onRetry, idleMs }: StreamOptions = {},
): AsyncGenerator<StreamMessage> {
  let [id, event] = ['', ''];
  let data: string[] = [];
  let characters = 0;
  for await (const line of linesOf(chunksOf(body, idleMs))) {
    if (line === '') {
      if (data.length > 0) yield { id, event: event || 'message', data: data.join('\n') };
      [event, data, characters] = ['', [], 0];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      data.push(value);
      characters += value.length + 1;
      if (characters > longestText) throw new RangeError('One event is longer than any that is expected.');
    } else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value));
  }
}

/** Lines that end with LF, CR or CR LF, also where that falls between two chunks; the last one, without an end, is dropped. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  let characters = 0;
  let endedWithReturn = false;
  for await (const chunk of chunks) {
    let text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    if (endedWithReturn && text.startsWith('\n')) text = text.slice(1);
    endedWithReturn = text === '' ? false : text.endsWith('\r');
    const lines = text.split(/\r\n|\n|\r/);
    const rest = lines.pop() as string;
    for (const line of lines) {
      yield begun.join('') + line;
      [begun, characters] = [[], 0];
    }
    begun.push(rest);
    characters += rest.length;
    if (characters > longestText) throw new RangeError('One line is longer than any that is expected.');
  }
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  idleMs: number | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), idleMs);
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function inTime<Value>(work: Promise<Value>, ms: number | undefined): Promise<Value> {
  if (ms === undefined) return await work;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came for ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
