import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Isolation, Tier } from '../contracts/isolation.ts';
import type { Program, RunOutcome } from '../contracts/program-run.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { collectFiles } from './collect-files.ts';
import { judgeRun, type StopReason } from './judge-run.ts';
import {
  attestationSchema,
  type EndReport,
  endReportSchema,
  type LaunchSpec,
  outcomeSchema,
} from './launcher-frames.ts';
import { type LauncherProcess, startLauncher } from './launcher-process.ts';
import { captureOutput } from './output-capture.ts';
import { placeInputs } from './place-inputs.ts';
import { requiredLayers } from './required-layers.ts';

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
  const spec = await launchSpec(program, request);
  await using launcher = await startLauncher(request.environment.python, spec);
  const isolation = await attested(launcher, request, program.signal);
  let stopped: StopReason | null = null;
  const stop = (reason: StopReason): void => {
    stopped ??= reason;
    launcher.kill();
  };
  const capture = captureOutput({
    stdout: launcher.stdout,
    stderr: launcher.stderr,
    spoolPath: path.join(program.runDir, 'stdout.txt'),
    maxBytes: program.limits.outputMiB * 2 ** 20,
    onTooLarge: () => stop('output-too-large'),
    onOutput: program.onOutput,
  });
  const cancel = (): void => stop('cancelled');
  program.signal?.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(() => stop('timed-out'), program.limits.timeoutSeconds * 1000);
  const startedAt = performance.now();
  try {
    if (program.signal?.aborted) cancel();
    launcher.sendProgram({
      code: program.code,
      sha256: createHash('sha256').update(program.code).digest('hex'),
    });
    const ended = await endReport(launcher);
    const wallMs = performance.now() - startedAt;
    const { fullOutput, ...output } = await capture.done;
    throwIfCancelled(program.signal);
    const lastWord = outcomeSchema.safeParse(await launcher.control.next());
    const exception = lastWord.success ? lastWord.data.exception : null;
    const target = path.join(program.runDir, 'files');
    await mkdir(target);
    const collected = await collectFiles({
      folder: request.tier === 'A' ? `/proc/${launcher.pid}/root/box` : spec.work,
      inputs: program.inputs,
      target,
      maxFiles: request.maxFiles,
      maxBytes: program.limits.diskMiB * 2 ** 20,
    });
    return {
      ...judgeRun({ ended, stopped, exception, limits: program.limits }),
      exitCode: ended.exitCode,
      signal: ended.signal,
      exception: exception && { ...exception, line: exception.line ?? undefined },
      ...output,
      files: fullOutput ? [...collected.files, fullOutput] : collected.files,
      leftBehind: collected.leftBehind,
      wallMs,
      cpuMs: ended.cpuSeconds * 1000,
      peakMemoryMiB: ended.peakBytes / 2 ** 20,
      isolation,
    };
  } finally {
    clearTimeout(timer);
    program.signal?.removeEventListener('abort', cancel);
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
    outerUser: process.getuid?.() === 0 ? sandboxUser : null,
    without: request.without ?? null,
  };
}

/** What root becomes before it enters the namespaces: an id no distribution assigns. */
const sandboxUser = 64_001;

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
  const frame = attestationSchema.safeParse(first);
  if (!frame.success || frame.data.type !== 'locked') {
    const detail =
      frame.success && frame.data.type === 'refused' ? frame.data.detail : await lastWords(launcher);
    throw new CoderError(`The sandbox did not start in tier ${request.tier}: ${detail}`, {
      code: 'isolation-missing',
    });
  }
  const { layers } = frame.data;
  const lacking = requiredLayers[request.tier].filter(
    (name) => !layers[name]?.active && name !== request.without,
  );
  if (lacking.length > 0) {
    const details = lacking.map((name) => `${name}: ${layers[name]?.detail ?? 'not attested'}`).join('; ');
    throw new CoderError(`The sandbox attests less than tier ${request.tier} requires (${details}).`, {
      code: 'isolation-missing',
    });
  }
  return { tier: request.tier, layers };
}

async function lastWords(launcher: LauncherProcess): Promise<string> {
  let text = '';
  launcher.stderr.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-1_000);
  });
  launcher.kill();
  await new Promise((resolve) => launcher.stderr.once('close', resolve));
  return text.trim() || `no answer within ${startTimeoutMs / 1000} s`;
}

async function endReport(launcher: LauncherProcess): Promise<EndReport> {
  const report = endReportSchema.safeParse(await launcher.report.next());
  if (report.success) return report.data;
  throw new CoderError('The launcher of the sandbox died before it could report how the program ended.', {
    code: 'internal',
  });
}
