import type { Duplex } from 'node:stream';

/** Splits a byte stream into frames of a 4-byte big-endian length and JSON; a frame past `maxBytes` or broken JSON ends the stream. */
export class FrameReader {
  readonly #waiting: ((value: unknown) => void)[] = [];
  readonly #ready: unknown[] = [];
  readonly #stream: Duplex;
  #buffered = Buffer.alloc(0);
  #ended = false;

  readonly #maxWaiting: number;

  /** `maxWaiting` frames are kept for a slow reader; a hostile writer of more is cut off. */
  constructor(stream: Duplex, { maxBytes, maxWaiting = 16 }: { maxBytes: number; maxWaiting?: number }) {
    this.#maxWaiting = maxWaiting;
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      if (this.#ended) return;
      this.#buffered = Buffer.concat([this.#buffered, chunk]);
      while (!this.#ended && this.#buffered.length >= 4) {
        const length = this.#buffered.readUInt32BE(0);
        if (length > maxBytes) this.#end();
        if (this.#buffered.length < 4 + length) return;
        const payload = this.#buffered.subarray(4, 4 + length);
        this.#buffered = this.#buffered.subarray(4 + length);
        this.#deliver(payload);
      }
    });
    stream.on('close', () => this.#end());
    stream.on('end', () => this.#end());
    stream.on('error', () => this.#end());
  }

  /** The next frame's value, or null once the stream has ended. */
  next(): Promise<unknown> {
    const value = this.#ready.shift();
    if (value !== undefined) return Promise.resolve(value);
    if (this.#ended) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #deliver(payload: Buffer): void {
    let value: unknown;
    try {
      value = JSON.parse(payload.toString('utf8'));
    } catch {
      this.#end();
      return;
    }
    const waiting = this.#waiting.shift();
    if (waiting) waiting(value);
    else if (this.#ready.length < this.#maxWaiting) this.#ready.push(value);
    else this.#end();
  }

  #end(): void {
    this.#ended = true;
    this.#buffered = Buffer.alloc(0);
    this.#stream.destroy();
    for (const waiting of this.#waiting.splice(0)) waiting(null);
  }
}

/** Writes one frame; a channel the other side has closed is ignored, its end is seen by the reader. */
export function writeFrame(stream: Duplex, value: unknown): void {
  const payload = Buffer.from(JSON.stringify(value), 'utf8');
  const header = Buffer.alloc(4);
  header.writeUInt32BE(payload.length, 0);
  stream.write(Buffer.concat([header, payload]));
}
