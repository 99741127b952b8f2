import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { TaskFolders } from '../../src/workspace/task-folders.ts';

let room: string;
let executionDir: string;
let stateDir: string;

beforeEach(() => {
  room = mkdtempSync(path.join(os.tmpdir(), 'task-folders-'));
  executionDir = path.join(room, 'execution');
  stateDir = path.join(room, 'state');
});

afterEach(() => rmSync(room, { recursive: true, force: true }));

const id = (digit: string): string => digit.repeat(32);

/** A process that makes a folder and dies before it can remove it; it sees the host by another name if `host` is given. */
async function abandoned(digit: string, { host }: { host?: string } = {}): Promise<string> {
  const module = path.join(packageRoot, 'dist/workspace/task-folders.js');
  const code = `
    ${host === undefined ? '' : `(await import('node:os')).default.hostname = () => '${host}';`}
    const { TaskFolders } = await import(${JSON.stringify(module)});
    await new TaskFolders(${JSON.stringify({ executionDir, stateDir })}).open('${id(digit)}');
    process.kill(process.pid, 'SIGKILL');`;
  const { signal } = await execa(process.execPath, ['--input-type=module', '-e', code], { reject: false });
  expect(signal).toBe('SIGKILL');
  return path.join(executionDir, id(digit));
}

/** Opens and closes a folder as the first task of a service does, which sweeps before. */
async function firstTask(): Promise<void> {
  await using folder = await new TaskFolders({ executionDir, stateDir }).open(id('f'));
  expect(existsSync(folder.inputs)).toBe(true);
}

describe('folders of tasks', () => {
  it('of a process that died are removed by the next one', async () => {
    const left = await abandoned('a');
    expect(existsSync(left)).toBe(true);
    await firstTask();
    expect(existsSync(left)).toBe(false);
  });

  it('of a living process stay', async () => {
    await using folder = await new TaskFolders({ executionDir, stateDir }).open(id('b'));
    await firstTask();
    expect(existsSync(folder.inputs)).toBe(true);
  });

  it('of another host or container stay for a day, as nobody can see from here whether it lives', async () => {
    const theirs = await abandoned('c', { host: 'elsewhere' });
    await firstTask();
    expect(existsSync(theirs)).toBe(true);
    const before = Date.now() / 1000 - 25 * 60 * 60;
    utimesSync(theirs, before, before);
    await firstTask();
    expect(existsSync(theirs)).toBe(false);
  });

  it('are never taken for ours without the word of our own key for this very folder', async () => {
    const ours = await abandoned('a');
    const kept = ['d', 'e', '0', '1'].map((digit) => path.join(executionDir, id(digit)));
    for (const folder of kept) mkdirSync(folder);
    const [copied = '', unsigned = '', linked = '', foreign = ''] = kept;
    copyFileSync(path.join(ours, 'owner.json'), path.join(copied, 'owner.json'));
    writeFileSync(path.join(unsigned, 'owner.json'), JSON.stringify({ host: os.hostname(), pid: 4_194_305 }));
    symlinkSync(path.join(ours, 'owner.json'), path.join(linked, 'owner.json'));
    const { owner } = JSON.parse(readFileSync(path.join(ours, 'owner.json'), 'utf8'));
    writeFileSync(path.join(foreign, 'owner.json'), JSON.stringify({ owner, mac: '0'.repeat(64) }));
    const longAgo = new Date('2001-01-01');
    for (const folder of kept) utimesSync(folder, longAgo, longAgo);
    await firstTask();
    for (const folder of kept) expect(existsSync(folder)).toBe(true);
    expect(existsSync(ours)).toBe(false);
  });

  it('are neither made nor swept behind a link', async () => {
    const left = await abandoned('a');
    renameSync(executionDir, path.join(room, 'elsewhere'));
    symlinkSync(path.join(room, 'elsewhere'), executionDir);
    await expect(firstTask()).rejects.toMatchObject({
      code: 'config-invalid',
      message: `${executionDir} can't be used, because ${executionDir} is a link. Set executionDir to the real place, or remove the link.`,
    });
    expect(existsSync(path.join(room, 'elsewhere', path.basename(left)))).toBe(true);
  });

  it('that are links are left alone with what they lead to', async () => {
    const left = await abandoned('a');
    const precious = path.join(room, 'precious');
    renameSync(left, precious);
    symlinkSync(precious, left);
    await firstTask();
    expect(existsSync(path.join(precious, 'inputs'))).toBe(true);
  });

  it('are made without a key of the user, and then nothing is swept', async () => {
    const left = await abandoned('a');
    stateDir = '/dev/null/state';
    await firstTask();
    expect(existsSync(left)).toBe(true);
  });
});
