import { send } from './api.ts';

export interface StreamedEvent {
  id: string | null;
  type: string;
  data: string;
}

/** The events of a stream after the one with `lastId`, until the service closes it; a broken connection throws. */
export async function* eventStream(
  path: string,
  { lastId, signal }: { lastId: string | null; signal: AbortSignal },
): AsyncGenerator<StreamedEvent> {
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (lastId !== null) headers['last-event-id'] = lastId;
  const { body } = await send(path, { headers, signal });
  if (body === null) return;
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, BufferSource>)
    .getReader();
  let pending = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (pending + value).split(/\r?\n\r?\n/);
      pending = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Null for a block without data, such as a comment that keeps the connection alive. */
export function parseEvent(block: string): StreamedEvent | null {
  const event: StreamedEvent = { id: null, type: 'message', data: '' };
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (name === 'id') event.id = value;
    if (name === 'event') event.type = value;
    if (name === 'data') data.push(value);
  }
  return data.length === 0 ? null : { ...event, data: data.join('\n') };
}
