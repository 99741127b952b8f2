import type { Program, RunOutcome, WarmUp } from '../contracts/runtime.ts';
import { openPoolFolder } from './pool/pool-folder.ts';

type Demand = Pick<Program, 'library' | 'network' | 'seed'>;

const limits = { timeoutSeconds: 60, memoryMiB: 1024, outputMiB: 1, diskMiB: 1 };

/** Imports a library once where each run imports it anew: what fails here would fail every program with it. */
export async function tryLibrary(
  wanted: Demand,
  run: (program: Program) => Promise<RunOutcome>,
): Promise<WarmUp> {
  await using folder = await openPoolFolder({ holdsWork: true });
  const startedAt = performance.now();
  const program: Program = {
    ...wanted,
    code: 'pass',
    origin: 'ours',
    inputs: [],
    limits,
    runDir: folder.path,
  };
  const { status, stderr, reason } = await run(program);
  if (status === 'finished') return { status: 'warm', milliseconds: performance.now() - startedAt };
  const lastLine = stderr.trim().split('\n').at(-1) ?? '';
  return { status: 'failed', detail: lastLine || (reason ?? status) };
}
