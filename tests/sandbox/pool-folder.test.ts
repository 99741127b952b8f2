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
import { ownIdentity, type ProcessIdentity } from '../../src/filesystem/process-identity.ts';
import { openPoolFolder } from '../../src/sandbox/pool/pool-folder.ts';
import { poolParent } from './pool-folders.ts';

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

/** A folder in the parent of this user's pools, whose owner's number is nobody's here. */
function pool(name: string, owner: Partial<ProcessIdentity> | null = {}): string {
  mkdirSync(poolParent(), { mode: 0o700, recursive: true });
  const folder = path.join(poolParent(), `pool-${noProcess}-${name}`);
  mkdirSync(folder, { mode: 0o700 });
  const identity = { ...ownIdentity(), pid: noProcess, ...owner };
  if (owner !== null) writeFileSync(path.join(folder, 'owner.json'), JSON.stringify(identity));
  return folder;
}

/** Makes a folder look as if nothing had been made in it for some hours. */
function age(folder: string, hours: number): void {
  const then = Date.now() / 1000 - hours * 3_601;
  utimesSync(folder, then, then);
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

describe('the folder of a pool where all may change the folder for temporary files', () => {
  it('has a name nobody can foresee, and nothing is swept there', async () => {
    chmodSync(room, 0o777);
    const planted = pool('planted');
    await using folder = await openPoolFolder();
    expect(path.dirname(folder.path)).toMatch(new RegExp(`^${poolParent()}-`));
    expect(existsSync(planted)).toBe(true);
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

  it('leaves a pool alone whose owner listens in another container, and takes it an hour after he died', async () => {
    const theirs = pool('theirs', { pidSpace: 'pid:[1]' });
    const server = createServer().listen(path.join(theirs, 'supervisor'));
    await once(server, 'listening');
    age(theirs, 1);
    try {
      await using _folder = await openPoolFolder();
      expect(existsSync(theirs)).toBe(true);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    rmSync(theirs, { recursive: true });
    const left = pool('theirs', { pidSpace: 'pid:[1]' });
    await killedListener(left);
    {
      await using _folder = await openPoolFolder();
      expect(existsSync(left)).toBe(true); // it may not be listening yet
    }
    age(left, 1);
    await using _folder = await openPoolFolder();
    expect(existsSync(left)).toBe(false);
  });

  it('leaves a pool of another kernel alone, whose owner can not be heard, unless it is of this host before its last start', async () => {
    const theirs = pool('theirs', { host: 'elsewhere', boot: 'x' });
    const before = pool('before', { boot: 'x' });
    age(theirs, 100);
    age(before, 23);
    {
      await using _folder = await openPoolFolder();
      expect([theirs, before].map((folder) => existsSync(folder))).toEqual([true, true]);
    }
    age(before, 25);
    await using _folder = await openPoolFolder();
    expect([theirs, before].map((folder) => existsSync(folder))).toEqual([true, false]);
  });

  it('leaves a pool alone that is just being made, and takes it when it is still unfinished after an hour', async () => {
    const unfinished = pool('unfinished', null);
    {
      await using _folder = await openPoolFolder();
      expect(existsSync(unfinished)).toBe(true);
    }
    age(unfinished, 1);
    await using _folder = await openPoolFolder();
    expect(existsSync(unfinished)).toBe(false);
  });

  it('leaves the pool of a living process of this host alone', async () => {
    const own = pool('own', ownIdentity());
    age(own, 100);
    await using _folder = await openPoolFolder();
    expect(existsSync(own)).toBe(true);
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
