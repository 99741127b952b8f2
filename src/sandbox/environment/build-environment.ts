import { mkdir, mkdtemp, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { CoderError } from '../../errors/coder-error.ts';
import { isLocked } from '../../filesystem/file-lock.ts';
import { removeTree } from '../../filesystem/remove-tree.ts';
import { watchFreeSpace } from './free-space.ts';
import { plain, reportProgress } from './install-progress.ts';
import { type Installer, installersFor, pythonIn, withoutRedirection } from './installers.ts';
import type { Interpreter } from './probe-interpreter.ts';
import { runTool } from './run-tool.ts';
import { environmentsFolder, type Setup } from './setup.ts';

export type Build = { status: 'built' } | { status: 'failed'; problem: string };

/**
 * Builds a whole environment beside `folder` and renames it there; the caller holds the lock of that name.
 * Throws when the disk is full or the signal fires; a failed installation is a value. Nothing half-made stays in either case.
 */
export async function buildEnvironment(
  interpreter: Interpreter,
  folder: string,
  setup: Setup,
): Promise<Build> {
  const installers = installersFor(interpreter, setup);
  if (installers.length === 0) {
    return {
      status: 'failed',
      problem: `${interpreter.foundAs} has no venv module (on Debian and Ubuntu: apt install python3-venv)`,
    };
  }
  await sweep(folder);
  const workshop = await mkdtemp(path.join(path.dirname(folder), `.building-${path.basename(folder)}-`));
  try {
    await using disk = watchFreeSpace(workshop);
    const names = setup.requirements.names.length;
    setup.say(`Installing ${names} packages and what they need into ${folder} (about 1.2 GB, once)`);
    const problems: string[] = [];
    for (const installer of installers) {
      const fresh = path.join(workshop, installer.name);
      const problem = await install(installer, fresh, setup);
      if (problem === null) {
        await removeTree(folder);
        await rename(fresh, folder);
        return { status: 'built' };
      }
      if (await disk.ranOut()) throw diskFull(setup);
      await removeTree(fresh);
      problems.push(problem);
    }
    return { status: 'failed', problem: problems.join('; ') };
  } finally {
    await removeTree(workshop);
  }
}

/** The sentence for a full disk, wherever on the way it was met. */
export function diskFull(setup: Setup, cause?: unknown): CoderError {
  return new CoderError(
    `The disk that holds ${environmentsFolder(setup)} is full: the Python packages need about 1.2 GB there. ` +
      'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk.',
    { code: 'python-missing', cause },
  );
}

/** Null when every step worked, else which one did not and its last word. */
async function install(installer: Installer, folder: string, setup: Setup): Promise<string | null> {
  // The installer unpacks beside the environment: /tmp is often small, and everything is removed together.
  const scratch = `${folder}-scratch`;
  await mkdir(scratch);
  const env = { ...setup.env, ...withoutRedirection, TMPDIR: scratch };
  const onLine = reportProgress(setup.say);
  for (const step of installer.steps(folder)) {
    const run = await runTool(step, { env, signal: setup.signal, onLine });
    if (run.exitCode === 0) continue;
    const lastWord = run.stderr.trimEnd().split('\n').at(-1) ?? '';
    return `${installer.name} ended with ${run.exitCode ?? 'no exit code'}: ${plain(lastWord)}`;
  }
  if (installer.name === 'pip') await compileModules(folder, setup);
  return null;
}

/** Best effort: a module that does not compile here would only be slower to import. */
async function compileModules(folder: string, setup: Setup): Promise<void> {
  setup.say('Compiling the packages');
  const libraries = path.join(folder, 'lib');
  await runTool([pythonIn(folder), '-I', '-m', 'compileall', '-q', '-j', '0', libraries], {
    env: setup.env,
    signal: setup.signal,
  });
}

/** Removes what builds left behind that were killed: their lock is nobody's, or it is ours. */
async function sweep(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  for (const name of await readdir(parent)) {
    const owner = /^\.building-([0-9a-f]+)-/.exec(name)?.[1];
    if (owner === undefined) continue;
    if (owner !== path.basename(folder) && (await isLocked(lockOf(path.join(parent, owner))))) continue;
    await removeTree(path.join(parent, name));
  }
}

/** The lock that goes with an environment's folder. */
export function lockOf(folder: string): string {
  return `${folder}.lock`;
}
