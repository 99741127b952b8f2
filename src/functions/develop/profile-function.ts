import type { CallOptions, CallResult } from '../../contracts/python-functions.ts';
import { callFunction, measuredCall } from '../call/call-function.ts';
import type { FunctionServices } from '../function-services.ts';
import type { LoadedSet } from '../load/loaded-set.ts';

/** Time that was seen to be spent in one line of the function's own files, also in what the line called. */
export interface HotLine {
  file: string;
  line: number;
  /** The line itself, cut at 200 characters. */
  text: string;
  /** Of all samples, from 0 to 1. */
  share: number;
}

/** What calls of one function cost; times in milliseconds. */
export interface FunctionProfile {
  function: string;
  calls: number;
  /** Whole calls, from here to the process and back, by their middle and by the slowest. */
  call: { medianMs: number; slowestMs: number };
  /** Inside the process: converting the arguments, the function itself, converting its result. */
  inside: { argumentsMs: number; functionMs: number; resultMs: number };
  cpuMs: number;
  /** The most that a call added to what the warm interpreter holds. */
  peakMemoryMiB: number | null;
  /** The hottest first, at most ten; empty where the function is too short to be seen at work. */
  lines: HotLine[];
  /** Looks at the function while it worked, one a millisecond of its processor time. */
  samples: number;
  /** The last call; one that did not succeed ends the measurement. */
  last: CallResult;
}

interface Measured {
  name: string;
  values: Record<string, unknown>;
  options: CallOptions;
}

const calls = 5;

/** Calls the function five times, each in a process of its own, and once more under a sampling profiler. */
export async function profileFunction(
  services: FunctionServices,
  set: LoadedSet,
  { name, values, options }: Measured,
): Promise<FunctionProfile> {
  const ended: CallResult[] = [];
  for (let number = 0; number < calls; number += 1) {
    const call = await callFunction(services, set, { name, values, options });
    ended.push(call);
    if (!call.success) break;
  }
  const last = ended.at(-1) as CallResult;
  const sampled = last.success
    ? await measuredCall(services, set, { name, values, options, isProfiled: true })
    : { result: last, profile: undefined };
  const times = ended.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
  const { profile } = sampled;
  return {
    function: name,
    calls: ended.length,
    call: { medianMs: times[Math.floor(times.length / 2)] ?? 0, slowestMs: times.at(-1) ?? 0 },
    inside: profile?.inside ?? { argumentsMs: 0, functionMs: 0, resultMs: 0 },
    cpuMs: last.run?.cpuMs ?? 0,
    peakMemoryMiB: most(ended.map(({ run }) => run?.peakMemoryMiB ?? null)),
    lines: profile?.lines ?? [],
    samples: profile?.samples ?? 0,
    last: sampled.result.success ? last : sampled.result,
  };
}

function most(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
