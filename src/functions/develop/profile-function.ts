import type { FunctionProfile } from '../../contracts/function-core.ts';
import type { CallResult } from '../../contracts/python-functions.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { callFunction, measuredCall } from '../call/call-function.ts';
import type { FunctionServices } from '../function-services.ts';
import type { LoadedSet } from '../load/loaded-set.ts';

interface Measured {
  name: string;
  values: Record<string, unknown>;
  signal: AbortSignal;
}

const calls = 5;

/** Calls the function five times, each in a process of its own, and once more under a sampling profiler. Throws `cancelled` when the signal fires. */
export async function profileFunction(
  services: FunctionServices,
  set: LoadedSet,
  { name, values, signal }: Measured,
): Promise<FunctionProfile> {
  const ended: CallResult[] = [];
  for (let number = 0; number < calls; number += 1) {
    const call = await callFunction(services, set, { name, values, options: { signal } });
    throwIfCancelled(signal);
    ended.push(call);
    if (!call.success) return { ...costOf(name, ended), inside: null, lines: [], call };
  }
  const { result, profile } = await measuredCall(services, set, {
    name,
    values,
    options: { signal },
    isProfiled: true,
  });
  throwIfCancelled(signal);
  return {
    ...costOf(name, ended),
    inside: profile?.inside ?? null,
    lines: profile?.lines ?? [],
    call: result,
  };
}

function costOf(
  name: string,
  ended: CallResult[],
): Pick<FunctionProfile, 'name' | 'wallMs' | 'peakMemoryMiB'> {
  const succeeded = ended.filter(({ success }) => success);
  const peaks = succeeded.flatMap(({ run }) => run?.peakMemoryMiB ?? []);
  return {
    name,
    wallMs: succeeded.map(({ totalMs }) => totalMs),
    peakMemoryMiB: peaks.length === 0 ? null : Math.max(...peaks),
  };
}
