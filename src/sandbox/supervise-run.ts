import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Program, RunOutcome } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { collectFiles } from './collect-files.ts';
import { fullFolder } from './full-folder.ts';
import { judgeRun, type StopReason } from './judge-run.ts';
import { outcomeSchema } from './launcher-frames.ts';
import type { LockedProcess } from './locked-process.ts';
import { resolveEndpoints } from './network.ts';
import { captureOutput } from './output-capture.ts';

/** Sends the program to its locked process, holds it to its limits and gathers what it left; throws `cancelled`, or `lost` when nobody is left to tell how it ended. */
export async function superviseRun(
  program: Program,
  locked: LockedProcess,
  { maxFiles }: { maxFiles: number },
): Promise<RunOutcome> {
  const endpoints = await resolveEndpoints(program.network);
  let stopped: StopReason | null = null;
  const stop = (reason: StopReason): void => {
    stopped ??= reason;
    locked.kill();
  };
  const capture = captureOutput({
    stdout: locked.stdout,
    stderr: locked.stderr,
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
    locked.send({
      code: program.code,
      sha256: createHash('sha256').update(program.code).digest('hex'),
      limits: program.limits,
      seed: program.seed ?? null,
      endpoints,
      environment: Object.entries(program.environment ?? {}).map(([name, value]) => ({ name, value })),
    });
    const { report, lastWord } = await locked.ended;
    if (!locked.hasStarted && stopped === null) throw neverStarted();
    const lastLook = locked.finish(); // a program that only claims to have ended does not outlive its claim
    const { fullOutput, ...output } = await capture.done;
    const wallMs = performance.now() - startedAt; // until its output ended: a program can only claim to be done
    throwIfCancelled(program.signal);
    const word = outcomeSchema.safeParse(lastWord);
    const exception = word.success ? word.data.exception : null;
    const failed = report.exitCode !== 0;
    const full = failed ? await fullFolder(locked) : null;
    const { files, leftBehind, removedInputs, answer } = await collectFiles({
      folder: locked.workFolder,
      inputs: program.inputs,
      exchange: program.exchange,
      target: path.join(program.runDir, 'files'),
      maxFiles: program.maxFiles ?? maxFiles,
      maxBytes: program.limits.diskMiB * 2 ** 20,
    });
    const ended = { ...report, exceeded: report.exceeded ?? (await lastLook) };
    return {
      ...judgeRun({ ended, stopped, exception, full, language: program.language, limits: program.limits }),
      exitCode: ended.exitCode,
      signal: ended.signal,
      exception: exception && {
        type: exception.type,
        message: exception.message,
        line: exception.line ?? undefined,
      },
      ...output,
      files: fullOutput ? [...files, fullOutput] : files,
      leftBehind,
      removedInputs,
      answer,
      wallMs,
      cpuMs: ended.cpuSeconds * 1000,
      peakMemoryMiB: ended.peakBytes / 2 ** 20,
      isolation: locked.isolation,
    };
  } finally {
    clearTimeout(timer);
    program.signal?.removeEventListener('abort', cancel);
  }
}

function neverStarted(): CoderError {
  return new CoderError('The process for the program was killed before the program started. Run it again.', {
    code: 'lost',
  });
}
