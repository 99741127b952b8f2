import { randomInt } from 'node:crypto';
import { closeSync, constants, fstatSync, fsync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../config/schema.ts';
import type { AuditRecord } from '../contracts/audit-record.ts';
import { auditPaths, makePrivateFolder, recordedDays, syncFolder } from './audit-folder.ts';
import { keepBlob, type NamedText } from './blobs.ts';
import { chainedLine } from './chained-line.ts';
import { findTail, type Tail } from './find-tail.ts';
import { emptyHead, type Head, readHead, readyHead, writeHead } from './head.ts';
import { KeptHead } from './kept-head.ts';
import { lockLog } from './log-lock.ts';
import { unusableLog } from './unusable-log.ts';
import { placeAll } from './write-durably.ts';

export interface LogEntry {
  record: AuditRecord;
  /** The texts that the record names by hash. */
  blobs: NamedText[];
}

/** Where a record stands: the file of its day, and the byte its line begins with. */
export interface RecordPlace {
  day: string;
  offset: number;
}

interface Waiting {
  entry: LogEntry;
  resolve: (place: RecordPlace) => void;
  reject: (error: unknown) => void;
}

/** A link is not followed, and a pipe that nobody reads is not waited for. */
const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
const appending = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
const onDisk = promisify(fsync);
/** Longest batch under one lock, so that other processes get their turn. */
const maxBatch = 64;

/** A log of hash-chained records that many tasks and processes may append to at once; what was appended survives a power cut. */
export class ChainedLog {
  readonly #folder: string;
  readonly #kept: KeptHead;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  /** The heads could not be put in place after the last records, so that the next are answered only with theirs. */
  #lacksHeads = false;

  constructor(place: Pick<Config, 'auditDir' | 'stateDir'>) {
    this.#folder = place.auditDir;
    this.#kept = new KeptHead(place);
  }

  /** Throws `config-invalid` before any work is done when no record could be written. */
  async prepare(): Promise<void> {
    await this.#orUnusable(async () => {
      await makePrivateFolder(this.#folder);
      const trial = path.join(this.#folder, `trial.${process.pid}.${randomInt(2 ** 47)}`);
      closeSync(openSync(trial, 'wx', 0o600));
      rmSync(trial);
      if ((await readHead(this.#folder)).status !== 'found') await this.#begin();
    });
  }

  /** Resolves when the record is on the disk; the heads that count it follow. Records that wait at the same time are written together. */
  append(entry: LogEntry): Promise<RecordPlace> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves when everything appended so far is counted by the heads, or can't be. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** A log has a head before its first record, so that a missing one is a fault from then on. */
  async #begin(): Promise<void> {
    await using _lock = await lockLog(this.#folder);
    const isNew = recordedDays(this.#folder).length === 0;
    if (isNew && (await readHead(this.#folder)).status === 'missing')
      await writeHead(this.#folder, emptyHead);
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, maxBatch);
      try {
        await this.#orUnusable(() => this.#write(batch));
      } catch (error) {
        for (const { reject } of batch) reject(error); // which those don't hear that were answered
      }
    }
    this.#writing = null;
  }

  async #write(batch: Waiting[]): Promise<void> {
    await makePrivateFolder(this.#folder);
    const entries = batch.map(({ entry }) => entry);
    const texts = new Map(entries.flatMap(({ blobs }) => blobs).map((blob) => [blob.sha256, blob]));
    await Promise.all([...texts.values()].map((text) => keepBlob(this.#folder, text)));
    await using _lock = await lockLog(this.#folder);
    const tail = await findTail(this.#folder);
    const { head, places } = await this.#record(entries, tail);
    const answer = () => {
      for (const [index, place] of places.entries()) batch[index]?.resolve(place);
    };
    if (!this.#lacksHeads) answer();
    this.#lacksHeads = true;
    await placeAll([readyHead(this.#folder, head), this.#kept.ready(tail, head)]);
    this.#lacksHeads = false;
    answer();
  }

  /** Writes records after the last one, and waits for the disk. */
  async #record(entries: LogEntry[], tail: Tail): Promise<{ head: Head; places: RecordPlace[] }> {
    const today = new Date().toISOString().slice(0, 10);
    // A clock that was set back never makes a record stand before an older one.
    const day = tail.day !== null && tail.day > today ? tail.day : today;
    const { lines, count, sha256 } = chain(entries, tail, day);
    const text = lines.join('');
    const needsNewline = tail.endsTorn && day === tail.day;
    const file = openSync(auditPaths.day(this.#folder, day), appending, 0o600);
    try {
      writeFileSync(file, needsNewline ? `\n${text}` : text);
      const head = { count, sha256, day, bytes: fstatSync(file).size };
      await onDisk(file);
      if (day !== tail.day) await syncFolder(this.#folder);
      return { head, places: placesOf(lines, head) };
    } finally {
      closeSync(file);
    }
  }

  async #orUnusable<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (cause) {
      throw unusableLog(this.#folder, 'nothing is answered without a record', cause);
    }
  }
}

/** The lines of new records, each following the one before. */
function chain(
  entries: LogEntry[],
  tail: Tail,
  day: string,
): { lines: string[]; count: number; sha256: string } {
  let { count, sha256, notes } = tail;
  const lines: string[] = [];
  for (const { record } of entries) {
    count += 1;
    const line = chainedLine({ seq: count, day, previous: sha256, notes, record });
    ({ sha256 } = line);
    notes = [];
    lines.push(`${line.text}\n`);
  }
  return { lines, count, sha256 };
}

/** Where lines are that end a file of that many bytes. */
function placesOf(lines: string[], { day, bytes }: { day: string; bytes: number }): RecordPlace[] {
  let offset = bytes - lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
  return lines.map((line) => {
    const place = { day, offset };
    offset += Buffer.byteLength(line);
    return place;
  });
}
