import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

it('is a lock file that a fresh clone can be installed from', async () => {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(packageRoot, name), path.join(folder, name));
  // Without a network npm only compares the two, and refuses what is not in step.
  const words = ['ci', '--dry-run', '--offline', '--ignore-scripts', '--cache', path.join(folder, 'cache')];
  const { exitCode, stderr } = await execa('npm', words, { cwd: folder, reject: false });
  expect(stderr).not.toContain('npm error');
  expect(exitCode).toBe(0);
});
