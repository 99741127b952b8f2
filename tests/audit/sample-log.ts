import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { ChainedLog, type LogEntry, type RecordPlace } from '../../src/audit/chained-log.ts';
import { RecordWriter } from '../../src/audit/record-writer.ts';
import { verifyLog } from '../../src/audit/verify-log.ts';
import { createRedactor } from '../../src/text/redact.ts';

/** The audit id of the record with that number. */
export function idOf(number: number): string {
  return number.toString(16).padStart(32, 'a');
}

/** A record with a program that is long enough to be a blob. */
export function sampleEntry(number: number): LogEntry {
  const writer = new RecordWriter(createRedactor([]));
  const empty = writer.list<never>([]);
  const code = writer.text(`# program ${number}\n${'print("a line")\n'.repeat(50)}`);
  const record: LogEntry['record'] = {
    auditId: idOf(number),
    version: '0.0.0',
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:00:01.000Z',
    query: writer.text(`Question ${number}?`),
    contextSha256: null,
    files: empty,
    limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 16, diskMiB: 256 },
    seed: null,
    python: null,
    generator: { kind: 'model', name: 'm', understood: null },
    model: 'm',
    usage: { calls: 1, inputTokens: 1, outputTokens: 1 },
    promptSha256: [],
    rounds: [
      {
        iteration: 1,
        code,
        action: 'approved',
        stages: ['syntax'],
        author: null,
        issues: empty,
        changes: empty,
        run: null,
        durationMs: 1,
      },
    ],
    approvals: [],
    findings: empty,
    run: null,
    status: 'rejected',
    error: null,
    output: writer.text(''),
    stderr: writer.text(''),
    artifacts: empty,
    warnings: empty,
    timings: { totalMs: 1000 },
  };
  return { record, blobs: writer.blobs };
}

/** Appends a record and waits for the heads that count it. */
export async function appendTo(log: ChainedLog, entry: LogEntry): Promise<RecordPlace> {
  const place = await log.append(entry);
  await log.settled();
  return place;
}

/** A log in a folder of its own that disposal removes. */
export class SampleLog implements AsyncDisposable {
  readonly folder: string;
  /** The log and the state folder of who writes it. */
  readonly place: { auditDir: string; stateDir: string };
  readonly log: ChainedLog;

  private constructor(folder: string) {
    this.folder = folder;
    this.place = { auditDir: folder, stateDir: `${folder}-state` };
    this.log = new ChainedLog(this.place);
  }

  /** Nine records on three days: 1 to 3, 4 to 6, 7 to 9. */
  static async ofThreeDays(): Promise<SampleLog> {
    const sample = await SampleLog.empty();
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const day of [1, 2, 3]) {
        vi.setSystemTime(`2026-01-0${day}T12:00:00Z`);
        for (const number of [1, 2, 3]) await sample.append((day - 1) * 3 + number);
      }
    } finally {
      vi.useRealTimers();
    }
    return sample;
  }

  static async empty(): Promise<SampleLog> {
    const sample = new SampleLog(await mkdtemp(path.join(os.tmpdir(), 'audit-test-')));
    await sample.log.prepare();
    return sample;
  }

  append(number: number): Promise<RecordPlace> {
    return appendTo(this.log, sampleEntry(number));
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  /** Changes the text of one file of the log. */
  async change(name: string, by: (text: string) => string): Promise<void> {
    await writeFile(this.path(name), by(await this.read(name)));
  }

  /** Changes the list of lines of one day. */
  changeLines(name: string, by: (lines: string[]) => string[]): Promise<void> {
    return this.change(name, (text) =>
      by(text.trimEnd().split('\n'))
        .map((line) => `${line}\n`)
        .join(''),
    );
  }

  async days(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => name.endsWith('.jsonl')).sort();
  }

  verify() {
    return verifyLog(this.place, undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { auditDir, stateDir } = this.place;
    for (const folder of [auditDir, stateDir]) await rm(folder, { recursive: true, force: true });
  }
}
