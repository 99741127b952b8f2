import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNoLink } from '../../src/filesystem/check-no-link.ts';
import { openPrivateFolder } from '../../src/filesystem/private-folder.ts';
import { userKey } from '../../src/filesystem/user-key.ts';

let room: string;

beforeEach(() => {
  room = mkdtempSync(path.join(os.tmpdir(), 'private-folder-'));
});

afterEach(() => rmSync(room, { recursive: true, force: true }));

async function refusal(folder: string): Promise<string> {
  const error = await openPrivateFolder(folder).then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toMatchObject({ code: 'config-invalid' });
  return (error as Error).message;
}

describe('a private folder', () => {
  it('is made for this user alone where the folder above it is there', async () => {
    const folder = path.join(room, 'own');
    await using _made = await openPrivateFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await refusal(path.join(room, 'missing/own'))).toContain('ENOENT');
  });

  it('is closed to the looks of others where it was open', async () => {
    const folder = path.join(room, 'open');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    await using _opened = await openPrivateFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is refused where it is a link', async () => {
    mkdirSync(path.join(room, 'real'));
    symlinkSync(path.join(room, 'real'), path.join(room, 'link'));
    expect(await refusal(path.join(room, 'link'))).toContain('is a link');
  });

  it('is refused where others could have changed it', async () => {
    mkdirSync(path.join(room, 'shared'));
    chmodSync(path.join(room, 'shared'), 0o777);
    expect(await refusal(path.join(room, 'shared'))).toContain(`others may change ${room}/shared`);
  });

  it('is refused where others could replace it', async () => {
    mkdirSync(path.join(room, 'shared'));
    chmodSync(path.join(room, 'shared'), 0o777);
    expect(await refusal(path.join(room, 'shared/own'))).toContain(`others may change ${room}/shared`);
    chmodSync(path.join(room, 'shared'), 0o1777);
    await using _opened = await openPrivateFolder(path.join(room, 'shared/own'));
  });

  it.runIf(process.getuid?.() === 0)('is refused where it belongs to another user', async () => {
    mkdirSync(path.join(room, 'theirs'));
    chownSync(path.join(room, 'theirs'), 65_534, 65_534);
    expect(await refusal(path.join(room, 'theirs'))).toContain('belongs to user 65534');
    expect(await refusal(path.join(room, 'theirs/own'))).toContain(`${room}/theirs belongs to user 65534`);
  });
});

describe('the key of a user', () => {
  it('is one for all who ask at the same time, and another for every purpose', async () => {
    const folder = path.join(room, 'with all above/state');
    const keys = await Promise.all(Array.from({ length: 8 }, () => userKey(folder, 'cache')));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await userKey(folder, 'owner')).equals(keys[0] as Buffer)).toBe(false);
    expect(readdirSync(folder)).toEqual(['key']);
    expect(statSync(path.join(folder, 'key')).mode & 0o777).toBe(0o600);
  });

  it('is never half of one, and never taken through a link', async () => {
    const folder = path.join(room, 'state');
    await userKey(folder, 'cache');
    writeFileSync(path.join(folder, 'key'), 'short');
    await expect(userKey(folder, 'cache')).rejects.toMatchObject({ code: 'config-invalid' });
    rmSync(path.join(folder, 'key'));
    writeFileSync(path.join(room, 'known'), Buffer.alloc(32));
    symlinkSync(path.join(room, 'known'), path.join(folder, 'key'));
    await expect(userKey(folder, 'cache')).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('ELOOP'),
    });
  });
});

describe('folders we write to by ourselves', () => {
  it('are refused as links, and below the current folder behind links too', async () => {
    const relative = path.relative(process.cwd(), room);
    mkdirSync(path.join(room, 'real/inner'), { recursive: true });
    symlinkSync(path.join(room, 'real'), path.join(room, 'link'));
    await expect(checkNoLink(path.join(relative, 'link'), 'executionDir')).rejects.toMatchObject({
      code: 'config-invalid',
    });
    await checkNoLink(path.join(room, 'real/inner'), 'executionDir');
    await checkNoLink(path.join(room, 'missing'), 'executionDir');
    const before = process.cwd();
    process.chdir(room);
    try {
      await expect(checkNoLink('link/inner', 'executionDir')).rejects.toThrow(
        'Set executionDir to the real place',
      );
      await expect(checkNoLink(path.join(process.cwd(), 'link/missing'), 'x')).rejects.toThrow('is a link');
      await checkNoLink('real/inner', 'executionDir');
      process.chdir('real/inner');
      await expect(checkNoLink('../../link/missing', 'x')).rejects.toThrow('is a link');
      process.chdir('/');
      await checkNoLink(path.join(room, 'link/inner'), 'executionDir'); // a service's own choice, in nobody's project
    } finally {
      process.chdir(before);
    }
  });
});
