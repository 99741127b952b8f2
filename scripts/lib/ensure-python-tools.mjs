import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './root.mjs';
import { SetupError } from './setup-error.mjs';
import { withLock } from './with-lock.mjs';

const shippedLock = path.join(root, 'requirements_dev.lock');
const missingPython = 4;

/**
 * Makes ruff, mypy and pytest ready in the cache, once for each lock file and kind of interpreter; of many processes one
 * installs them. Gives their interpreter and the folder of their modules; `python` is who must be able to import those.
 */
export async function ensurePythonTools({ python, cache, lock = shippedLock } = {}) {
  const interpreter = await findInterpreter(python);
  const parent = cache ?? (await defaultCache());
  const folder = path.join(parent, keyOf(interpreter, lock));
  const minor = interpreter.version.split('.').slice(0, 2).join('.');
  const ready = {
    python: path.join(folder, 'bin/python'),
    modules: path.join(folder, `lib/python${minor}/site-packages`),
  };
  if (isComplete(folder)) return ready;
  mkdirSync(parent, { recursive: true });
  await withLock(async () => {
    if (!isComplete(folder)) await install(interpreter, folder, lock);
  }, parent);
  return ready;
}

async function findInterpreter(python) {
  const { findPython } = await import('../../dist/sandbox/environment/find-python.js');
  const { probeInterpreter } = await import('../../dist/sandbox/environment/probe-interpreter.js');
  try {
    if (python === undefined) return await findPython();
    const probe = await probeInterpreter(python, {});
    if (probe.status === 'usable') return probe.interpreter;
    throw new SetupError(`${probe.problem}.`, missingPython);
  } catch (error) {
    if (error.code !== 'python-missing') throw error;
    throw new SetupError(error.message, missingPython);
  }
}

async function install(interpreter, folder, lock) {
  const { runTool } = await import('../../dist/sandbox/environment/run-tool.js');
  const { reportProgress, plain } = await import('../../dist/sandbox/environment/install-progress.js');
  say(`Installing the Python tools into ${folder} (about 100 MB, once)`);
  const problems = [];
  for (const steps of await installers(interpreter, folder, lock)) {
    rmSync(folder, { recursive: true, force: true });
    const problem = await firstProblem(steps, (step) => runTool(step, { onLine: reportProgress(say) }));
    if (problem === null) {
      writeFileSync(path.join(folder, completeName), '');
      return;
    }
    rmSync(folder, { recursive: true, force: true });
    problems.push(plain(problem));
  }
  const why = problems.join('; ') || `${interpreter.foundAs} has no venv module (on Debian: python3-venv)`;
  throw new SetupError(
    `The Python tools (ruff, mypy, pytest) could not be installed: ${why}. They are downloaded once, about 30 MB: ` +
      'connect to the network, or name a mirror with PIP_INDEX_URL or a folder of wheels with PIP_FIND_LINKS, and try again.',
    1,
  );
}

/** Ways to build the environment on this machine, fastest first, each as commands that must end with 0. */
async function installers({ base, canCreateVenv }, folder, lock) {
  const { commandOnPath } = await import('../../dist/sandbox/environment/interpreters-on-path.js');
  const { searchPath } = await import('../../dist/config/search-path.js');
  const python = path.join(folder, 'bin/python');
  const wanted = ['--require-hashes', '--only-binary', ':all:', '-r', lock];
  const quiet = ['--disable-pip-version-check', '--no-input', '--no-color', '--progress-bar=off'];
  const uv = commandOnPath('uv', searchPath());
  const withUv = [
    [uv, 'venv', '--no-project', '--no-python-downloads', '--python', base, folder],
    [uv, 'pip', 'install', '--python', python, ...wanted],
  ];
  const withPip = [
    [base, '-I', '-m', 'venv', folder],
    [python, '-I', '-m', 'pip', 'install', ...quiet, ...wanted],
  ];
  return [...(uv === null ? [] : [withUv]), ...(canCreateVenv ? [withPip] : [])];
}

/** What the first command that fails said last; null when all work. */
async function firstProblem(steps, runStep) {
  for (const step of steps) {
    const { exitCode, stderr } = await runStep(step);
    if (exitCode !== 0) return stderr.trimEnd().split('\n').at(-1) || `${step[0]} ended with ${exitCode}`;
  }
  return null;
}

/** Written last, so that an installation that was interrupted counts for nothing. */
const completeName = '.complete';

function isComplete(folder) {
  return existsSync(path.join(folder, completeName));
}

/** The tools are modules of one interpreter, and some of them binaries. */
function keyOf({ base, version, abi }, lock) {
  const parts = [base, version, abi, process.platform, process.arch];
  return createHash('sha256')
    .update(readFileSync(lock))
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 16);
}

async function defaultCache() {
  const { loadConfig } = await import('../../dist/config/load-config.js');
  return path.join(loadConfig().cacheDir, 'python-tools');
}
