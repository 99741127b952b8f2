import { setTimeout } from 'node:timers/promises';
import type { CallError, CallResult } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { InsideProfile } from '../../workspace/calling/read-outcome.ts';
import { runRecord } from '../../workspace/run-record.ts';
import type { FunctionServices } from '../function-services.ts';
import type { LoadedSet } from '../load/loaded-set.ts';
import { attemptCall, type EndedAttempt } from './attempt-call.ts';
import { callError } from './call-error.ts';
import { keepFiles } from './keep-files.ts';
import { type Call, type CallRequest, openCall } from './open-call.ts';
import { recordCall } from './record-call.ts';
import { pauseBeforeRetry } from './retry-policy.ts';

/**
 * Calls one function, again where its declaration says so, and puts the call on record. Faults of the function and of its
 * arguments are in the result; throws `input-invalid` for an unknown name or file, `config-invalid` for what the host lacks.
 */
export async function callFunction(
  services: FunctionServices,
  set: LoadedSet,
  request: CallRequest,
): Promise<CallResult> {
  return (await measuredCall(services, set, request)).result;
}

/** The same, with what the process measured where the request asks for it. */
export async function measuredCall(
  services: FunctionServices,
  set: LoadedSet,
  request: CallRequest,
): Promise<{ result: CallResult; profile: InsideProfile | undefined }> {
  const call = openCall(services.config, set, request);
  const last = await attemptAll(services, call).catch(async (error: unknown) => {
    await recordFault(services, call, error);
    throw error;
  });
  const { outcome, run } = last;
  const artifacts = await keepFiles(services, call, last).finally(() => services.removeRunDir(last.runDir));
  for (const note of outcome.notes) call.warn(note);
  const safe = (text: string): string => call.redact(text).text;
  const result: CallResult = {
    ...resultOf(call),
    success: outcome.status === 'succeeded',
    status: outcome.status,
    result: outcome.result,
    error: withoutSecrets(callError(call, outcome), safe),
    stdout: safe(run?.stdout ?? ''),
    stderr: safe(run?.stderr ?? ''),
    artifacts,
    run: run && runRecord(run),
  };
  await recordCall(services, call, result);
  return { result, profile: outcome.profile };
}

/** What is known of a call however it ends. */
function resultOf(call: Call): Omit<CallResult, 'success' | 'status'> {
  return {
    name: call.declaration.name,
    result: null,
    error: null,
    stdout: '',
    stderr: '',
    artifacts: [],
    attempts: call.attempts,
    run: null,
    warnings: call.warnings,
    totalMs: performance.now() - call.startedMs,
    auditId: call.id,
  };
}

/** A call that its caller or the host failed is on record too; its own error is what the caller must see. */
async function recordFault(services: FunctionServices, call: Call, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const status = error instanceof CoderError && error.code === 'input-invalid' ? 'input-invalid' : 'fault';
  const known = { type: null, traceback: null, problems: [] };
  const ended = { ...resultOf(call), success: false, status, error: { ...known, message } } as const;
  await recordCall(services, call, ended).catch(() => undefined);
}

/** An exception tells what a function was given, and models and logs read what it tells. */
function withoutSecrets(error: CallError | null, safe: (text: string) => string): CallError | null {
  return (
    error && {
      ...error,
      message: safe(error.message),
      traceback: error.traceback === null ? null : safe(error.traceback),
      problems: error.problems.map((problem) => ({ ...problem, message: safe(problem.message) })),
    }
  );
}

async function attemptAll(services: FunctionServices, call: Call): Promise<EndedAttempt> {
  for (let number = 1; ; number += 1) {
    const ended = await attemptCall(services, call);
    const { outcome, wallMs } = ended;
    const { status, raised } = outcome;
    const pauseMs = pauseBeforeRetry(call.declaration.retry, {
      attempt: number,
      status,
      exceptionTypes: raised?.types ?? [],
    });
    call.attempts.push({ status, exception: raised?.type ?? null, wallMs, pauseMs: pauseMs ?? 0 });
    if (pauseMs === null) return ended;
    services.removeRunDir(ended.runDir);
    call.warn(
      `Attempt ${number} ended as ${status}${raised === null ? '' : ` (${raised.type})`}; the next one follows in ${pauseMs} ms.`,
    );
    await pause(pauseMs, call.signal);
  }
}

/** Ends early when the call is cancelled, and the next attempt says so. */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(milliseconds, undefined, signal && { signal }).catch((error) => {
    if (!signal?.aborted)
      throw new CoderError('The pause between two attempts failed.', { code: 'internal', cause: error });
  });
}
