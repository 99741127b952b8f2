import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isLocked, tryLock } from '../../src/filesystem/file-lock.ts';
import { ownIdentity } from '../../src/filesystem/process-identity.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'python-coder-lock-'));
  file = path.join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

const here = ownIdentity().host;

function heldBy(pid: number, host: string, silentSeconds: number): void {
  writeFileSync(file, JSON.stringify({ ...ownIdentity(), pid, host, started: null, token: 'theirs' }));
  const beat = Date.now() / 1000 - silentSeconds;
  utimesSync(file, beat, beat);
}

const deadPid = spawnSync('true').pid;

it('is held by one at a time and can be taken again after it was given back', async () => {
  {
    await using first = await tryLock(file);
    expect(first).not.toBeNull();
    expect(await tryLock(file)).toBeNull();
    expect(await isLocked(file)).toBe(true);
  }
  expect(existsSync(file)).toBe(false);
  await using second = await tryLock(file);
  expect(second).not.toBeNull();
});

it.each([
  ['of a dead process of this host', () => heldBy(deadPid, here, 0), false],
  ['of a living process', () => heldBy(process.pid, here, 60), true],
  ['of another host that shows life', () => heldBy(deadPid, 'elsewhere', 60), true],
  ['of another host that has been silent for minutes', () => heldBy(1, 'elsewhere', 600), false],
  ['that is unreadable and fresh', () => writeFileSync(file, ''), true],
])('a lock %s counts accordingly', async (_, hold, counts) => {
  hold();
  expect(await isLocked(file)).toBe(counts);
  await using lock = await tryLock(file);
  expect(lock === null).toBe(counts);
});

it('leaves a lock alone that was taken over in the meantime', async () => {
  const lock = await tryLock(file);
  heldBy(process.pid, here, 0);
  await lock?.[Symbol.asyncDispose]();
  expect(existsSync(file)).toBe(true);
});
