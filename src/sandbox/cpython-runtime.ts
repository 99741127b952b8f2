import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';
import type { Isolation, Tier } from '../contracts/isolation.ts';
import type { Program, RunOutcome, Runtime } from '../contracts/program-run.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import { CoderError } from '../errors/coder-error.ts';
import { runIsolated } from './run-isolated.ts';
import { WarmRunner } from './warm-runner.ts';

interface RuntimeOptions {
  environment: PythonEnvironment;
  /** The weakest tier in which code that this package did not write may run. */
  minimumTier: 'A' | 'B';
  maxFiles: number;
}

const probeLimits = { timeoutSeconds: 10, memoryMiB: 256, outputMiB: 1, diskMiB: 1 };

/** Runs programs on CPython, each in a fresh process that is isolated in the strongest tier this host can prove. */
export function createCPythonRuntime(options: RuntimeOptions): Runtime {
  const request = {
    environment: options.environment,
    maxFiles: options.maxFiles,
    readonly: [path.join(packageRoot, 'src/python')],
  };
  let warm: WarmRunner | null = null;
  let proven: Promise<Proof> | null = null;
  const prove = (): Promise<Proof> => {
    proven ??= proveTier((tier, runDir) => runIsolated(emptyProgram(runDir), { ...request, tier }));
    return proven;
  };
  return {
    async run(program: Program): Promise<RunOutcome> {
      const { isolation, reasons } = await prove();
      if (program.origin !== 'ours' && !reaches(isolation.tier, options.minimumTier)) {
        throw new CoderError(
          `This host reaches isolation tier "${isolation.tier}", but code that a model or a user wrote needs tier ${options.minimumTier}. ${reasons.join(' ')}`,
          { code: 'isolation-missing' },
        );
      }
      const { tier } = isolation;
      if (tier === 'limits') return runIsolated(program, { ...request, tier });
      warm ??= new WarmRunner({ ...request, tier }, options);
      return warm.run(program);
    },
    probe: async () => explain(await prove()),
    [Symbol.asyncDispose]: async () => warm?.[Symbol.asyncDispose](),
  };
}

interface Proof {
  isolation: Isolation;
  /** Why each stronger tier is out of reach, as sentences. */
  reasons: string[];
}

/** Tries the tiers from the strongest down by really running an empty program in each. */
async function proveTier(attempt: (tier: Tier, runDir: string) => Promise<RunOutcome>): Promise<Proof> {
  const reasons: string[] = [];
  const candidates: Tier[] = process.platform === 'linux' ? ['A', 'B', 'limits'] : ['limits'];
  for (const tier of candidates) {
    const runDir = await mkdtemp(path.join(os.tmpdir(), 'python-coder-probe-'));
    try {
      const outcome = await attempt(tier, runDir);
      if (outcome.status === 'finished') return { isolation: outcome.isolation, reasons };
      reasons.push(
        `Tier ${tier}: an empty program did not run (${outcome.reason} ${outcome.stderr.slice(-300)}).`,
      );
    } catch (error) {
      if (!(error instanceof CoderError) || error.code !== 'isolation-missing') throw error;
      reasons.push(error.message);
    } finally {
      await rm(runDir, { recursive: true, force: true });
    }
  }
  throw new CoderError(`No program can run here. ${reasons.join(' ')}`, { code: 'isolation-missing' });
}

function explain({ isolation, reasons }: Proof): Isolation {
  if (reasons.length === 0) return isolation;
  const layers = { ...isolation.layers };
  for (const [name, layer] of Object.entries(layers)) {
    if (!layer.active && name !== 'cgroup') {
      layers[name as keyof typeof layers] = { active: false, detail: reasons.join(' ').slice(0, 300) };
    }
  }
  return { ...isolation, layers };
}

function reaches(tier: Tier, minimum: 'A' | 'B'): boolean {
  const strength = { A: 2, B: 1, limits: 0 } satisfies Record<Tier, number>;
  return strength[tier] >= strength[minimum];
}

function emptyProgram(runDir: string): Program {
  return { code: 'pass\n', origin: 'ours', inputs: [], limits: probeLimits, runDir };
}
