import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk, described, failure } from '../desk.ts';
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

const prepare = async (name: string) => {
  const files = await desk.prepare([made.path(name)]);
  return { files, all: new Map(files.map((file) => [file.name, file.description])) };
};

describe('archives', () => {
  it.each([
    ['sales.zip', 'zip', 'sales'],
    ['sales.tar', 'tar', 'sales'],
    ['sales.tar.gz', 'gz', 'sales'],
    ['sales.tgz', 'gz', 'sales'],
    ['sales.tar.bz2', 'bz2', 'sales'],
    ['sales.tar.xz', 'xz', 'sales'],
    ['sales.7z', '7z', 'sales'],
  ] as const)('%s is unpacked into a folder and every member is described', async (name, type, into) => {
    const { files, all } = await prepare(name);
    expect(files.map((file) => file.name)).toEqual([name, `${into}/2024/north.csv`, `${into}/notes.json`]);
    expect(described(all, name, type)).toMatchObject({
      folder: into,
      memberCount: 2,
      members: [{ path: `${into}/2024/north.csv`, bytes: 38 }, { path: `${into}/notes.json` }],
      load: `sorted(Path("${into}").rglob('*'))`,
      imports: ['from pathlib import Path'],
    });
    expect(described(all, `${into}/2024/north.csv`, 'csv')).toMatchObject({
      load: `pd.read_csv('${into}/2024/north.csv')`,
      rowCount: 3,
      columns: [{ name: 'city' }, { name: 'amount', dtype: 'int64', max: 30 }],
    });
  });

  it.each(['single.csv.gz', 'single.csv.bz2', 'single.csv.xz'])('%s is one packed file', async (name) => {
    const { files } = await prepare(name);
    expect(files.map((file) => file.name)).toEqual([name, 'single_csv/single.csv']);
  });

  it('says which members were left out and why', async () => {
    const { files, all } = await prepare('mixed.zip');
    expect(files.map((file) => file.name)).toEqual(['mixed.zip', 'mixed/good.csv']);
    expect(described(all, 'mixed.zip', 'zip').warnings).toEqual([
      'The member "link.csv" was left out: it is a link.',
      'The member "mixed/empty.csv" was left out: it is empty.',
      'The member "mixed/inner.zip" was left out: it is an archive inside an archive.',
      'The member "mixed/run.sh" was left out: it is a program; only data files are taken.',
      expect.stringMatching(/^The member "mixed\/broken\.json" was left out: it is not valid JSON .*\.$/),
    ]);
  });

  it('never unpacks links, devices and pipes of a tar archive', async () => {
    const { files, all } = await prepare('links.tar');
    expect(files.map((file) => file.name)).toEqual(['links.tar', 'links/good.csv']);
    expect(described(all, 'links.tar', 'tar').warnings).toEqual([
      '2 members were left out, each is a link: "soft.csv", "hard.csv".',
      'The member "pipe.csv" was left out: it is a device or a pipe.',
    ]);
  });

  it('keeps the folders of two archives and a file with the same stem apart', async () => {
    const files = await desk.prepare([made.path('sales.zip'), made.path('sales.tar')]);
    expect(files.map((file) => file.name)).toEqual([
      'sales.zip',
      'sales/2024/north.csv',
      'sales/notes.json',
      'sales.tar',
      'sales (2)/2024/north.csv',
      'sales (2)/notes.json',
    ]);
  });

  it('gives the program what it describes', async () => {
    const { files } = await prepare('sales.zip');
    const north = files.find((file) => file.name === 'sales/2024/north.csv');
    expect(await readFile(north?.path ?? '', 'utf8')).toContain('Oslo,10');
    expect(north?.originalPath).toBeNull();
  });
});

describe('hostile archives', () => {
  it.each([
    [
      'parent.zip',
      'holds no file that can be used (The member "../out.csv" was left out: it leads out of its folder)',
    ],
    ['absolute.zip', 'The member "/etc/out.csv" was left out: it has an absolute path'],
    ['drive.zip', 'The member "C:\\out.csv" was left out: it has a drive letter in its path'],
    ['nul.zip', 'it has a NUL character in its name'],
    ['deep.zip', 'it stands more than 6 folders deep'],
    ['overlap.zip', 'holds entries that overlap'],
    ['password.zip', 'is protected with a password'],
    ['password.7z', 'is protected with a password'],
    ['ratio.zip', 'unpacks to more than 250 times its size'],
    ['ratio.tar.gz', 'unpacks to more than 250 times its size'],
    ['ratio.csv.xz', 'unpacks to more than 250 times its size'],
    ['ratio.7z', 'unpacks to more than 250 times its size'],
    ['liar.zip', 'is damaged'],
    ['truncated.zip', 'is damaged'],
    ['truncated.tar.gz', 'is damaged'],
    ['corrupt.7z', 'is damaged'],
    ['empty.zip', 'holds no files'],
    ['empty.tar', 'holds no files'],
    ['junk.zip', 'holds no file that can be used'],
    ['parent.tar', 'leads out of its folder'],
    ['parent.7z', 'leads out of its folder'],
  ])('%s %s', async (name, problem) => {
    expect(await failure(desk.prepare([made.path(name)]))).toContain(
      `input-invalid: The file "${made.path(name)}" `,
    );
    expect(await failure(desk.prepare([made.path(name)]))).toContain(problem);
  });

  it('stop at the size a run may write, counted as bytes are unpacked', async () => {
    const limits = { timeoutSeconds: 50, memoryMiB: 1024, outputMiB: 16, diskMiB: 1 };
    expect(await failure(desk.prepare([made.path('two-mebibytes.zip')], { limits }))).toContain(
      'unpacks to more than 1 MiB',
    );
  });
});
