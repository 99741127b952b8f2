import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeAfter, readyFile } from '../../src/audit/write-durably.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'write-durably-'));
  await writeFile(path.join(folder, 'head'), 'old');
  await writeFile(path.join(folder, 'kept'), 'old');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function texts(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const read = names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(read));
}

function ready(name: string) {
  return readyFile(path.join(folder, name), 'new');
}

describe('heads that wait for their record', () => {
  it('are not in place before it is on the disk, and are then', async () => {
    let arrive = (): void => undefined;
    const recorded = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const files = [ready('head'), ready('kept')];
    const placed = placeAfter(recorded, files);
    await Promise.all(files);
    expect(await texts()).toMatchObject({ head: 'old', kept: 'old' });
    arrive();
    await placed;
    expect(await texts()).toEqual({ head: 'new', kept: 'new' });
  });

  it('stay as they were where the record could not be written, and nothing is left beside them', async () => {
    const full = Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    await expect(placeAfter(full, [ready('head'), ready('kept')])).rejects.toThrow('no space');
    expect(await texts()).toEqual({ head: 'old', kept: 'old' });
  });

  it('stay together where one of them could not be written', async () => {
    const files = [ready('head'), ready('missing/kept')];
    await expect(placeAfter(Promise.resolve(), files)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await texts()).toEqual({ head: 'old', kept: 'old' });
  });
});
