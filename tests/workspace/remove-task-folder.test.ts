import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { OpenFolder } from '../../src/filesystem/open-folder.ts';
import { removeTaskFolder } from '../../src/workspace/remove-task-folder.ts';

/** Paths of the files this process holds open, as far as the system tells. */
function openFiles(): string[] {
  const descriptors = readdirSync('/proc/self/fd');
  return descriptors.flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      return []; // closed since they were listed
    }
  });
}

async function remove(folder: string): Promise<void> {
  await using parent = await OpenFolder.open(path.dirname(folder));
  await removeTaskFolder(parent, path.basename(folder));
}

async function taskFolder() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'task-folder-'));
  const inputs = path.join(folder, 'inputs');
  await mkdir(path.join(inputs, 'unpacked'), { recursive: true });
  await writeFile(path.join(inputs, 'large.csv'), Buffer.alloc(5 * 2 ** 20, 'x'));
  await writeFile(path.join(inputs, 'small.csv'), 'a\n');
  return { folder, inputs };
}

it('removes a task folder with large and small inputs', async () => {
  const { folder } = await taskFolder();
  await remove(folder);
  expect(existsSync(folder)).toBe(false);
});

it.runIf(process.platform === 'linux')('lets go of the large inputs it removed', async () => {
  const { folder } = await taskFolder();
  await remove(folder);
  await expect.poll(() => openFiles().filter((file) => file.startsWith(folder))).toEqual([]);
});

it('removes a task folder whose inputs were never made', async () => {
  const { folder } = await taskFolder();
  await rm(path.join(folder, 'inputs'), { recursive: true });
  await remove(folder);
  expect(existsSync(folder)).toBe(false);
});

it.runIf(process.getuid?.() === 0)(
  'keeps the word on whose it is until all else is gone, so that the rest is swept later',
  async () => {
    const { folder, inputs } = await taskFolder();
    await mkdir(path.join(inputs, 'theirs'), { mode: 0o700 });
    await writeFile(path.join(inputs, 'theirs/file'), 'x');
    await writeFile(path.join(folder, 'owner.json'), '{}');
    for (const own of [folder, inputs]) await chown(own, 65_534, 65_534);
    process.seteuid?.(65_534);
    try {
      await expect(remove(folder)).rejects.toMatchObject({ code: 'EPERM' });
    } finally {
      process.seteuid?.(0);
    }
    expect(readdirSync(folder).sort()).toEqual(['inputs', 'owner.json']);
    await remove(folder);
    expect(existsSync(folder)).toBe(false);
  },
);
