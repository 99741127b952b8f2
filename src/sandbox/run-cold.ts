import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Canary } from '../contracts/isolation.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import type { Program, RunOutcome } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { checkAttestation } from './check-attestation.ts';
import { copyInputs } from './copy-inputs.ts';
import { endReportSchema } from './launcher-frames.ts';
import { type LauncherProcess, startLauncher } from './launcher-process.ts';
import { placeLibrary } from './library-files.ts';
import type { LockedProcess } from './locked-process.ts';
import { superviseRun } from './supervise-run.ts';

export interface ColdStart {
  environment: PythonEnvironment;
  tier: 'C' | 'limits';
  /** What shows that the tier holds; `this` for the canary itself. */
  canary: Canary | 'this' | null;
}

/** Runs a program in an interpreter started for it alone. */
export async function runCold(
  program: Program,
  options: ColdStart & { maxFiles: number },
): Promise<RunOutcome> {
  if (program.language === 'shell')
    throw new CoderError('Shell programs run in tier A only.', { code: 'isolation-missing' });
  throwIfCancelled(program.signal);
  await using locked = await startLocked(program, options);
  return await superviseRun(program, locked, options);
}

/** Starts an interpreter that attests its tier and waits for one request; throws `isolation-missing` when it attests too little. */
export async function startLocked(
  {
    runDir,
    inputs,
    exchange,
    limits,
    seed,
    library,
  }: Pick<Program, 'runDir' | 'inputs' | 'exchange' | 'limits' | 'seed' | 'library'>,
  { environment, tier, canary }: ColdStart,
): Promise<LockedProcess> {
  const work = path.join(runDir, 'work');
  const tmp = path.join(runDir, 'tmp');
  await mkdir(work, { recursive: true, mode: 0o700 });
  await mkdir(tmp, { mode: 0o700 });
  await copyInputs({ inputs, exchange }, work);
  const folder = path.join(runDir, 'functions');
  if (library) await placeLibrary(library, folder);
  const launcher = await startLauncher(environment.python, {
    tier,
    work,
    tmp,
    library: library ? { folder, preload: library.preload } : null,
    ...limits,
    fixedHashes: seed !== undefined,
  });
  try {
    const isolation = checkAttestation(await launcher.control.next(), { tier, canary });
    const ended = endOf(launcher);
    ended.catch(() => undefined); // whoever awaits it hears of the failure; nobody has to
    return {
      isolation,
      stdout: launcher.stdout,
      stderr: launcher.stderr,
      ended,
      hasStarted: true,
      workFolder: work,
      send: launcher.sendProgram,
      kill: launcher.kill,
      finish: async () => null, // it has ended, and nobody watched it
      [Symbol.asyncDispose]: () => launcher[Symbol.asyncDispose](),
    };
  } catch (error) {
    await launcher[Symbol.asyncDispose]();
    throw error;
  }
}

async function endOf(launcher: LauncherProcess) {
  const report = endReportSchema.safeParse(await launcher.report.next());
  if (report.success) return { report: report.data, lastWord: await launcher.control.next() };
  throw new CoderError(
    'The launcher was killed before it could report how the program ended, so the run is lost. Run it again.',
    { code: 'lost' },
  );
}
