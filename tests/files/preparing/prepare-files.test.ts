import { chmod, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { SUPPORTED_FILE_TYPES } from '../../../src/files/formats.ts';
import { Desk, failure } from '../desk.ts';

const table = 'a,b\n1,2\n';

describe('prepareFiles', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open();
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  const problemOf = async (
    given: string | { name: string; bytes: Uint8Array },
    options = {},
  ): Promise<string> => failure(desk.prepare([given], options));

  it('gives nothing for no files', async () => {
    expect(await desk.prepare([])).toEqual([]);
  });

  it('copies, hashes and describes files from paths and bytes, in their order', async () => {
    const original = await desk.file('one/data.csv', table);
    const seen: FileDescription[] = [];
    const prepared = await desk.prepare(
      [
        original,
        { path: original, name: 'data.csv' },
        { name: 'DATA.csv', bytes: Buffer.from('x,y\n1,2\n3,4\n') },
      ],
      { onDescribed: (file) => seen.push(file) },
    );
    expect(prepared.map(({ name }) => name)).toEqual(['data.csv', 'data (2).csv', 'DATA (3).csv']);
    expect(prepared.map(({ originalPath }) => originalPath)).toEqual([original, original, null]);
    expect(prepared[0]?.description).toMatchObject({
      name: 'data.csv',
      bytes: 8,
      sizeMb: 0,
      sha256: '492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470',
    });
    expect(await readFile(prepared[1]?.path ?? '', 'utf8')).toBe(table);
    expect(seen).toEqual(prepared.map(({ description }) => description));
    expect(seen.map((file) => 'load' in file && file.load)).toEqual([
      "pd.read_csv('data.csv')",
      "pd.read_csv('data (2).csv')",
      "pd.read_csv('DATA (3).csv')",
    ]);
  });

  it('follows a link to a file', async () => {
    const link = path.join(path.dirname(await desk.file('links/real.csv', table)), 'link.csv');
    await symlink('real.csv', link);
    expect(await desk.prepare([link])).toMatchObject([{ name: 'link.csv', description: { bytes: 8 } }]);
  });

  it('says that a file was not found', async () => {
    expect(await problemOf('/nowhere/sales.csv')).toBe(
      'input-invalid: The file "/nowhere/sales.csv" was not found; check the path and the spelling.',
    );
    const file = await desk.file('plain.csv', table);
    expect(await problemOf(`${file}/inside.csv`)).toContain('a part of its path is not a folder');
    expect(await problemOf('bad\0name.csv')).toContain('NUL character');
  });

  it('refuses folders, pipes, sockets and devices', async () => {
    const folder = path.join(path.dirname(await desk.file('kinds/x', '')), 'folder.csv');
    await mkdir(folder);
    expect(await problemOf(folder)).toContain('is a folder; give the files in it one by one');
    const pipe = `${folder}.pipe.csv`;
    await execa('mkfifo', [pipe]);
    expect(await problemOf(pipe)).toContain('is a named pipe; save its content');
    expect(await problemOf({ path: '/dev/zero', name: 'zero.csv' } as never)).toContain('is a device');
    const server = net.createServer().listen(`${folder}.s`);
    expect(await problemOf({ path: `${folder}.s`, name: 's.csv' } as never)).toContain('is a socket');
    server.close();
  });

  it('says that permission is missing', async () => {
    const file = await desk.file('locked.csv', table);
    await chmod(file, 0);
    const { root } = desk as unknown as { root: string };
    await chmod(root, 0o777);
    const wasRoot = process.getuid?.() === 0;
    if (wasRoot) process.seteuid?.(65_534);
    try {
      expect(await problemOf(file)).toContain("can't be read, permission is denied");
    } finally {
      if (wasRoot) process.seteuid?.(0);
    }
  });

  it('refuses empty files and files over the limit, with both numbers', async () => {
    expect(await problemOf(await desk.file('empty.csv', ''))).toContain('is empty (0 bytes)');
    const large = await desk.file('large.csv', 'x'.repeat(1_600_000));
    expect(await problemOf(large, { maxFileSizeMiB: 1 })).toContain(
      'has 1.53 MiB, more than the limit of 1 MiB; give a smaller file or raise maxFileSizeMiB',
    );
    const bytes = { name: 'large.csv', bytes: Buffer.alloc(1_048_577, 'x') };
    expect(await problemOf(bytes, { maxFileSizeMiB: 1 })).toContain('has 1.01 MiB');
  });

  it('lists the supported types when it refuses one', async () => {
    const bytes = Buffer.from(Array.from({ length: 200 }, (_, at) => (at * 31) % 256));
    for (const name of ['readings', 'model.onnx'])
      expect(await problemOf({ name, bytes })).toBe(
        `input-invalid: The file "${name}" holds binary data of a kind that is not known; convert it to one of ${SUPPORTED_FILE_TYPES.join(' ')}.`,
      );
  });

  it('refuses blank files', async () => {
    expect(await problemOf({ name: 'blank.csv', bytes: Buffer.from('\n\n') })).toContain('only blank lines');
    expect(await problemOf({ name: 'blank.txt', bytes: Buffer.from(' \n') })).toContain('only blank space');
  });

  it('reports every bad file in one error and describes none to the caller’s task', async () => {
    const good = await desk.file('good.csv', table);
    const message = await failure(
      desk.prepare([
        good,
        '/nowhere/a.csv',
        { name: 'photo.csv', bytes: Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1') },
        { name: 'broken.json', bytes: Buffer.from('{') },
      ]),
    );
    expect(message.split('\n')).toEqual([
      "input-invalid: 3 files can't be used:",
      '- "/nowhere/a.csv" was not found; check the path and the spelling.',
      '- "photo.csv" has no readable image header; it is damaged, save it again in its own program.',
      expect.stringMatching(/^- "broken.json" is not valid JSON/),
    ]);
  });

  it('names the file that takes too long and says what to do', async () => {
    const limits = { timeoutSeconds: 0.001, memoryMiB: 512, outputMiB: 1, diskMiB: 1 };
    const slow = await desk.file('slow.csv', `a,b\n${'1,2\n'.repeat(400_000)}`);
    const message = await failure(desk.prepare([slow], { limits }));
    expect(message).toMatch(
      /input-invalid: .*slow\.csv" takes longer to read|internal: The file describers did not run/,
    );
  });

  it('stops at once when the task was cancelled and leaves no snapshot', async () => {
    const folder = path.join(path.dirname(await desk.file('cancelled/x', '')), 'snapshots');
    await mkdir(folder);
    const file = await desk.file('soon.csv', table);
    const call = desk.prepare([file], { folder, signal: AbortSignal.abort() });
    expect(await failure(call)).toContain('cancelled: ');
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes at most 100 files', async () => {
    const inputs = Array.from({ length: 101 }, () => ({ name: 'a.csv', bytes: Buffer.from(table) }));
    expect(await failure(desk.prepare(inputs))).toContain('at most 100 files, but 101 were given');
  });
});
