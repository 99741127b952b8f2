import { randomInt } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AuditRecord } from '../../contracts/audit-record.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { isExhaustion, outOf } from '../../errors/exhaustion.ts';
import { tryLock } from '../../sandbox/environment/build-lock.ts';
import { auditPaths, makePrivateFolder, recordedDays, syncFolder } from './audit-folder.ts';
import { keepBlob } from './blobs.ts';
import { chainedLine } from './chained-line.ts';
import { findTail, type Tail } from './find-tail.ts';
import { emptyHead, readHead, writeHead } from './head.ts';

export interface LogEntry {
  record: AuditRecord;
  /** The texts that the record names by hash. */
  blobs: string[];
}

interface Waiting {
  entry: LogEntry;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Longer than the lock of a host that vanished stays in the way. */
const lockPatienceMs = 150_000;
/** Longest batch under one lock, so that other processes get their turn. */
const maxBatch = 64;

/** A log of hash-chained records that many tasks and processes may append to at once; what was appended survives a power cut. */
export class ChainedLog {
  readonly #folder: string;
  readonly #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws `config-invalid` before any work is done when no record could be written. */
  async prepare(): Promise<void> {
    await this.#orUnusable(async () => {
      await makePrivateFolder(this.#folder);
      const trial = path.join(this.#folder, `trial.${process.pid}.${randomInt(2 ** 47)}`);
      await using _handle = await open(trial, 'wx', 0o600);
      await rm(trial);
      if ((await readHead(this.#folder)).status !== 'found') await this.#begin();
    });
  }

  /** Resolves when the record is on the disk. Records that wait at the same time are written together. */
  append(entry: LogEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  /** A log has a head before its first record, so that a missing one is a fault from then on. */
  async #begin(): Promise<void> {
    await using _lock = await this.#lock();
    const isNew = (await recordedDays(this.#folder)).length === 0;
    if (isNew && (await readHead(this.#folder)).status === 'missing')
      await writeHead(this.#folder, emptyHead);
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, maxBatch);
      try {
        await this.#orUnusable(() => this.#write(batch.map(({ entry }) => entry)));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }

  async #write(entries: LogEntry[]): Promise<void> {
    await makePrivateFolder(this.#folder);
    for (const text of new Set(entries.flatMap(({ blobs }) => blobs))) await keepBlob(this.#folder, text);
    await using _lock = await this.#lock();
    const tail = await findTail(this.#folder);
    const today = new Date().toISOString().slice(0, 10);
    // A clock that was set back never makes a record stand before an older one.
    const day = tail.day !== null && tail.day > today ? tail.day : today;
    const { text, count, sha256 } = chain(entries, tail, day);
    const needsNewline = tail.endsTorn && day === tail.day;
    const bytes = await this.#appendText(day, needsNewline ? `\n${text}` : text);
    if (day !== tail.day) await syncFolder(this.#folder);
    await writeHead(this.#folder, { count, sha256, day, bytes });
  }

  /** The size of the file afterwards. */
  async #appendText(day: string, text: string): Promise<number> {
    await using handle = await open(auditPaths.day(this.#folder, day), 'a', 0o600);
    await handle.appendFile(text);
    await handle.sync();
    return (await handle.stat()).size;
  }

  async #lock(): Promise<AsyncDisposable> {
    const file = auditPaths.lock(this.#folder);
    for (const deadline = performance.now() + lockPatienceMs; performance.now() < deadline; ) {
      const lock = await tryLock(file);
      if (lock !== null) return lock;
      await wait(randomInt(2, 12));
    }
    throw new CoderError(
      `The audit log waited ${lockPatienceMs / 1000} s for ${file}, which another process has. Try again, or delete the file when no process uses this log.`,
      { code: 'busy' },
    );
  }

  async #orUnusable(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (cause instanceof CoderError) throw cause;
      if (isExhaustion(cause)) throw outOf(cause as NodeJS.ErrnoException);
      throw new CoderError(
        `The audit log in ${this.#folder} can't be written (${(cause as Error).message}), and nothing is answered without a record. Set auditDir to a folder you may write to, or free some space.`,
        { code: 'config-invalid', cause },
      );
    }
  }
}

/** The lines of new records, each following the one before. */
function chain(
  entries: LogEntry[],
  tail: Tail,
  day: string,
): { text: string; count: number; sha256: string } {
  let { count, sha256, notes } = tail;
  let text = '';
  for (const { record } of entries) {
    count += 1;
    const line = chainedLine({ seq: count, day, previous: sha256, notes, record });
    ({ sha256 } = line);
    notes = [];
    text += `${line.text}\n`;
  }
  return { text, count, sha256 };
}
