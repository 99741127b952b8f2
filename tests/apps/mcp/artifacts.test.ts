import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { artifactContent } from '../../../src/apps/mcp/artifact-content.ts';
import type { Artifact, CodeTaskResult } from '../../../src/contracts/code-task.ts';
import { readArtifact } from '../../../src/tools/read-artifact.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mcp-artifacts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function artifact(name: string, content: string, mediaType: string): Promise<Artifact> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name, mediaType, bytes: content.length, sha256, path: file };
}

describe('a file a task wrote', () => {
  it('is sent only as it was written, whole, and as long as it is there', async () => {
    const kept = await artifact('kept.txt', 'as it was', 'text/plain');
    expect((await readArtifact(kept, { maxBytes: 9 })).toString()).toBe('as it was');
    await expect(readArtifact(kept, { maxBytes: 8 })).rejects.toThrow('9 bytes, and 8 can be sent');
    await writeFile(kept.path, 'as it is ');
    await expect(readArtifact(kept, { maxBytes: 9 })).rejects.toThrow('was changed');
    await rm(kept.path);
    await expect(readArtifact(kept, { maxBytes: 9 })).rejects.toThrow('is gone');
  });

  it('is never read through a link or a pipe in its place, nor past its size', async () => {
    const kept = await artifact('linked.txt', 'as it was', 'text/plain');
    const elsewhere = await artifact('elsewhere.txt', 'as it was', 'text/plain');
    await rm(kept.path);
    await symlink(elsewhere.path, kept.path);
    await expect(readArtifact(kept, { maxBytes: 9 })).rejects.toThrow('is gone');
    await rm(kept.path);
    execFileSync('mkfifo', [kept.path]);
    await expect(readArtifact(kept, { maxBytes: 9 })).rejects.toThrow('is gone');
    const grown = await artifact('grown.txt', 'as it was', 'text/plain');
    await truncate(grown.path, 2 ** 33);
    await expect(readArtifact(grown, { maxBytes: 2 ** 20 })).rejects.toThrow('was changed');
  });

  it('is shown as a picture when it is a small bitmap, and linked in any case', async () => {
    const artifacts = [
      await artifact('small.png', 'pixels', 'image/png'),
      await artifact('large.png', 'p'.repeat(1024 * 1024 + 1), 'image/png'),
      await artifact('drawing.svg', '<svg/>', 'image/svg+xml'),
    ];
    const content = await artifactContent({ auditId: 'a'.repeat(32), artifacts } as CodeTaskResult);
    expect(content.map((block) => ('name' in block ? block.name : block.type))).toEqual([
      'small.png',
      'large.png',
      'drawing.svg',
      'image',
    ]);
  });
});
