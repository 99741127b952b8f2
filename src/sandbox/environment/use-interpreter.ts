import { createHash } from 'node:crypto';
import path from 'node:path';
import { searchPath } from '../../config/search-path.ts';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';
import { CoderError } from '../../errors/coder-error.ts';
import {
  asEnvironment,
  type EnvironmentRecord,
  readRecord,
  thisMachine,
  writeRecord,
} from './environment-record.ts';
import { fingerprint } from './file-fingerprint.ts';
import { type Inspection, inspectInterpreter, warmMatplotlib } from './inspect-interpreter.ts';
import { commandOnPath } from './interpreters-on-path.ts';
import { type Interpreter, probeInterpreter } from './probe-interpreter.ts';
import type { Setup } from './setup.ts';

/** The interpreter the caller named, used as it is; throws `python-missing` naming what it lacks. */
export async function useConfigured(named: string, setup: Setup): Promise<PythonEnvironment> {
  const command = absoluteCommand(named, setup);
  const known = await readRecord(recordFolder(command, setup), setup.requirements.hash);
  if (known !== null) return asEnvironment(known, 'configured');
  const probe = await probeInterpreter(command, { env: setup.env, signal: setup.signal });
  if (probe.status !== 'usable') throw unusable(probe.problem);
  const inspection = await inspectInterpreter(probe.interpreter.executable, setup);
  if (inspection === null) throw unusable(`${command} can't list its packages`);
  if (inspection.unusable.length > 0) {
    throw unusable(`${command} can't import ${inspection.unusable.join(' and ')}`);
  }
  return asEnvironment(await remember(probe.interpreter, inspection, setup), 'configured');
}

/** An interpreter found on the machine, if numpy and pandas work in it; else null. */
export async function useSystem(interpreter: Interpreter, setup: Setup): Promise<PythonEnvironment | null> {
  const known = await readRecord(recordFolder(interpreter.foundAs, setup), setup.requirements.hash);
  if (known !== null) return asEnvironment(known, 'system');
  const inspection = await inspectInterpreter(interpreter.executable, setup);
  if (inspection === null || inspection.unusable.length > 0) return null;
  return asEnvironment(await remember(interpreter, inspection, setup), 'system');
}

/** What `useSystem` learnt about a command earlier, without starting it; null when that no longer holds. */
export async function knownSystem(command: string, setup: Setup): Promise<PythonEnvironment | null> {
  const known = await readRecord(recordFolder(command, setup), setup.requirements.hash);
  return known === null ? null : asEnvironment(known, 'system');
}

async function remember(
  interpreter: Interpreter,
  inspection: Inspection,
  setup: Setup,
): Promise<EnvironmentRecord> {
  const { foundAs, executable } = interpreter;
  const folder = recordFolder(foundAs, setup);
  const { version, packages, missing, libraries } = inspection;
  const record: EnvironmentRecord = {
    format: 1,
    requirements: setup.requirements.hash,
    machine: thisMachine,
    foundAs: [foundAs],
    python: executable,
    version,
    packages,
    missing,
    matplotlibCache: 'matplotlib' in packages ? await fontsOf(executable, folder, setup) : null,
    unchanged: await Promise.all([foundAs, executable, ...libraries].map(fingerprint)),
  };
  await writeRecord(folder, record).catch(tolerateUnwritable);
  return record;
}

function fontsOf(python: string, folder: string, setup: Setup): Promise<string | null> {
  return warmMatplotlib(python, path.join(folder, 'matplotlib'), setup).catch(tolerateUnwritable);
}

/** An interpreter of the machine works without our cache folder; it only has to be looked at again each time. */
function tolerateUnwritable(error: unknown): null {
  if (error instanceof CoderError) throw error;
  return null;
}

/** A name without a folder is looked up like a shell does; a path is taken from where the process stands. */
function absoluteCommand(named: string, setup: Setup): string {
  if (named.includes(path.sep)) return path.resolve(named);
  return commandOnPath(named, searchPath(setup.env)) ?? named;
}

function recordFolder(command: string, setup: Setup): string {
  const name = createHash('sha256').update(command).digest('hex').slice(0, 16);
  return path.join(setup.cacheDir, 'interpreters', name);
}

function unusable(problem: string): CoderError {
  return new CoderError(
    `The configured Python can't be used: ${problem}. Install numpy and pandas into it, name another ` +
      'one with PYTHON_CODER_PYTHON, or unset it to let the environment be built.',
    { code: 'python-missing' },
  );
}
