import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** Bundles src/web into `outDir`, as vite.config.ts says; a folder without a page has nothing to bundle. */
export async function buildPage(folder, outDir) {
  if (!existsSync(path.join(folder, 'src/web'))) return;
  const vite = path.join(folder, 'node_modules/vite/bin/vite.js');
  const command = [
    process.execPath,
    vite,
    'build',
    '--outDir',
    outDir,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  const exitCode = await run(command, { stdio: ['ignore', 2, 2], cwd: folder });
  if (exitCode !== 0) throw new SetupError('The page could not be built; vite says why above.', exitCode);
}
