import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import type { ServedEvent } from '../../../contracts/service/task-view.ts';

export interface NumberedEvent {
  /** Counted from 1. */
  id: number;
  event: ServedEvent;
}

/** What one task may have told; output beyond it is left out, and said so once. */
const maxBytes = 32 * 1024 * 1024;

/** The events of one task, in memory while it is at work and in a file for ever; readers follow at their own pace. */
export class EventLog {
  readonly #file: string;
  #events: string[] | null;
  #writer: Promise<FileHandle> | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  #bytes = 0;
  #waiting = new Set<() => void>();

  /** Goes on with the events that the file has; half a line, which a crash left, would spoil the next one. */
  static async reopen(file: string): Promise<EventLog> {
    const lines = await linesOf(file);
    const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    await truncate(file, bytes).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error; // nothing was told yet
    });
    return new EventLog(file, lines);
  }

  /** Of a task that tells nothing more. */
  static closed(file: string): EventLog {
    return new EventLog(file, null);
  }

  constructor(file: string, events: string[] | null = []) {
    this.#file = file;
    this.#events = events;
    this.#bytes = events?.reduce((sum, line) => sum + line.length, 0) ?? 0;
  }

  append(event: ServedEvent): void {
    if (this.#events === null) return;
    const line = JSON.stringify(event);
    const isFull = this.#bytes > maxBytes;
    if (isFull && event.type === 'output') return;
    this.#add(line);
    if (!isFull && this.#bytes > maxBytes)
      this.append({ type: 'warning', message: 'Further output is not shown here; the result has it.' });
  }

  /** Ends the stream for those who read it; what was appended is in the file afterwards. */
  async close(): Promise<void> {
    const writer = await this.#writer?.catch(() => null); // it could not be opened, and what was told stays untold
    await this.#writing;
    await writer?.close().catch(() => undefined);
    this.#writer = null;
    this.#events = null;
    this.#wake();
  }

  /** Every event after the given one, until the task has ended or the signal fires. */
  async *after(last: number, signal: AbortSignal): AsyncGenerator<NumberedEvent> {
    let id = last;
    while (!signal.aborted) {
      const events = this.#events;
      if (events === null) return yield* eventsIn(this.#file, id, signal);
      for (; id < events.length && !signal.aborted; id += 1)
        yield { id: id + 1, event: JSON.parse(events[id] as string) };
      if (id === this.#events?.length) await this.#next(signal);
    }
  }

  #add(line: string): void {
    this.#events?.push(line);
    this.#bytes += line.length;
    this.#writer ??= open(this.#file, 'a', 0o600);
    const writer = this.#writer;
    this.#writing = this.#writing.then(async () => (await writer).write(`${line}\n`)).catch(() => undefined);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

/** The events of a file after the given one, read as they are asked for; a crash may have left half a line at its end. */
async function* eventsIn(file: string, last: number, signal: AbortSignal): AsyncGenerator<NumberedEvent> {
  if (!existsSync(file)) return; // nothing was told
  let id = 0;
  const begun: string[] = [];
  for await (const part of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = part.split('\n');
    for (const [at, end] of lines.entries()) {
      begun.push(end);
      if (at === lines.length - 1) break;
      if (signal.aborted) return;
      id += 1;
      if (id > last) yield { id, event: JSON.parse(begun.join('')) };
      begun.length = 0;
    }
  }
}

/** The whole lines of a file; a crash may have left the last one unfinished. */
async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').slice(0, -1);
}
