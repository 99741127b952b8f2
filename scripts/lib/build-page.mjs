import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** What runs in browsers: where it stands, how it is bundled, and what it is called where that fails. */
const bundles = [
  { folder: 'web', config: 'vite.config.ts', name: 'page' },
  { folder: 'browser', config: 'vite.widget.config.ts', name: 'widget' },
];

/** Bundles src/web and src/browser into folders of those names in `outDir`; what is not there has nothing to bundle. */
export async function buildPage(folder, outDir) {
  for (const bundle of bundles) {
    if (!existsSync(path.join(folder, 'src', bundle.folder))) continue;
    const words = ['build', '--config', bundle.config, '--outDir', path.join(outDir, bundle.folder)];
    const exitCode = await runTool(folder, [
      'vite/bin/vite.js',
      ...words,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]);
    if (exitCode !== 0)
      throw new SetupError(`The ${bundle.name} could not be built; vite says why above.`, exitCode);
  }
  await declareWidget(folder, outDir);
}

/** The types of the widget's module stand beside it; those it leads to were compiled with all others. */
async function declareWidget(folder, outDir) {
  if (!existsSync(path.join(folder, 'src/browser'))) return;
  const declared = path.join(outDir, '.declared');
  const flags = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', declared];
  const exitCode = await runTool(folder, ['typescript/bin/tsc', '-p', 'src/browser', ...flags]);
  if (exitCode !== 0)
    throw new SetupError('The widget could not be compiled; the compiler says why above.', exitCode);
  cpSync(path.join(declared, 'browser'), path.join(outDir, 'browser'), { recursive: true });
  rmSync(declared, { recursive: true });
}

function runTool(folder, [tool, ...words]) {
  const command = [process.execPath, path.join(folder, 'node_modules', tool), ...words];
  return run(command, { stdio: ['ignore', 2, 2], cwd: folder });
}
