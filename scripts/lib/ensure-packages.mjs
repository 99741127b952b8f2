import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './root.mjs';
import { npm, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { withLock } from './with-lock.mjs';

/** Installs the Node packages of package-lock.json unless exactly these are there; finding that out takes milliseconds. */
export async function ensurePackages(folder = root) {
  if (packagesMatch(folder)) return;
  await withLock(async () => {
    if (packagesMatch(folder)) return;
    say('Installing the Node packages');
    const command = [...npm(), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const exitCode = await run(command, { stdio: ['ignore', 2, 2], cwd: folder });
    if (exitCode !== 0) {
      throw new SetupError('The Node packages could not be installed; npm says why above.', exitCode);
    }
    mark(folder);
  }, folder);
}

/** True when the marker of the last complete installation, or else npm's own record of it, fits the lock file. */
function packagesMatch(folder) {
  const wanted = lockHash(folder);
  if (read(markerPath(folder)) === wanted) return true;
  if (!npmRecordFits(folder)) return false;
  mark(folder);
  return true;
}

/** npm removes this record when it begins and writes it when it is done, so an interrupted installation has none. */
function npmRecordFits(folder) {
  const record = read(path.join(folder, 'node_modules/.package-lock.json'));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  const locked = Object.entries(JSON.parse(read(lockPath(folder))).packages).filter(([name]) => name !== '');
  const same = ([name, wanted]) =>
    name in installed
      ? installed[name].version === wanted.version && existsSync(path.join(folder, name))
      : wanted.optional === true || wanted.peer === true;
  return Object.keys(installed).length <= locked.length && locked.every(same);
}

function mark(folder) {
  writeFileSync(markerPath(folder), lockHash(folder));
}

/** Some packages are binaries, so a folder copied from another kind of machine does not match. */
function lockHash(folder) {
  const text = readFileSync(lockPath(folder));
  return createHash('sha256').update(text).update(`${process.platform}-${process.arch}`).digest('hex');
}

function lockPath(folder) {
  return path.join(folder, 'package-lock.json');
}

function markerPath(folder) {
  return path.join(folder, 'node_modules/.python-coder-lock');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
