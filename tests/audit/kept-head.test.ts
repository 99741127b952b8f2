import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChainedLog } from '../../src/audit/chained-log.ts';
import { emptyHead } from '../../src/audit/head.ts';
import { verifyLog } from '../../src/audit/verify-log.ts';
import { appendTo, idOf, SampleLog, sampleEntry } from './sample-log.ts';

const [day2, day3] = ['2026-01-02.jsonl', '2026-01-03.jsonl'];

/** Cuts the last records off and sets head.json back to the record that is the last one then, as if they had never been. */
async function setBack(log: SampleLog, cut: (log: SampleLog) => Promise<unknown>): Promise<void> {
  await cut(log);
  const day = (await log.days()).at(-1);
  if (day === undefined) return log.change('head.json', () => JSON.stringify(emptyHead));
  const text = await log.read(day);
  const { seq, sha256 } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
  const head = { count: seq, sha256, day: day.slice(0, 10), bytes: Buffer.byteLength(text) };
  await log.change('head.json', () => JSON.stringify(head));
}

const cutLastRecord = (log: SampleLog) => log.changeLines(day3, (lines) => lines.slice(0, -1));
const removeDays = async (log: SampleLog) => {
  for (const day of await log.days()) await rm(log.path(day));
};
const heads = ({ place }: SampleLog) => path.join(place.stateDir, 'audit-heads');

async function keptFile(log: SampleLog): Promise<string> {
  const [name = ''] = await readdir(heads(log));
  return path.join(heads(log), name);
}

interface Rewriting {
  what: string;
  rewrite(log: SampleLog): Promise<unknown>;
  found: object[];
}

const rewritings: Rewriting[] = [
  {
    what: 'a last record that was cut off',
    rewrite: (log) => setBack(log, cutLastRecord),
    found: [
      {
        kind: 'missing',
        file: day3,
        line: 2,
        seq: 9,
        message: expect.stringMatching(/record 9 is missing .* this user wrote 9 records here.* remove \//),
      },
    ],
  },
  {
    what: 'a last day that was deleted',
    rewrite: (log) => setBack(log, () => rm(log.path(day3))),
    found: [{ kind: 'missing', file: day2, seq: 7, message: expect.stringContaining('7 to 9 are missing') }],
  },
  {
    what: 'every day deleted',
    rewrite: (log) => setBack(log, removeDays),
    found: [{ kind: 'missing', seq: 1, message: expect.stringContaining('records 1 to 9 are missing') }],
  },
  {
    what: 'the whole folder deleted',
    rewrite: (log) => rm(log.folder, { recursive: true }),
    found: [{ kind: 'missing', seq: 1, message: expect.stringContaining('records 1 to 9 are missing') }],
  },
  {
    what: 'a cut after which tasks went on',
    rewrite: async (log) => {
      await setBack(log, cutLastRecord);
      for (const number of [10, 11, 12]) await log.append(number);
    },
    found: [
      { kind: 'head', line: 1, seq: 9, auditId: idOf(10), message: expect.stringContaining('replaced') },
    ],
  },
  {
    what: 'a whole log written anew, head and all',
    rewrite: async (log) => {
      await rm(log.folder, { recursive: true });
      const forger = new ChainedLog({ ...log.place, stateDir: `${log.place.stateDir}/forger` });
      for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 10]) await appendTo(forger, sampleEntry(number));
    },
    found: [{ kind: 'head', seq: 9, auditId: idOf(10) }],
  },
];

describe('verify finds, although head.json agrees with the log,', () => {
  it.each(rewritings)('$what', async ({ rewrite, found }) => {
    await using log = await SampleLog.ofThreeDays();
    await rewrite(log);
    expect((await log.verify()).problems).toMatchObject(found);
  });

  it.each<[string, (log: SampleLog, file: string) => Promise<unknown>]>([
    [
      'with another count',
      async (_, file) => writeFile(file, (await readFile(file, 'utf8')).replace('9', '8')),
    ],
    ['that is empty', (_, file) => writeFile(file, '')],
    [
      'of another log of the same user',
      async (log, file) => {
        const other = { ...log.place, auditDir: log.path('other') };
        await mkdir(other.auditDir);
        await appendTo(new ChainedLog(other), sampleEntry(1));
        const [name = ''] = (await readdir(heads(log))).filter((one) => one !== path.basename(file));
        await rename(path.join(heads(log), name), file);
      },
    ],
  ])('a head in the state folder %s', async (_, change) => {
    await using log = await SampleLog.ofThreeDays();
    const file = await keptFile(log);
    await change(log, file);
    const problems = [{ kind: 'head', file, message: expect.stringContaining('was changed') }];
    expect((await log.verify()).problems).toMatchObject(problems);
    await log.append(10);
    expect((await log.verify()).problems).toMatchObject(problems);
  });
});

describe('verify calls a log intact and says what nobody can know', () => {
  it.each<[string, (log: SampleLog) => Promise<{ auditDir: string; stateDir: string }>, RegExp]>([
    [
      'where another user looks at it',
      async ({ place }) => ({ ...place, stateDir: `${place.stateDir}/of-another` }),
      /has no head of this log, so a log that was cut or rewritten together with its head.json would look intact/,
    ],
    [
      'where it was moved',
      async (log) => {
        const auditDir = path.join(log.place.stateDir, 'moved');
        await rename(log.folder, auditDir);
        return { ...log.place, auditDir };
      },
      /was moved here/,
    ],
    [
      'where nothing can be kept',
      async ({ place }) => {
        await writeFile(`${place.stateDir}/file`, '');
        return { ...place, stateDir: `${place.stateDir}/file` };
      },
      /No head of this log can be kept, so .*can't be used/,
    ],
  ])('%s', async (_, elsewhere, note) => {
    await using log = await SampleLog.ofThreeDays();
    const report = await verifyLog(await elsewhere(log), undefined);
    expect(report).toMatchObject({ intact: true, records: 9, notes: [expect.stringMatching(note)] });
  });

  it('until the next task of that user has kept a head', async () => {
    await using log = await SampleLog.ofThreeDays();
    const place = { ...log.place, stateDir: `${log.place.stateDir}/of-another` };
    await appendTo(new ChainedLog(place), sampleEntry(10));
    expect(await verifyLog(place, undefined)).toMatchObject({ intact: true, notes: [] });
    expect(await log.verify()).toMatchObject({ intact: true, records: 10, notes: [] });
  });
});

describe('a log', () => {
  it('is written also where nothing can be kept of it', async () => {
    await using log = await SampleLog.empty();
    await writeFile(log.path('file'), '');
    const place = { ...log.place, stateDir: log.path('file/state') };
    await appendTo(new ChainedLog(place), sampleEntry(1));
    expect(await verifyLog(place, undefined)).toMatchObject({ intact: true, records: 1 });
  });

  it('that an older one was put in the place of is intact again once the named file is removed', async () => {
    await using log = await SampleLog.ofThreeDays();
    const backup = path.join(log.place.stateDir, 'backup');
    await cp(log.folder, backup, { recursive: true });
    await log.append(10);
    await rm(log.folder, { recursive: true });
    await cp(backup, log.folder, { recursive: true });
    const [problem] = (await log.verify()).problems;
    const file = /If you put an older log here yourself, remove (\S+\.json)\./.exec(
      problem?.message ?? '',
    )?.[1];
    await rm(file ?? '');
    expect(await log.verify()).toMatchObject({ intact: true, records: 9, notes: [expect.any(String)] });
    await log.append(10);
    expect(await log.verify()).toMatchObject({ intact: true, records: 10, notes: [] });
  });

  it.each<[string, (log: SampleLog, older: string) => Promise<unknown>]>([
    ['another user wrote to', () => Promise.resolve()],
    [
      'whose writer was stopped before it kept the head',
      (log, older) => keptFile(log).then((file) => writeFile(file, older)),
    ],
  ])('that %s goes on to be kept, and a later cut is found', async (_, between) => {
    await using log = await SampleLog.ofThreeDays();
    const older = await readFile(await keptFile(log), 'utf8');
    await new ChainedLog({ ...log.place, stateDir: `${log.place.stateDir}/of-another` }).append(
      sampleEntry(10),
    );
    await between(log, older);
    await log.append(11);
    expect(await log.verify()).toMatchObject({ intact: true, records: 11, notes: [] });
    const [, , , today = ''] = await log.days();
    await setBack(log, () => log.changeLines(today, (lines) => lines.slice(0, 1)));
    expect((await log.verify()).problems).toMatchObject([{ kind: 'missing', seq: 11 }]);
  });
});
