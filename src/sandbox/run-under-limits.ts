import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Program, RunOutcome } from '../contracts/program-run.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { checkAttestation } from './check-attestation.ts';
import { copyInputs } from './copy-inputs.ts';
import { endReportSchema } from './launcher-frames.ts';
import { type LauncherProcess, startLauncher } from './launcher-process.ts';
import type { LockedProcess } from './locked-process.ts';
import { superviseRun } from './supervise-run.ts';

interface Options {
  environment: PythonEnvironment;
  maxFiles: number;
}

/** Runs code of this package in a fresh process under resource limits alone, where the kernel offers no isolation. */
export async function runUnderLimits(program: Program, options: Options): Promise<RunOutcome> {
  if (program.origin !== 'ours') {
    throw new CoderError('Only code of this package may run under resource limits alone.', {
      code: 'isolation-missing',
    });
  }
  throwIfCancelled(program.signal);
  const work = path.join(program.runDir, 'work');
  const tmp = path.join(program.runDir, 'tmp');
  await mkdir(work, { recursive: true, mode: 0o700 });
  await mkdir(tmp, { mode: 0o700 });
  await copyInputs(program.inputs, work);
  await using launcher = await startLauncher(options.environment.python, { work, tmp, ...program.limits });
  const isolation = checkAttestation(await launcher.control.next(), { tier: 'limits' });
  const ended = endOf(launcher);
  ended.catch(() => undefined); // whoever awaits it hears of the failure; nobody has to
  const locked: LockedProcess = {
    isolation,
    stdout: launcher.stdout,
    stderr: launcher.stderr,
    ended,
    workFolder: work,
    send: launcher.sendProgram,
    kill: launcher.kill,
    [Symbol.asyncDispose]: async () => undefined,
  };
  return await superviseRun(program, locked, options);
}

async function endOf(launcher: LauncherProcess) {
  const report = endReportSchema.safeParse(await launcher.report.next());
  if (report.success) return { report: report.data, lastWord: await launcher.control.next() };
  throw new CoderError('The launcher died before it could report how the program ended.', {
    code: 'internal',
  });
}
