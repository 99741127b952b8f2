import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { appendFile, rename, rm, truncate } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { chainedLine } from '../../src/audit/chained-line.ts';
import { auditProblemKinds } from '../../src/contracts/audit.ts';
import { idOf, SampleLog, sampleEntry } from './sample-log.ts';

const day1 = '2026-01-01.jsonl';
const day2 = '2026-01-02.jsonl';
const day3 = '2026-01-03.jsonl';

interface Tampering {
  what: string;
  tamper(log: SampleLog): Promise<unknown>;
  /** Every problem that is reported, and no other. */
  found: object[];
}

function swap<Item>(items: Item[], one: number, other: number): Item[] {
  return items.map(
    (item, index) => (index === one ? items[other] : index === other ? items[one] : item) as Item,
  );
}

/** A genuine-looking line: everything recomputed, as somebody would who knows the format. */
function forged(line: string, change: object): string {
  const { sha256: _hash, ...content } = JSON.parse(line);
  return chainedLine({ ...content, ...change }).text;
}

function blobOf(number: number): string {
  const sha256 = createHash('sha256')
    .update(sampleEntry(number).blobs[0]?.text ?? '')
    .digest('hex');
  return `blobs/${sha256.slice(0, 2)}/${sha256}`;
}

const tamperings: Tampering[] = [
  {
    what: 'a changed character of a question',
    tamper: (log) => log.change(day2, (text) => text.replace('Question 5', 'Question 6')),
    found: [{ kind: 'edited', file: day2, line: 2, seq: 5, auditId: idOf(5) }],
  },
  {
    what: 'a space that changes no value',
    tamper: (log) => log.change(day2, (text) => text.replace('"day":', '"day": ')),
    found: [{ kind: 'edited', file: day2, line: 1, seq: 4, auditId: idOf(4) }],
  },
  {
    what: 'a changed hash of a line',
    tamper: (log) => log.change(day1, (text) => text.replace(/("sha256":")[0-9a-f]{8}("?)/g, '$1abcdef01$2')),
    found: [1, 2, 3].map((seq) => ({ kind: 'edited', file: day1, line: seq, seq })),
  },
  {
    what: 'a record that was replaced with all its own hashes',
    tamper: (log) =>
      log.changeLines(day2, ([a = '', b = '', c = '']) => [
        a,
        forged(b, { record: { auditId: idOf(99) } }),
        c,
      ]),
    found: [{ kind: 'unlinked', file: day2, line: 3, seq: 6, auditId: idOf(6) }],
  },
  {
    what: 'a last record that was replaced with all its own hashes',
    tamper: (log) =>
      log.changeLines(day3, ([a = '', b = '', c = '']) => [
        a,
        b,
        forged(c, { record: { auditId: idOf(99) } }),
      ]),
    found: [{ kind: 'head', file: day3, line: 3, seq: 9, auditId: idOf(99) }],
  },
  {
    what: 'a deleted line',
    tamper: (log) => log.changeLines(day2, ([a = '', _b, c = '']) => [a, c]),
    found: [
      {
        kind: 'missing',
        file: day2,
        line: 2,
        seq: 5,
        message: expect.stringContaining('record 5 is missing'),
      },
    ],
  },
  {
    what: 'a deleted first line',
    tamper: (log) => log.changeLines(day1, (lines) => lines.slice(1)),
    found: [{ kind: 'missing', file: day1, line: 1, seq: 1 }],
  },
  {
    what: 'two swapped lines',
    tamper: (log) => log.changeLines(day2, (lines) => swap(lines, 0, 1)),
    found: [{ kind: 'reordered', file: day2, line: 2, seq: 4, auditId: idOf(4) }],
  },
  {
    what: 'a line that stands twice',
    tamper: (log) => log.changeLines(day2, ([a = '', b = '', c = '']) => [a, b, b, c]),
    found: [{ kind: 'repeated', file: day2, line: 3, seq: 5, auditId: idOf(5) }],
  },
  {
    what: 'a last line that stands twice',
    tamper: (log) => log.changeLines(day3, (lines) => [...lines, lines[2] as string]),
    found: [{ kind: 'repeated', file: day3, line: 4, seq: 9, auditId: idOf(9) }],
  },
  {
    what: 'a line moved into the file of the next day',
    tamper: async (log) => {
      const [, , moved = ''] = (await log.read(day1)).split('\n');
      await log.changeLines(day1, (lines) => lines.slice(0, 2));
      await log.changeLines(day2, (lines) => [moved, ...lines]);
    },
    found: [{ kind: 'misplaced', file: day2, line: 1, seq: 3, auditId: idOf(3) }],
  },
  {
    what: 'a last line cut off',
    tamper: (log) => log.changeLines(day3, (lines) => lines.slice(0, 2)),
    found: [
      {
        kind: 'missing',
        seq: 9,
        message: expect.stringContaining('record 9 is missing after it: head.json counts 9'),
      },
    ],
  },
  {
    what: 'a last line cut in the middle',
    tamper: async (log) => truncate(log.path(day3), (await log.read(day3)).length - 20),
    found: [{ kind: 'unreadable', file: day3, line: 3, seq: 9 }],
  },
  {
    what: 'a line overwritten with other text',
    tamper: (log) => log.changeLines(day2, ([a = '', _b, c = '']) => [a, 'x', c]),
    found: [{ kind: 'unreadable', file: day2, line: 2, seq: 5 }],
  },
  {
    what: 'an added line of other text',
    tamper: (log) => log.changeLines(day2, ([a = '', ...rest]) => [a, '', ...rest]),
    found: [{ kind: 'unreadable', file: day2, line: 2 }],
  },
  {
    what: 'a deleted first day',
    tamper: (log) => rm(log.path(day1)),
    found: [
      {
        kind: 'missing',
        file: day2,
        line: 1,
        seq: 1,
        message: expect.stringContaining('records 1 to 3 are missing'),
      },
    ],
  },
  {
    what: 'a deleted day in the middle',
    tamper: (log) => rm(log.path(day2)),
    found: [
      {
        kind: 'missing',
        file: day3,
        line: 1,
        seq: 4,
        message: expect.stringContaining('records 4 to 6 are missing'),
      },
    ],
  },
  {
    what: 'a deleted last day',
    tamper: (log) => rm(log.path(day3)),
    found: [
      { kind: 'missing', file: day2, seq: 7, message: expect.stringContaining('records 7 to 9 are missing') },
    ],
  },
  {
    what: 'a renamed day',
    tamper: (log) => rename(log.path(day3), log.path('2026-01-04.jsonl')),
    found: [7, 8, 9].map((seq) => ({ kind: 'misplaced', seq, auditId: idOf(seq) })),
  },
  {
    what: 'every day deleted',
    tamper: (log) => Promise.all([day1, day2, day3].map((day) => rm(log.path(day)))),
    found: [
      { kind: 'missing', file: 'head.json', seq: 1, message: expect.stringContaining('records 1 to 9') },
    ],
  },
  {
    what: 'a deleted head.json',
    tamper: (log) => rm(log.path('head.json')),
    found: [{ kind: 'head', file: 'head.json' }],
  },
  {
    what: 'an emptied head.json',
    tamper: (log) => truncate(log.path('head.json')),
    found: [{ kind: 'head', file: 'head.json' }],
  },
  {
    what: 'a cut tail with a deleted head.json, after which tasks went on',
    tamper: async (log) => {
      await log.changeLines(day3, (lines) => lines.slice(0, 2));
      await rm(log.path('head.json'));
      await log.append(10);
    },
    found: [
      {
        kind: 'head',
        line: 1,
        seq: 9,
        auditId: idOf(10),
        message: expect.stringContaining('no usable head'),
      },
      { kind: 'head', line: 1, seq: 9, auditId: idOf(10), message: expect.stringContaining('was replaced') },
    ],
  },
  {
    what: 'a cut tail after which tasks went on',
    tamper: async (log) => {
      await log.changeLines(day3, (lines) => lines.slice(0, 2));
      await log.append(10);
    },
    found: [{ kind: 'missing', line: 1, seq: 9 }],
  },
  {
    what: 'a last line cut in the middle, after which tasks went on',
    tamper: async (log) => {
      await truncate(log.path(day3), (await log.read(day3)).length - 20);
      await log.append(10);
    },
    found: [{ kind: 'unreadable', file: day3, line: 3, seq: 9 }],
  },
  {
    what: 'a changed program',
    tamper: (log) => appendFile(log.path(blobOf(5)), ' '),
    found: [
      {
        kind: 'blob-changed',
        file: blobOf(5),
        seq: 5,
        auditId: idOf(5),
        message: expect.stringContaining('the code of round 1'),
      },
    ],
  },
  {
    what: 'a deleted program',
    tamper: (log) => rm(log.path(blobOf(5))),
    found: [{ kind: 'blob-missing', file: blobOf(5), seq: 5, auditId: idOf(5) }],
  },
  {
    what: 'two faults far apart',
    tamper: async (log) => {
      await log.changeLines(day1, ([a = '', _b, c = '']) => [a, c]);
      await log.change(day3, (text) => text.replace('Question 8', 'Question 0'));
    },
    found: [
      { kind: 'edited', file: day3, line: 2, seq: 8 },
      { kind: 'missing', file: day1, line: 2, seq: 2 },
    ],
  },
];

it.each(tamperings)('verify finds $what and names the record', async ({ tamper, found }) => {
  await using log = await SampleLog.ofThreeDays();
  await tamper(log);
  const report = await log.verify();
  expect(report.problems).toMatchObject(found);
  expect(report).toMatchObject({ intact: false, omittedProblems: 0 });
});

it('verify finds a change of any single byte of a file', async () => {
  await using log = await SampleLog.empty();
  await log.append(1);
  const [day = ''] = await log.days();
  const original = Buffer.from(await log.read(day));
  const missed: number[] = [];
  for (let at = 0; at < original.length; at += 7) {
    await log.change(day, () => '');
    const changed = Buffer.from(original);
    changed[at] = (changed[at] as number) ^ 1;
    await appendFile(log.path(day), changed);
    if ((await log.verify()).intact) missed.push(at);
  }
  expect(missed).toEqual([]);
});

it('verify calls an untouched log intact and says what stands for all of it', async () => {
  await using log = await SampleLog.ofThreeDays();
  const { sha256 } = JSON.parse(await log.read('head.json'));
  expect(await log.verify()).toEqual({
    intact: true,
    records: 9,
    files: 3,
    texts: 9,
    last: { seq: 9, sha256 },
    problems: [],
    omittedProblems: 0,
    notes: [],
  });
});

it('verify has a test for every kind of problem', () => {
  const kinds = tamperings.flatMap(({ found }) => found.map((problem) => (problem as { kind: string }).kind));
  expect([...new Set(kinds)].sort()).toEqual([...auditProblemKinds].sort());
});

it('verify of a folder without a log is no fault', async () => {
  await using log = await SampleLog.empty();
  expect(await log.verify()).toMatchObject({ intact: true, records: 0 });
  expect(readdirSync(log.folder)).toEqual(['head.json']);
});
