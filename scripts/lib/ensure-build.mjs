import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { buildPage } from './build-page.mjs';
import { root, say } from './root.mjs';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { withLock } from './with-lock.mjs';

const command = 'apps/cli/main.js';

/** What decides about the build beside the sources. */
const settings = ['tsconfig.json', 'vite.config.ts', 'vite.widget.config.ts', 'package-lock.json'];

/** Compiles src into dist, and bundles what runs in browsers into dist/web and dist/browser, unless dist was made from exactly these sources; a failed build leaves the old one as it was. */
export async function ensureBuild(folder = root) {
  if (isBuilt(folder)) return;
  await withLock(async () => {
    if (isBuilt(folder)) return;
    say('Building');
    const wanted = sourceHash(folder);
    const fresh = path.join(folder, '.setup-build');
    rmSync(fresh, { recursive: true, force: true });
    try {
      await compile(folder, fresh);
      await buildPage(folder, fresh);
      replace(path.join(folder, 'dist'), fresh);
      writeFileSync(stampPath(folder), wanted);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }, folder);
}

async function compile(folder, outDir) {
  const tsc = path.join(folder, 'node_modules/typescript/bin/tsc');
  const exitCode = await run([process.execPath, tsc, '-p', folder, '--outDir', outDir], {
    stdio: ['ignore', 2, 2],
    cwd: folder,
  });
  if (exitCode !== 0) throw new SetupError('The build failed; the compiler says why above.', exitCode);
}

/** Puts each file into place by a rename, so that a program that runs from dist never meets half of one, and drops what has no source any more. */
function replace(dist, fresh) {
  rmSync(path.join(dist, stampName), { force: true });
  const made = filesIn(fresh);
  for (const file of made) {
    mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
    renameSync(path.join(fresh, file), path.join(dist, file));
  }
  const known = new Set(made);
  for (const file of filesIn(dist)) if (!known.has(file)) rmSync(path.join(dist, file));
  if (existsSync(path.join(dist, command))) chmodSync(path.join(dist, command), 0o755);
}

function isBuilt(folder) {
  const stamp = stampPath(folder);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(folder);
}

function sourceHash(folder) {
  const hash = createHash('sha256');
  const sources = filesIn(path.join(folder, 'src')).filter((file) =>
    /\.ts$|^(web|browser|python\/pyodide\w*)\b/.test(file),
  );
  for (const file of [...settings, ...sources.map((name) => `src/${name}`)]) {
    if (!existsSync(path.join(folder, file))) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(folder, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** npm leaves names that begin like this out of every package. */
const stampName = '._built-from';

function stampPath(folder) {
  return path.join(folder, 'dist', stampName);
}
