import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src/contracts/code-task.ts';
import { artifactImages } from '../../../src/tools/adapters/artifact-images.ts';

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('rest')]);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'images-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function artifact(name: string, content: Buffer, changes: Partial<Artifact> = {}): Artifact {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name, mediaType: 'image/png', bytes: content.length, sha256, path: file, ...changes };
}

describe('the images of a task', () => {
  it('are the bytes of its PNG files, the first four', async () => {
    const plots = ['1', '2', '3', '4', '5'].map((name) => artifact(name, png));
    const images = await artifactImages(plots);
    expect(images.map(({ name }) => name)).toEqual(['1', '2', '3', '4']);
    expect(images[0]).toEqual({ name: '1', mediaType: 'image/png', base64: png.toString('base64') });
  });

  it('leave out what is large, of another type, no PNG inside, gone, or no longer the same', async () => {
    const changed = artifact('changed.png', png);
    writeFileSync(changed.path, Buffer.concat([png, Buffer.from('more')]));
    const all = [
      artifact('large.png', png, { bytes: 1024 * 1024 + 1 }),
      artifact('page.html', png, { mediaType: 'text/html' }),
      artifact('false.png', Buffer.from('<svg/>')),
      artifact('gone.png', png, { path: path.join(folder, 'nowhere') }),
      changed,
    ];
    for (const one of all) expect([one.name, await artifactImages([one])]).toEqual([one.name, []]);
  });
});
