import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPoolFolder } from '../../src/sandbox/pool/pool-folder.ts';
import { poolParent } from '../helpers/pool-folders.ts';

const isRoot = process.getuid?.() === 0;
const noProcess = 4_194_305; // above what Linux gives out
const usualTmp = process.env.TMPDIR;
let room: string;

beforeEach(() => {
  room = mkdtempSync(path.join(os.tmpdir(), 'pools-'));
  chmodSync(room, 0o1777);
  process.env.TMPDIR = room;
});

afterEach(() => {
  if (usualTmp === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usualTmp;
  rmSync(room, { recursive: true, force: true });
});

/** A folder in the parent of this user's pools, named as a process that is gone would have named it. */
function pool(name: string): string {
  mkdirSync(poolParent(), { mode: 0o700, recursive: true });
  const folder = path.join(poolParent(), `pool-${noProcess}-${name}`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** A process that listens in a folder until it is killed, which leaves its socket behind. */
async function killedListener(folder: string): Promise<void> {
  const code = `require('node:net').createServer().listen(process.argv[1], () => console.log('up'))`;
  const listener = execa(process.execPath, ['-e', code, path.join(folder, 'supervisor')], { reject: false });
  await once(listener.stdout, 'data');
  listener.kill('SIGKILL');
  await listener;
}

describe('the folder of a pool', () => {
  it('lies where only this user may change anything, and is gone with its parent afterwards', async () => {
    {
      await using folder = await openPoolFolder();
      expect(path.dirname(folder.path)).toBe(poolParent());
      expect(lstatSync(poolParent())).toMatchObject({ uid: process.getuid?.() });
      expect(lstatSync(poolParent()).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
      expect(lstatSync(folder.path).mode & 0o777).toBe(0o700);
    }
    expect(existsSync(poolParent())).toBe(false);
  });

  it('lies in the folder for sockets where there is one, unless programs will work in it', async () => {
    mkdirSync(path.join(room, 'runtime'), { mode: 0o700 });
    const runtimeDir = path.join(room, 'runtime/python-coder');
    await using folder = await openPoolFolder({ runtimeDir });
    expect(path.dirname(folder.path)).toBe(runtimeDir);
    await using working = await openPoolFolder({ runtimeDir, holdsWork: true });
    expect(path.dirname(working.path)).toBe(poolParent());
    chmodSync(runtimeDir, 0o777);
    await using other = await openPoolFolder({ runtimeDir });
    expect(path.dirname(other.path)).toBe(poolParent());
  });

  it.runIf(isRoot)('is found elsewhere when somebody else has taken the name of its parent', async () => {
    mkdirSync(poolParent());
    chownSync(poolParent(), 65_534, 65_534);
    await using folder = await openPoolFolder();
    expect(path.dirname(folder.path)).toMatch(new RegExp(`^${poolParent()}-`));
  });

  it('is found elsewhere when a link has taken the name of its parent', async () => {
    mkdirSync(path.join(room, 'precious'), { mode: 0o700 });
    symlinkSync(path.join(room, 'precious'), poolParent());
    await using folder = await openPoolFolder();
    expect(path.dirname(folder.path)).toMatch(new RegExp(`^${poolParent()}-`));
  });
});

describe('sweeping pools of processes that died', () => {
  it('removes what they left, and nothing that links in it lead to', async () => {
    const precious = path.join(room, 'precious');
    mkdirSync(precious);
    writeFileSync(path.join(precious, 'kept'), 'kept');
    const left = pool('left');
    mkdirSync(path.join(left, '7/work'), { recursive: true });
    symlinkSync(precious, path.join(left, '7/work/link'));
    await killedListener(left);
    expect(existsSync(path.join(left, 'supervisor'))).toBe(true);
    await using _folder = await openPoolFolder();
    expect(existsSync(left)).toBe(false);
    expect(readFileSync(path.join(precious, 'kept'), 'utf8')).toBe('kept');
  });

  it('leaves a pool alone whose owner lives where its number means nothing here, as in another container', async () => {
    const theirs = pool('theirs');
    const server = createServer().listen(path.join(theirs, 'supervisor'));
    await once(server, 'listening');
    try {
      await using _folder = await openPoolFolder();
      expect(existsSync(theirs)).toBe(true);
    } finally {
      server.close();
    }
  });

  it('leaves a pool alone that is just being made, and takes it when it is still unfinished after an hour', async () => {
    const unfinished = pool('unfinished');
    {
      await using _folder = await openPoolFolder();
      expect(existsSync(unfinished)).toBe(true);
    }
    const before = Date.now() / 1000 - 3_700;
    utimesSync(unfinished, before, before);
    await using _folder = await openPoolFolder();
    expect(existsSync(unfinished)).toBe(false);
  });

  it('never touches a folder that others could have planted, whatever its name says', async () => {
    const names = [`python-coder-pool-${noProcess}-planted`, `pool-${noProcess}-planted`];
    for (const name of names) {
      mkdirSync(path.join(room, name));
      writeFileSync(path.join(room, name, 'bait'), '');
      if (isRoot) chownSync(path.join(room, name), 65_534, 65_534);
    }
    await using _folder = await openPoolFolder();
    for (const name of names) expect(existsSync(path.join(room, name, 'bait'))).toBe(true);
  });
});
