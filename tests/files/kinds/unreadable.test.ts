import { describe, expect, it } from 'vitest';
import { chooseType } from '../../../src/files/choose-type.ts';
import { sniffContent } from '../../../src/files/sniff-content.ts';
import { Desk, failure } from '../desk.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const noise = Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * at * 31 + at * 7) % 256));
/** Content, what it is called, and what to do. */
const foreign = [
  ['\0\0\0\x1cftypheic\0\0\0\0heic', 'a HEIC image', 'save it as JPEG or PNG'],
  ['\0\0\0\x18ftypmif1\0\0\0\0heic', 'a HEIC image', 'save it as JPEG or PNG'],
  ['\0\0\0\x20ftypavif\0\0\0\0', 'an AVIF image', 'save it as JPEG or PNG'],
  ['\0\0\0\x18ftypmp42\0\0\0\0', 'a video', 'convert it to one of'],
  ['ID3\x04\0\0\0\0\0\0', 'a sound file', 'convert it to one of'],
  ['Rar!\x1a\x07\0', 'a RAR archive', 'unpack it and give the files'],
  ['\x28\xb5\x2f\xfd\x04\0', 'a Zstandard file', 'unpack it and give the file'],
  ['8BPS\0\x01\0\0', 'a Photoshop image', 'save it as PNG'],
  ['\0\x01\0\0Standard ACE DB\0', 'an Access database', 'export its tables'],
  ['MZ\x90\0\x03\0\0\0', 'a Windows program', 'convert it to one of'],
  ['\x80\x04\x95\0\0\0\0\0\0\0\0', 'a Python pickle', 'save the data as Parquet'],
] as const;
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`;

describe('content that nothing here reads', () => {
  it.each(foreign)('%j is named as %s', async (bytes, name, advice) => {
    await using desk = await Desk.open();
    for (const [file, said] of [
      ['photo.jpg', `is named .jpg, but its content is ${name}`],
      ['photo.unknown', `is ${name}`],
      ['photo', `is ${name}`],
    ] as const) {
      const content = await sniffContent(await desk.file(file, latin1(`${bytes} and more`)));
      expect(chooseType(file, content)).toEqual({
        problem: expect.stringMatching(`^${said}.*; ${advice}`),
        isForeign: true,
      });
    }
  });

  it.each(['data.csv', 'photo.jpg', 'book.xlsx', 'model', 'set.parquet'])(
    'a pointer of Git LFS named %s is said to be that',
    async (name) => {
      await using desk = await Desk.open();
      const problem = expect.stringMatching(
        /^is only a pointer of Git LFS, the data are not here; fetch them with "git lfs pull"/,
      );
      expect(chooseType(name, await sniffContent(await desk.file(name, pointer)))).toEqual({
        problem,
        isForeign: true,
      });
      const annex = await sniffContent(
        await desk.file(name, '../.git/annex/objects/x/y/SHA256E-s1--a.csv/SHA256E-s1--a.csv\n'),
      );
      expect(chooseType(name, annex)).toMatchObject({ problem: expect.stringContaining('git-annex') });
    },
  );

  it.each([
    ['noise.sensor', noise],
    ['noise', noise],
    ['zeros.img', Buffer.alloc(600)],
    ['codes.raw', Buffer.from([1, 0, 2, 0, 3, 0, 4, 0])],
  ])('bytes such as those of %s are called binary data of a kind that is not known', async (name, bytes) => {
    await using desk = await Desk.open();
    expect(chooseType(name, await sniffContent(await desk.file(name, bytes)))).toEqual({
      problem: expect.stringMatching(
        /^holds binary data of a kind that is not known; convert it to one of \.txt /,
      ),
      isForeign: true,
    });
  });

  it('never ends a task that has other files', async () => {
    await using desk = await Desk.open();
    const prepared = await desk.prepare([
      { name: 'photo.jpg', bytes: latin1(foreign[0][0]) },
      { name: 'good.csv', bytes: Buffer.from('a,b\n1,2\n') },
      { name: 'data.csv', bytes: Buffer.from(pointer) },
      { name: 'noise', bytes: noise },
      { name: 'setup.exe', bytes: Buffer.from('MZ') },
    ]);
    expect(prepared.map(({ name, path, description: { type } }) => [name, path !== null, type])).toEqual([
      ['photo.jpg', false, 'unusable'],
      ['good.csv', true, 'csv'],
      ['data.csv', false, 'unusable'],
      ['noise', false, 'unusable'],
      ['setup.exe', false, 'unusable'],
    ]);
    expect(prepared[0]?.description.warnings[0]).toMatch(
      /^The file was left out: it is named \.jpg, but its content is a HEIC image/,
    );
  });

  it('ends a task that has nothing else, and one with a file that was to be read', async () => {
    await using desk = await Desk.open();
    const heic = { name: 'photo.jpg', bytes: latin1(foreign[0][0]) };
    expect(await failure(desk.prepare([heic]))).toContain(
      'input-invalid: The file "photo.jpg" is named .jpg, but its content is a HEIC image',
    );
    const broken = { name: 'broken.json', bytes: Buffer.from('{"a": ') };
    const good = { name: 'good.csv', bytes: Buffer.from('a,b\n1,2\n') };
    expect(await failure(desk.prepare([good, heic, broken]))).toMatch(
      /^input-invalid: 2 files can't be used:\n- "photo\.jpg" .*\n- "broken\.json" /,
    );
  });
});
