import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LeftOut } from '../../../src/files/left-out.ts';
import { Desk } from '../desk.ts';
import { type MadeFiles, madeFiles } from '../made/made-files.ts';

let desk: Desk;
let made: MadeFiles;
beforeAll(async () => {
  desk = await Desk.open();
  made = await madeFiles('files/unpacking/make_archives.py');
}, 60_000);
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await made[Symbol.asyncDispose]();
});

/** The members that a program finds, and what is said of the others. */
async function unpacked(
  name: string,
  options = {},
): Promise<{ members: string[]; warnings: string[]; rows: unknown[] }> {
  const [archive, ...members] = await desk.prepare([made.path(name)], options);
  return {
    members: members.map((member) => member.name.replace(/^[^/]*\//, '')),
    warnings: archive?.description.warnings ?? [],
    rows: members.map(({ description }) => ('rowCount' in description ? description.rowCount : null)),
  };
}

describe('of an archive', () => {
  it('what can be used is used, and the rest is told by reason, with its number', async () => {
    const { members, warnings } = await unpacked('partly.zip');
    expect(members).toEqual(['LICENSE', 'data', 'good.csv']);
    expect(warnings).toEqual([
      '2 members were left out, each stands more than 6 folders deep: "a/b/c/d/e/f/g/h.csv", "a/b/c/d/e/f/g.csv".',
      expect.stringMatching(/^The member "x+…" was left out: it has a name of more than 120 bytes\.$/),
      'The member "../out.csv" was left out: it leads out of its folder.',
      '5 members were left out, each is an archive inside an archive: "partly/0.zip", "partly/1.zip", "partly/2.zip" and 2 more.',
      expect.stringMatching(
        /^The member "partly\/noise" was left out: it holds binary data of a kind that is not known/,
      ),
    ]);
  });

  it.each(['twice.tar', 'twice.zip'])('%s the last of several versions of a member counts', async (name) => {
    const { members, warnings, rows } = await unpacked(name);
    expect([members[0], rows[0]]).toEqual(['a.csv', 3]);
    expect(warnings).toEqual([
      'Members that the archive holds more than once, of which the last is used: 1 ("a.csv").',
    ]);
  });

  it.each([
    ['case.zip', ['Data.csv', 'data (2).csv']],
    ['unicode.zip', ['café (2).csv', 'café.csv']],
    ['both.zip', ['a.csv']],
  ])(
    '%s names that not every system tells apart are made different, never one file',
    async (name, expected) => {
      expect((await unpacked(name)).members.sort()).toEqual(expected);
    },
  );

  it('with more members than a task takes, the first are used and the others counted', async () => {
    const { members, warnings } = await unpacked('many.zip');
    expect(members).toHaveLength(200);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^801 members were left out, each stands behind the first 200: "200\.csv", "201\.csv", "202\.csv" and 798 more\.$/,
      ),
    ]);
  }, 60_000);

  it.each([
    ['locked-partly.zip', ['a.csv'], 'The member "b.csv" was left out: it is protected with a password.'],
    ['damaged-partly.zip', ['b.csv'], 'The member "a.csv" was left out: it is damaged.'],
    [
      'cut-partly.tar.gz',
      ['0.csv'],
      'The archive is damaged (it ends too early): what stands behind the members here is missing.',
    ],
  ])('%s the members that are whole are used', async (name, expected, warning) => {
    const { members, warnings } = await unpacked(name);
    expect([members, warnings]).toEqual([expected, [warning]]);
  });

  it('a member that is too large does not keep the others out', async () => {
    const limits = { timeoutSeconds: 50, memoryMiB: 1024, outputMiB: 16, diskMiB: 1 };
    const { members, warnings } = await unpacked('too-large.zip', { limits });
    expect([members, warnings]).toEqual([
      ['good.csv', 'last.csv'],
      ['The member "noise.csv" was left out: it unpacks to more than 1 MiB together with those before it.'],
    ]);
  });
});

describe('what was left out', () => {
  it('is told in at most ten sentences, on one line each', () => {
    const leftOut = LeftOut.reported([{ why: 'is\nodd', count: 2, names: ['a\u202eb', 'c'] }]);
    for (let at = 0; at < 12; at += 1) leftOut.add(`is of kind ${at}`, ['x']);
    const sentences = leftOut.sentences('member');
    expect(sentences[0]).toBe('2 members were left out, each is odd: "a b", "c".');
    expect(sentences).toHaveLength(11);
    expect(sentences[10]).toBe('3 more members were left out for other reasons.');
  });

  it('is nothing where a report is none', () => {
    expect(LeftOut.reported('x').sentences('member')).toEqual([]);
    expect(LeftOut.reported([{ why: 1 }]).sentences('member')).toEqual([]);
  });
});
