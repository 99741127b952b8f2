import { randomHex } from './random-hex.ts';
import type { Call } from './transport.ts';

/** What a file holds. A stream can be sent once only; a function that opens one lets a failed upload be tried again. */
export type Content = Blob | Uint8Array | ReadableStream<Uint8Array> | (() => ReadableStream<Uint8Array>);

/** A `File` of a browser or of Node, or any content under a name. */
export type Upload = File | { name: string; content: Content; mediaType?: string | undefined };

/** The body of an upload. Files of a known size are sent as one blob, streams as they are read. */
export function multipart(
  uploads: readonly Upload[],
): Pick<Call, 'headers' | 'body' | 'repeatable' | 'once'> {
  const boundary = `python-coder-${randomHex()}`;
  const contents = uploads.map(contentOf);
  const parts = uploads.flatMap((upload, at) => [
    `${at === 0 ? '' : '\r\n'}--${boundary}\r\n${headOf(upload)}`,
    contents[at] as Content,
  ]);
  const pieces: (string | Content)[] = [...parts, `\r\n--${boundary}--\r\n`];
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: () => (pieces.every(isWhole) ? new Blob(pieces as (string | Blob)[]) : streamOf(pieces)),
    repeatable: true,
    once: !contents.every((content) => isWhole(content) || typeof content === 'function'),
  };
}

function contentOf(upload: Upload): Content {
  return upload instanceof Blob ? upload : upload.content;
}

function headOf(upload: Upload): string {
  const type = upload instanceof Blob ? upload.type : upload.mediaType;
  const name = upload.name.replace(
    /[\r\n"]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  const clean = /^[\w.+-]+\/[\w.+-]+$/.test(type ?? '') ? type : 'application/octet-stream';
  return `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${clean}\r\n\r\n`;
}

function isWhole(piece: string | Content): boolean {
  return typeof piece === 'string' || piece instanceof Blob || piece instanceof Uint8Array;
}

function streamOf(pieces: readonly (string | Content)[]): ReadableStream<Uint8Array> {
  const chunks = chunksOf(pieces);
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });
}

async function* chunksOf(pieces: readonly (string | Content)[]): AsyncGenerator<Uint8Array, undefined> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else if (typeof piece === 'string') yield new TextEncoder().encode(piece);
    else yield* read(piece instanceof Blob ? piece.stream() : typeof piece === 'function' ? piece() : piece);
  }
}

async function* read(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
