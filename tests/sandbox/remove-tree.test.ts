import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

/** Removes a folder while somebody else takes one entry of every folder right after it was listed. */
const racing = `import os, shutil, sys
sys.path.insert(0, sys.argv[1])
from pool import remove_tree
list_folder = os.listdir
def list_then_lose_one(folder):
    names = list_folder(folder)
    if names:
        lost = f"/proc/self/fd/{folder}/{names[0]}"
        shutil.rmtree(lost) if os.path.isdir(lost) else os.unlink(lost)
    return names
os.listdir = list_then_lose_one
remove_tree.remove_tree(sys.argv[2])`;

it('a folder is removed even while somebody else removes from it', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remove-tree-'));
  try {
    for (const name of ['a', 'b', 'c', 'd']) {
      await mkdir(path.join(folder, name, 'one/two/three'), { recursive: true });
      await mkdir(path.join(folder, name, 'other'));
      await writeFile(path.join(folder, name, 'file'), 'x');
    }
    const { python } = await testEnvironment();
    const modules = path.join(packageRoot, 'src/python');
    await execa(python, ['-I', '-B', '-c', racing, modules, folder]);
    expect(existsSync(folder)).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
