import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutputFile } from '../../src/contracts/runtime.ts';
import { keepArtifacts } from '../../src/workspace/keep-artifacts.ts';

let room: string;
let named: string;
let elsewhere: string;

beforeEach(() => {
  room = mkdtempSync(path.join(os.tmpdir(), 'keep-artifacts-'));
  named = path.join(room, 'project');
  elsewhere = path.join(room, 'elsewhere');
  for (const folder of [named, elsewhere, path.join(room, 'run')]) mkdirSync(folder);
});

afterEach(() => rmSync(room, { recursive: true, force: true }));

/** Files as a run leaves them; the content of each is its name. */
function written(...names: string[]): OutputFile[] {
  return names.map((name, index) => {
    const file = path.join(room, 'run', String(index));
    writeFileSync(file, name, { mode: 0o755 });
    return { name, path: file, bytes: name.length, sha256: '' };
  });
}

async function keep(...names: string[]) {
  const kept = await keepArtifacts(written(...names), { named });
  return {
    names: kept.map(({ artifact }) => artifact.name),
    paths: kept.map(({ artifact }) => path.relative(named, artifact.path)),
    contents: kept.map(({ artifact }) => readFileSync(artifact.path, 'utf8')),
    renamed: kept.map(({ renamed }) => renamed),
  };
}

describe('files a program wrote, in the folder of a project', () => {
  it('never become what the tools of a project obey', async () => {
    const names = [
      '.git/hooks/post-checkout',
      '.vscode/tasks.json',
      '.envrc',
      '.npmrc',
      'conftest.py',
      '.ssh/authorized_keys',
      'plots/.hidden/a.png',
    ];
    const kept = await keep(...names);
    expect(kept.names).toEqual(names);
    expect(kept.contents).toEqual(names);
    expect(kept.paths).toEqual([
      '_.git/hooks/post-checkout',
      '_.vscode/tasks.json',
      '_.envrc',
      '_.npmrc',
      '_conftest.py',
      '_.ssh/_authorized_keys',
      'plots/_.hidden/a.png',
    ]);
    for (const [index, sentence] of kept.renamed.entries())
      expect(sentence).toContain(
        `The file ${JSON.stringify(names[index])} was kept as ${JSON.stringify(kept.paths[index])}: `,
      );
    expect(readdirSync(named).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('are never written through a folder that is a link', async () => {
    symlinkSync(elsewhere, path.join(named, 'plots'));
    mkdirSync(path.join(named, 'deep'));
    symlinkSync(elsewhere, path.join(named, 'deep/er'));
    const kept = await keep('plots/a.png', 'plots/b.png', 'deep/er/c.png');
    expect(kept.paths).toEqual(['plots (2)/a.png', 'plots (2)/b.png', 'deep/er (2)/c.png']);
    expect(kept.renamed).toEqual(
      Array.from({ length: 3 }, () =>
        expect.stringContaining("a link or a file stands in its folder's place"),
      ),
    );
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('are never written through a link in their own place', async () => {
    symlinkSync(path.join(elsewhere, 'made.csv'), path.join(named, 'out.csv'));
    expect(await keep('out.csv')).toMatchObject({ paths: ['out (2).csv'], renamed: [null] });
    expect(existsSync(path.join(elsewhere, 'made.csv'))).toBe(false);
  });

  it('overwrite nothing, neither under their own name nor under the one they get', async () => {
    for (const name of ['a.csv', 'a (2).csv', '_Makefile', '_.envrc'])
      writeFileSync(path.join(named, name), 'mine');
    const { paths } = await keep('a.csv', 'Makefile', '.envrc');
    expect(paths).toEqual(['a (3).csv', '_Makefile (2)', '_ (2).envrc']);
    for (const name of ['a.csv', 'a (2).csv', '_Makefile', '_.envrc'])
      expect(readFileSync(path.join(named, name), 'utf8')).toBe('mine');
  });

  it('stay apart where two get one name', async () => {
    expect((await keep('Makefile', '_Makefile')).paths).toEqual(['_Makefile', '_Makefile (2)']);
  });

  it('go into the folders that are there', async () => {
    mkdirSync(path.join(named, 'plots'));
    expect(await keep('plots/a.png')).toMatchObject({ paths: ['plots/a.png'], renamed: [null] });
  });

  it('can not be run', async () => {
    await keep('run.sh');
    expect(statSync(path.join(named, 'run.sh')).mode & 0o111).toBe(0);
  });
});

describe('the configured folder', () => {
  it('gets a folder of its own for a task, and is not reached once it is a link', async () => {
    const configured = path.join(room, 'artifacts');
    const [kept] = await keepArtifacts(written('a.csv'), { configured, own: 'task' });
    expect(kept?.artifact.path).toBe(path.join(configured, 'task/a.csv'));
    rmSync(configured, { recursive: true });
    symlinkSync(elsewhere, configured);
    await expect(keepArtifacts(written('a.csv'), { configured, own: 'task' })).rejects.toMatchObject({
      code: 'config-invalid',
    });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('is not made for a program that wrote nothing', async () => {
    const configured = path.join(room, 'artifacts');
    expect(await keepArtifacts([], { configured, own: 'task' })).toEqual([]);
    expect(existsSync(configured)).toBe(false);
  });
});
