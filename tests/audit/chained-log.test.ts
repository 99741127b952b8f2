import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, vi } from 'vitest';
import { readChainedLine } from '../../src/audit/chained-line.ts';
import { ChainedLog } from '../../src/audit/chained-log.ts';
import { auditIdIn } from '../../src/audit/problems.ts';
import { maxLineBytes } from '../../src/audit/read-lines.ts';
import { auditLines } from '../helpers/audit-records.ts';
import { SampleLog, sampleEntry } from './sample-log.ts';

const appender = path.join(import.meta.dirname, 'append-records.mjs');

function start({ place }: SampleLog, numbers: number[], forever = false) {
  const entries = numbers.map((number) => sampleEntry(number));
  return execa(process.execPath, [appender], {
    input: JSON.stringify({ place, entries, forever }),
    reject: false,
  });
}

/** The ids of all records, the oldest first; a line that a crash left unfinished is none. */
function idsIn(folder: string): unknown[] {
  const read = auditLines(folder).map((line) => readChainedLine(Buffer.from(line)));
  return read.flatMap((one) => (one.status === 'genuine' ? [auditIdIn(one.line.record)] : []));
}

describe('a log that several write to', () => {
  it('holds every record of four processes with fifty tasks at once, in one chain', async () => {
    await using log = await SampleLog.empty();
    const numbers = (process: number) => Array.from({ length: 50 }, (_, task) => process * 50 + task + 1);
    const ended = await Promise.all([0, 1, 2, 3].map((process) => start(log, numbers(process))));
    const answered = ended.flatMap(({ stdout }) => stdout.split('\n'));
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(await log.verify()).toMatchObject({ intact: true, records: 200, texts: 200, notes: [] });
    expect(idsIn(log.folder).sort()).toEqual(answered.sort());
  });

  it('is shared by two logs in one process', async () => {
    await using log = await SampleLog.empty();
    const other = new ChainedLog(log.place);
    await Promise.all(
      [1, 2, 3, 4].map((number) => (number % 2 ? log.log : other).append(sampleEntry(number))),
    );
    expect(await log.verify()).toMatchObject({ intact: true, records: 4 });
  });

  it('keeps every answered record when writers are killed, and the others go on at once', async () => {
    await using log = await SampleLog.empty();
    const writers = [1, 2, 3, 4].map((number) => start(log, [number], true));
    const answered = await Promise.all(
      writers.map(async (writer, index) => {
        const ids: string[] = [];
        for await (const id of writer.iterable({ from: 'stdout' })) {
          ids.push(id as string);
          if (ids.length === 10 * (index + 1)) writer.kill('SIGKILL');
        }
        return ids;
      }),
    );
    expect(answered.map(({ length }) => length)).toEqual(
      [10, 20, 30, 40].map((least) => expect.toSatisfy((length: number) => length >= least)),
    );
    await log.append(100);
    const kept = idsIn(log.folder);
    expect(answered.flat().filter((id) => !kept.includes(id))).toEqual([]);
    expect(await log.verify()).toMatchObject({ intact: true, problems: [] });
  });
});

describe('a record that a crash left unfinished', () => {
  it.each([
    ['part of a line', '{"seq":3,"day":'],
    ['part of a character', Buffer.from('{"query":"é').subarray(0, -1)],
  ])('as %s is kept, noted by the next record, and no fault', async (_, torn) => {
    await using log = await SampleLog.empty();
    await log.append(1);
    const [day = ''] = await log.days();
    await writeFile(log.path(day), torn, { flag: 'a' });
    expect(await log.verify()).toMatchObject({
      intact: true,
      notes: [expect.stringMatching(/line 2: a record that was not finished/)],
    });
    await log.append(2);
    await log.append(3);
    expect(await log.verify()).toMatchObject({
      intact: true,
      records: 3,
      notes: [
        expect.stringMatching(/line 2: \d+ bytes of a record that was never finished, as record 2 notes/),
      ],
    });
    expect((await log.read(day)).split('\n')[1]).toBe(torn.toString());
  });

  it('is a fault when somebody changes it afterwards', async () => {
    await using log = await SampleLog.empty();
    await log.append(1);
    const [day = ''] = await log.days();
    await writeFile(log.path(day), '{"seq":', { flag: 'a' });
    await log.append(2);
    await log.change(day, (text) => text.replace('{"seq":\n', '{"sex":\n'));
    expect(await log.verify()).toMatchObject({ intact: false, problems: [{ kind: 'unreadable', line: 2 }] });
  });

  it('is noted by the first record of the next day as well', async () => {
    await using log = await SampleLog.ofThreeDays();
    await writeFile(log.path('2026-01-03.jsonl'), 'half', { flag: 'a' });
    await log.append(10);
    expect(await log.verify()).toMatchObject({
      intact: true,
      records: 10,
      files: 4,
      notes: [expect.any(String)],
    });
  });
});

describe('a disk that is full in the middle of a record', () => {
  it('is the error of that record alone; what it left is noted and every answered record is kept', async () => {
    await using log = await SampleLog.empty();
    const entries = [sampleEntry(1)];
    const writer = await execa('bash', ['-c', 'ulimit -f 8; exec "$@"', 'bash', process.execPath, appender], {
      input: JSON.stringify({ place: log.place, entries, forever: true }),
      reject: false,
    });
    expect(writer.exitCode).toBe(1);
    expect(writer.stderr).toMatch(/^config-invalid: The audit log in .* can't be written \(EFBIG/);
    await log.append(2);
    const answered = writer.stdout.split('\n');
    expect(answered.length).toBeGreaterThan(2);
    expect(idsIn(log.folder).slice(0, -1)).toEqual(answered);
    expect(await log.verify()).toMatchObject({
      intact: true,
      notes: [expect.stringContaining('never finished')],
    });
  });
});

describe('a writer that was stopped between the record and the head', () => {
  it('leaves a log that is intact, and the next record follows its record', async () => {
    await using log = await SampleLog.empty();
    await log.append(1);
    const head = await log.read('head.json');
    await log.append(2);
    await log.change('head.json', () => head);
    expect(await log.verify()).toMatchObject({
      intact: true,
      records: 2,
      notes: [expect.stringContaining('not in head.json yet')],
    });
    await log.append(3);
    expect(await log.verify()).toMatchObject({ intact: true, records: 3, notes: [] });
  });
});

describe('heads that can not be put in place', () => {
  it('are no fault of the record before them, and let none after it be answered until they can', async () => {
    await using log = await SampleLog.empty();
    await rm(log.path('head.json'));
    await mkdir(log.path('head.json/held'), { recursive: true });
    await log.append(1);
    await expect(log.append(2)).rejects.toMatchObject({ code: 'config-invalid' });
    await expect(log.append(3)).rejects.toMatchObject({ code: 'config-invalid' });
    await rm(log.path('head.json'), { recursive: true });
    await log.append(4);
    await log.append(5);
    const { records, problems } = await log.verify();
    expect(records).toBe(5);
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['head']));
  });
});

describe('the files of a log', () => {
  it('are for this user only', async () => {
    await using log = await SampleLog.empty();
    await log.append(1);
    const names = await readdir(log.folder, { recursive: true });
    const modes = await Promise.all(
      ['.', ...names].map(async (name) => {
        const found = await stat(log.path(name));
        return `${found.isDirectory() ? 'folder' : 'file'} ${(found.mode & 0o777).toString(8)}`;
      }),
    );
    expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700']);
  });

  it('are one per day of UTC, and a clock set back starts no older one', async () => {
    await using log = await SampleLog.ofThreeDays();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T23:59:59Z') });
    try {
      await log.append(10);
    } finally {
      vi.useRealTimers();
    }
    expect(await log.days()).toEqual(['2026-01-01.jsonl', '2026-01-02.jsonl', '2026-01-03.jsonl']);
    expect((await log.read('2026-01-03.jsonl')).split('\n')).toHaveLength(5);
    expect(await log.verify()).toMatchObject({ intact: true, records: 10 });
  });

  it('hold a text once that two records have, and leave nothing half-written', async () => {
    await using log = await SampleLog.empty();
    await Promise.all([log.append(1), log.append(1)]);
    const names = await readdir(log.folder, { recursive: true });
    expect(names.filter((name) => /^blobs.[0-9a-f]{2}./.test(name))).toHaveLength(1);
    expect(names.filter((name) => /new|lock|trial/.test(name))).toEqual([]);
  });

  it('are read although one line is too long for memory', async () => {
    await using log = await SampleLog.empty();
    await log.append(1);
    const [day = ''] = await log.days();
    await using handle = await open(log.path(day), 'a');
    await handle.write(`${'x'.repeat(maxLineBytes + 1)}\n`);
    await log.append(2);
    expect(await log.verify()).toMatchObject({
      records: 2,
      problems: [{ kind: 'unreadable', line: 2, seq: 2 }],
    });
  });
});
