import type { Readable } from 'node:stream';

/** Keeps the end of what a stream says. */
export function lastText(stream: Readable): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-600);
  });
  return () => text.trim();
}
