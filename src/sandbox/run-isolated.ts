import path from 'node:path';
import type { Isolation, Tier } from '../contracts/isolation.ts';
import type { Program, RunOutcome } from '../contracts/program-run.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { checkAttestation } from './check-attestation.ts';
import { endReportSchema, type LaunchSpec } from './launcher-frames.ts';
import { type LauncherProcess, startLauncher } from './launcher-process.ts';
import type { LockedProcess } from './locked-process.ts';
import { placeInputs } from './place-inputs.ts';
import { sandboxUser } from './sandbox-user.ts';
import { superviseRun } from './supervise-run.ts';

const startTimeoutMs = 20_000;

export interface IsolationRequest {
  tier: Tier;
  environment: PythonEnvironment;
  maxFiles: number;
  /** Folders that may be read beside the interpreter's own. */
  readonly: string[];
  /** Only for tests, which must show that they fail without a layer; the attestation then lacks it and is not asked for it. */
  without?: 'landlock' | 'seccomp';
}

/** Runs one program in one fresh process of the given tier; throws `isolation-missing` when the tier is not reached. */
export async function runIsolated(program: Program, request: IsolationRequest): Promise<RunOutcome> {
  throwIfCancelled(program.signal);
  await using locked = await lockedProcess(program, request);
  return await superviseRun(program, locked, request);
}

async function lockedProcess(program: Program, request: IsolationRequest): Promise<LockedProcess> {
  const spec = await launchSpec(program, request);
  const launcher = await startLauncher(request.environment.python, spec);
  try {
    const isolation = await attested(launcher, request, program.signal);
    const ended = endReport(launcher);
    ended.catch(() => undefined); // whoever awaits it hears of the failure; nobody has to
    return {
      isolation,
      stdout: launcher.stdout,
      stderr: launcher.stderr,
      ended,
      workFolder: request.tier === 'A' ? `/proc/${launcher.pid}/root/box` : spec.work,
      send: launcher.sendProgram,
      kill: launcher.kill,
      [Symbol.asyncDispose]: () => launcher[Symbol.asyncDispose](),
    };
  } catch (error) {
    await launcher[Symbol.asyncDispose]();
    throw error;
  }
}

async function launchSpec(program: Program, request: IsolationRequest): Promise<LaunchSpec> {
  const work = path.join(program.runDir, 'work');
  const tmp = path.join(program.runDir, 'tmp');
  if (request.tier !== 'A')
    await placeInputs(program.inputs, { work, tmp }, request.environment.matplotlibCache);
  const { timeoutSeconds, memoryMiB, diskMiB } = program.limits;
  return {
    tier: request.tier,
    work,
    tmp,
    inputs: program.inputs,
    readonly: request.readonly,
    matplotlibCache: request.environment.matplotlibCache,
    timeoutSeconds,
    memoryMiB,
    diskMiB,
    outerUser: sandboxUser(),
    without: request.without ?? null,
  };
}

async function attested(
  launcher: LauncherProcess,
  request: IsolationRequest,
  signal: AbortSignal | undefined,
): Promise<Isolation> {
  const deadline = AbortSignal.timeout(startTimeoutMs);
  const given = AbortSignal.any(signal ? [signal, deadline] : [deadline]);
  const first = await Promise.race([
    launcher.control.next(),
    new Promise<null>((resolve) => given.addEventListener('abort', () => resolve(null), { once: true })),
  ]);
  throwIfCancelled(signal);
  return checkAttestation(first ?? { type: 'refused', detail: await lastWords(launcher) }, request);
}

async function lastWords(launcher: LauncherProcess): Promise<string> {
  let text = '';
  launcher.stderr.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-1_000);
  });
  const closed = new Promise((resolve) => launcher.stderr.once('close', resolve));
  launcher.kill();
  await closed;
  return text.trim().slice(-300) || `no answer within ${startTimeoutMs / 1000} s`;
}

async function endReport(launcher: LauncherProcess) {
  const report = endReportSchema.safeParse(await launcher.report.next());
  if (report.success) return { report: report.data, lastWord: await launcher.control.next() };
  throw new CoderError('The launcher of the sandbox died before it could report how the program ended.', {
    code: 'internal',
  });
}
