import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { searchPath } from '../../config/search-path.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { tryLock } from '../../filesystem/file-lock.ts';
import { type Build, buildEnvironment, lockOf } from './build-environment.ts';
import { type EnvironmentRecord, readRecord, thisMachine, writeRecord } from './environment-record.ts';
import { fingerprint } from './file-fingerprint.ts';
import { inspectInterpreter, warmMatplotlib } from './inspect-interpreter.ts';
import { pythonIn } from './installers.ts';
import { interpretersOnPath } from './interpreters-on-path.ts';
import type { Interpreter } from './probe-interpreter.ts';
import { environmentsFolder, type Setup } from './setup.ts';

const pollMs = 200;

export type Managed = { status: 'ready'; record: EnvironmentRecord } | Extract<Build, { status: 'failed' }>;

/** A finished environment for these requirements and an interpreter of the search path; reads files, starts nothing. */
export async function readyEnvironment(setup: Setup): Promise<EnvironmentRecord | null> {
  const parent = environmentsFolder(setup);
  const names = await readdir(parent).catch(() => []);
  const folders = names.filter((name) => /^[0-9a-f]{16}$/.test(name)).map((name) => path.join(parent, name));
  const records = await Promise.all(folders.map((folder) => readRecord(folder, setup.requirements.hash)));
  for (const command of interpretersOnPath(searchPath(setup.env))) {
    const ready = records.find((record) => record?.foundAs.includes(command));
    if (ready) return ready;
  }
  return null;
}

/** Builds the environment of this interpreter unless it is there; of many processes at once one builds and the others wait for it. */
export async function makeEnvironment(interpreter: Interpreter, setup: Setup): Promise<Managed> {
  const folder = path.join(environmentsFolder(setup), keyOf(interpreter, setup));
  await mkdir(path.dirname(folder), { recursive: true });
  let told = false;
  for (;;) {
    await using lock = await tryLock(lockOf(folder));
    if (lock !== null) return await makeAlone(interpreter, folder, setup);
    if (!told) setup.say('Another process is setting up the Python environment; waiting for it');
    told = true;
    await delay(pollMs);
    throwIfCancelled(setup.signal);
  }
}

async function makeAlone(interpreter: Interpreter, folder: string, setup: Setup): Promise<Managed> {
  const there = await adopt(interpreter, folder, setup);
  if (there !== null) return { status: 'ready', record: there };
  const build = await buildEnvironment(interpreter, folder, setup);
  if (build.status === 'failed') return build;
  const record = await describe(interpreter, folder, setup);
  return record === null
    ? { status: 'failed', problem: `the packages installed for ${interpreter.foundAs} can't be imported` }
    : { status: 'ready', record };
}

/** The environment another process or another command of the same interpreter made, checked and written down anew. */
async function adopt(
  interpreter: Interpreter,
  folder: string,
  setup: Setup,
): Promise<EnvironmentRecord | null> {
  const known = await readRecord(folder, setup.requirements.hash);
  if (known === null) return null;
  if (known.foundAs.includes(interpreter.foundAs)) return known;
  const record = { ...known, foundAs: [...known.foundAs, interpreter.foundAs] };
  await writeRecord(folder, record);
  return record;
}

/** Writes the record, which makes the folder an environment; null when what was installed does not work. */
async function describe(
  interpreter: Interpreter,
  folder: string,
  setup: Setup,
): Promise<EnvironmentRecord | null> {
  const python = pythonIn(folder);
  const inspection = await inspectInterpreter(python, setup);
  if (inspection === null || inspection.missing.length > 0) return null;
  if (inspection.unusable.some((name) => setup.requirements.names.includes(name))) return null;
  const { version, packages, missing } = inspection;
  if ('matplotlib' in packages) setup.say('Listing the fonts for plots');
  const record: EnvironmentRecord = {
    format: 1,
    requirements: setup.requirements.hash,
    machine: thisMachine,
    foundAs: [interpreter.foundAs],
    python,
    version,
    packages,
    missing,
    matplotlibCache:
      'matplotlib' in packages ? await warmMatplotlib(python, path.join(folder, 'matplotlib'), setup) : null,
    unchanged: [await fingerprint(python)],
  };
  await writeRecord(folder, record);
  setup.say('The Python environment is ready');
  return record;
}

function keyOf(interpreter: Interpreter, setup: Setup): string {
  const parts = [setup.requirements.hash, interpreter.version, interpreter.abi, thisMachine];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
