import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredFile } from '../../../src/contracts/service/stored-file.ts';
import { commandEnvironment, mainFile } from '../../helpers/cli.ts';
import { viewOf } from '../../helpers/http-room.ts';

const small = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=4m,mode=700 small "$0" && exec "$@"'];
const canMount = spawnSync('unshare', [...small, os.tmpdir(), 'true']).status === 0;

describe.runIf(canMount)('a service whose disk is full', () => {
  let folder: string;
  let url: string;
  let stop: () => Promise<unknown>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'full-disk-'));
    const disk = path.join(folder, 'data/service');
    await mkdir(disk, { recursive: true });
    const words = [process.execPath, mainFile, 'serve', '--port', '0', '--log', 'silent'];
    const child = spawn('unshare', [...small, disk, ...words], {
      cwd: folder,
      env: commandEnvironment(folder),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    stop = async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    };
    for await (const line of createInterface({ input: child.stderr })) {
      url = /Serving on (http:\S+)/.exec(line)?.[1] ?? '';
      if (url !== '') break;
    }
  });
  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });

  const upload = (bytes: number, fill: number) => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes).fill(fill)]), `${fill}.bin`);
    return fetch(`${url}/api/files`, { method: 'POST', body: form });
  };
  const run = (code: string) =>
    fetch(`${url}/api/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
  const full = { status: 507, code: 'storage-full', detail: expect.stringContaining('free some space') };

  it('says so and what to do, keeps nothing half, and works again when there is room', async () => {
    const kept = (await (await upload(2 ** 21, 1)).json()) as { files: StoredFile[] };
    const refused = await upload(2 ** 22, 2);
    expect(await refused.json()).toMatchObject(full);
    const project = await fetch(`${url}/api/projects/p/files/a.bin`, {
      method: 'PUT',
      body: new Uint8Array(2 ** 22),
    });
    expect(await project.json()).toMatchObject(full);
    expect(await (await fetch(`${url}/api/files`)).json()).toEqual(kept);

    const artifact = await run('with open("big.bin", "wb") as file:\n    file.write(bytes(4 * 2**20))');
    expect(artifact.status).toBeGreaterThanOrEqual(500);
    expect(await artifact.json()).toMatchObject({ detail: expect.stringContaining('free some space') });
    expect((await fetch(`${url}/health`)).status).toBe(200);

    const id = kept.files[0]?.id;
    expect((await fetch(`${url}/api/files/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await viewOf(await run('print(6 * 7)'))).result?.output).toBe('42\n');
    expect((await upload(2 ** 21, 3)).status).toBe(201);
  });
});
