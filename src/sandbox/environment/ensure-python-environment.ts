import type { Config } from '../../config/schema.ts';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { whyNotTrusted } from '../../filesystem/why-not-trusted.ts';
import { diskFull } from './build-environment.ts';
import { compileSources } from './compile-sources.ts';
import { asEnvironment } from './environment-record.ts';
import { readFallbackNote, writeFallbackNote } from './fallback-note.ts';
import { findPython, howToGetPython, usableInterpreters } from './find-python.ts';
import { makeEnvironment, readyEnvironment } from './managed-environment.ts';
import { type RequirementFiles, readRequirements } from './requirements.ts';
import type { Setup } from './setup.ts';
import { knownSystem, useConfigured, useSystem } from './use-interpreter.ts';

export interface EnvironmentOptions {
  config: Pick<Config, 'cacheDir'> & { python: Pick<Config['python'], 'path'> };
  onProgress?: ((message: string) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Another stack than the one this package ships. */
  requirements?: RequirementFiles | undefined;
  /** Variables laid over the environment of the tools that are started; `undefined` removes one. */
  env?: Record<string, string | undefined> | undefined;
}

/**
 * A Python that can run generated code: the configured one, else one built for this package in the cache folder, else one
 * of the machine with numpy and pandas. Nothing is started once it is there and our own sources are compiled for it. Throws `python-missing` or `cancelled`.
 */
export async function ensurePythonEnvironment(options: EnvironmentOptions): Promise<PythonEnvironment> {
  throwIfCancelled(options.signal);
  const setup = setupOf(options);
  try {
    await requireTrusted(setup.cacheDir);
    const { path } = options.config.python;
    const environment = path === null ? await managedOrSystem(setup) : await useConfigured(path, setup);
    await compileSources(environment, setup);
    return environment;
  } catch (error) {
    throw asCoderError(error, setup);
  }
}

/**
 * The Python that code would run on, as far as that is known without installing anything: an environment that is there,
 * else the interpreter one would be made with, whose packages are not known yet. Throws `python-missing`.
 */
export async function targetPython(
  options: EnvironmentOptions,
): Promise<{ version: string; packages: PythonEnvironment['packages'] | undefined }> {
  if (options.config.python.path !== null) return ensurePythonEnvironment(options);
  const setup = setupOf(options);
  await requireTrusted(setup.cacheDir);
  const ready = await readyEnvironment(setup);
  if (ready !== null) return asEnvironment(ready, 'managed');
  const { version } = await findPython(setup);
  return { version, packages: undefined };
}

function setupOf(options: EnvironmentOptions): Setup {
  return {
    requirements: readRequirements(options.requirements),
    cacheDir: options.config.cacheDir,
    env: options.env,
    signal: options.signal,
    say: (message) => options.onProgress?.(message),
  };
}

async function managedOrSystem(setup: Setup): Promise<PythonEnvironment> {
  const ready = await readyEnvironment(setup);
  if (ready !== null) return asEnvironment(ready, 'managed');
  const noted = await readFallbackNote(setup);
  const known = noted === null ? null : await knownSystem(noted, setup);
  if (known !== null) return known;
  setup.say('Looking for a Python interpreter');
  const managed = await makeEnvironment(await findPython(setup), setup);
  await requireTrusted(setup.cacheDir); // where it was missing, somebody else may have made it meanwhile
  return managed.status === 'ready'
    ? asEnvironment(managed.record, 'managed')
    : await systemInstead(managed.problem, setup);
}

async function systemInstead(problem: string, setup: Setup): Promise<PythonEnvironment> {
  setup.say('The packages could not be installed; looking for a Python that has numpy and pandas');
  for await (const interpreter of usableInterpreters(setup)) {
    const environment = await useSystem(interpreter, setup);
    if (environment === null) continue;
    await writeFallbackNote(interpreter.foundAs, setup);
    const lacks = environment.missing.length === 0 ? 'nothing' : environment.missing.join(', ');
    setup.say(`Using ${environment.python}, which lacks: ${lacks}`);
    return environment;
  }
  throw new CoderError(
    `The Python packages could not be installed (${problem}), and no Python on this machine has numpy and pandas. ` +
      'Either make the package index reachable and start again, or install them ' +
      '(on Debian and Ubuntu: apt install python3-numpy python3-pandas). ' +
      `${howToGetPython}.`,
    { code: 'python-missing' },
  );
}

/** What lies in the cache is started before anything isolates it. */
async function requireTrusted(cacheDir: string): Promise<void> {
  const problem = await whyNotTrusted(cacheDir);
  if (problem === null) return;
  throw new CoderError(
    `The cache folder ${cacheDir} can't be used, as ${problem}, and programs could be put there. Set XDG_CACHE_HOME to a folder that is yours alone.`,
    { code: 'config-invalid' },
  );
}

/** Faults of the disk get their own sentence, decided by the system's error code. */
function asCoderError(error: unknown, setup: Setup): unknown {
  if (error instanceof CoderError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(setup, error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new CoderError(
      `The cache folder ${setup.cacheDir} can't be written (${code}). Make it writable, or set XDG_CACHE_HOME to a folder that is.`,
      { code: 'python-missing', cause: error },
    );
  }
  return error;
}
