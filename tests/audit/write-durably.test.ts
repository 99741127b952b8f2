import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeAll, readyFile } from '../../src/audit/write-durably.ts';

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

describe('files that take the places of others together', () => {
  it('are in place when that is over', async () => {
    await placeAll([ready('head'), ready('kept')]);
    expect(await texts()).toEqual({ head: 'new', kept: 'new' });
  });

  it('stay beside them where one could not be written, and leave nothing', async () => {
    const files = [ready('head'), ready('missing/kept')];
    await expect(placeAll(files)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await texts()).toEqual({ head: 'old', kept: 'old' });
  });
});
