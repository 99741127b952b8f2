import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import type { OutputChunk, OutputFile } from '../contracts/runtime.ts';
import { unwritable } from './unwritable.ts';

/** Bytes of each stream kept in the outcome. */
export const keptBytes = 1 << 20;

interface CaptureOptions {
  stdout: Readable;
  stderr: Readable;
  /** Where the full standard output goes. */
  spoolPath: string;
  maxBytes: number;
  /** Called once, at the first byte past `maxBytes`; what follows is dropped. */
  onTooLarge: () => void;
  onOutput: ((chunk: OutputChunk) => void) | undefined;
}

export interface CapturedOutput {
  stdout: string;
  stderr: string;
  truncated: boolean;
  /** All of standard output when `stdout` is only its beginning. */
  fullOutput: OutputFile | null;
}

interface Kept {
  text: string;
  bytes: number;
  decoder: StringDecoder;
}

/** Follows both streams of a program: decoded chunks to the observer, the beginning in memory, all of stdout in a file; `done` rejects when that can't be written. */
export function captureOutput(options: CaptureOptions): { done: Promise<CapturedOutput> } {
  const kept: Record<OutputChunk['stream'], Kept> = { stdout: emptyKept(), stderr: emptyKept() };
  let spool: WriteStream | null = null;
  let spoolFault: unknown = null;
  let head: Buffer[] = [];
  const hash = createHash('sha256');
  let total = 0;

  const follow = async (name: OutputChunk['stream']): Promise<void> => {
    const stream = options[name];
    stream.on('data', (chunk: Buffer) => {
      const before = total;
      total += chunk.length;
      if (total > options.maxBytes && before <= options.maxBytes) options.onTooLarge();
      const accepted = chunk.subarray(0, Math.max(0, options.maxBytes - before));
      if (accepted.length === 0) return;
      keep(name, accepted);
      if (name === 'stdout') spoolOut(accepted);
    });
    await finished(stream, { writable: false }).catch(() => undefined);
    emit(name, kept[name].decoder.end());
  };

  const keep = (name: OutputChunk['stream'], chunk: Buffer): void => {
    const state = kept[name];
    const room = Math.max(0, keptBytes - state.bytes);
    state.bytes += chunk.length;
    const text = state.decoder.write(chunk);
    if (room > 0) state.text += chunk.length <= room ? text : text.slice(0, room);
    emit(name, text);
  };

  const emit = (stream: OutputChunk['stream'], text: string): void => {
    if (text !== '') options.onOutput?.({ stream, text });
  };

  const spoolOut = (chunk: Buffer): void => {
    hash.update(chunk);
    if (spool === null) head.push(chunk);
    if (spool === null && kept.stdout.bytes > keptBytes && spoolFault === null) {
      spool = openSpool();
      for (const part of head) spool?.write(part);
      head = [];
    } else spool?.write(chunk);
  };

  /** Called where nobody could catch: a fault is kept until the streams have ended. */
  const openSpool = (): WriteStream | null => {
    try {
      mkdirSync(path.dirname(options.spoolPath), { recursive: true, mode: 0o700 });
      const opened = createWriteStream(options.spoolPath, { flags: 'wx', mode: 0o600 });
      return opened.on('error', (error) => {
        spoolFault = error;
      });
    } catch (error) {
      spoolFault = error;
      return null;
    }
  };

  const done = Promise.all([follow('stdout'), follow('stderr')]).then(async () => {
    if (spool !== null) await ended(spool as WriteStream).catch((error: unknown) => (spoolFault ??= error));
    if (spoolFault !== null) throw unwritable(options.spoolPath, spoolFault);
    const truncated =
      kept.stdout.bytes > keptBytes || kept.stderr.bytes > keptBytes || total > options.maxBytes;
    return {
      stdout: kept.stdout.text,
      stderr: kept.stderr.text,
      truncated,
      fullOutput:
        spool === null
          ? null
          : {
              name: 'stdout.txt',
              path: options.spoolPath,
              bytes: spool.bytesWritten,
              sha256: hash.digest('hex'),
              fullOutput: true as const,
            },
    };
  });
  done.catch(() => undefined); // it may fail before anybody awaits it
  return { done };
}

/** Rejects for whatever could not be written, also where the stream has failed before. */
async function ended(stream: WriteStream): Promise<void> {
  stream.end();
  await finished(stream);
}

function emptyKept(): Kept {
  return { text: '', bytes: 0, decoder: new StringDecoder('utf8') };
}
