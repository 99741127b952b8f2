import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pickFiles } from '../../../src/agents/graph/pick-files.ts';
import { FileShelf } from '../../../src/tools/file-shelf.ts';

const content = 'a\n1\n';
const sha256 = createHash('sha256').update(content).digest('hex');
let room: string;
let file: string;

beforeEach(() => {
  room = mkdtempSync(path.join(os.tmpdir(), 'pick-files-'));
  file = path.join(room, 'out.csv');
  writeFileSync(file, content);
});

afterEach(() => rmSync(room, { recursive: true, force: true }));

function pick() {
  const artifact = { name: 'out.csv', path: file, sha256, mediaType: 'text/csv', bytes: content.length };
  return pickFiles(['out.csv'], { shelf: new FileShelf(), allowed: null, artifacts: [artifact] });
}

const gone = { problem: expect.stringContaining('is gone or was changed since') };

describe('a file of an earlier step', () => {
  it('is given with the content it must still have when it is read', async () => {
    expect(await pick()).toEqual({ files: [{ path: file, name: 'out.csv', sha256 }] });
  });

  it('is not given once it was changed, or a link or a pipe took its place', async () => {
    writeFileSync(file, 'a\n2\n');
    expect(await pick()).toEqual(gone);
    rmSync(file);
    writeFileSync(path.join(room, 'same.csv'), content);
    symlinkSync(path.join(room, 'same.csv'), file);
    expect(await pick()).toEqual(gone);
    rmSync(file);
    execFileSync('mkfifo', [file]);
    expect(await pick()).toEqual(gone);
  });
});
