import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';
import type { Isolation, Tier } from '../contracts/isolation.ts';
import type { Program, RunOutcome, Runtime } from '../contracts/program-run.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import { CoderError } from '../errors/coder-error.ts';
import { type Profile, profileOf } from './pool/profiles.ts';
import { runUnderLimits } from './run-under-limits.ts';
import { WarmRunner } from './warm-runner.ts';

interface RuntimeOptions {
  environment: PythonEnvironment;
  /** The weakest tier in which code that this package did not write may run. */
  minimumTier: 'A' | 'B';
  maxFiles: number;
}

/** The strongest tier this host has shown to work, and why each stronger one did not. */
interface Proof {
  tier: Tier;
  runner: WarmRunner | null;
  reasons: string[];
}

/** Runs programs on CPython, each in a fresh process that is isolated in the strongest tier this host can prove. */
export function createCPythonRuntime(options: RuntimeOptions): Runtime {
  let proof: Promise<Proof> | null = null;
  const prove = (profile: Profile): Promise<Proof> => {
    proof ??= proveTier(options, profile);
    return proof;
  };
  return {
    async run(program: Program): Promise<RunOutcome> {
      const { tier, runner, reasons } = await prove(profileOf(program.code));
      if (program.origin !== 'ours' && !reaches(tier, options.minimumTier)) {
        throw new CoderError(
          `This host reaches isolation tier "${tier}", but code that a model or a user wrote needs tier ${options.minimumTier}. ${reasons.join(' ')}`,
          { code: 'isolation-missing' },
        );
      }
      return runner ? runner.run(program) : runUnderLimits(program, options);
    },
    async probe(): Promise<Isolation> {
      const { runner, reasons } = await prove('standard');
      const isolation = runner ? await runner.probe('standard') : limitsAlone();
      return explain(isolation, reasons);
    },
    [Symbol.asyncDispose]: async () => {
      const { runner } = (await proof?.catch(() => null)) ?? {};
      await runner?.[Symbol.asyncDispose]();
    },
  };
}

/** Tries the tiers from the strongest down by really forking and locking a process in each. */
async function proveTier(options: RuntimeOptions, profile: Profile): Promise<Proof> {
  const reasons: string[] = [];
  const tiers = process.platform === 'linux' ? (['A', 'B'] as const) : [];
  if (tiers.length === 0)
    reasons.push(`Kernel isolation is implemented for Linux, and this is ${process.platform}.`);
  for (const tier of tiers) {
    const readonly = [path.join(packageRoot, 'src/python')];
    const runner = new WarmRunner({ tier, environment: options.environment, readonly }, options);
    try {
      await runner.probe(profile);
      return { tier, runner, reasons };
    } catch (error) {
      await runner[Symbol.asyncDispose]();
      if (!(error instanceof CoderError) || error.code !== 'isolation-missing') throw error;
      reasons.push(error.message);
    }
  }
  return { tier: 'limits', runner: null, reasons };
}

function limitsAlone(): Isolation {
  return { tier: 'limits', layers: { rlimits: { active: true, detail: 'applied to every run' } } };
}

/** Puts the reasons for a weaker tier where a reader looks for them: at the layers that are missing. */
function explain(isolation: Isolation, reasons: string[]): Isolation {
  if (reasons.length === 0) return isolation;
  const why = reasons.map((reason) => `${reason.replace(/\.$/, '')}.`).join(' ');
  const missing = ['namespaces', 'filesystem', 'landlock', 'seccomp', 'capabilities'] as const;
  const layers = { ...isolation.layers };
  for (const name of missing) {
    if (!layers[name]?.active) layers[name] = { active: false, detail: why.slice(0, 300) };
  }
  return { ...isolation, layers };
}

function reaches(tier: Tier, minimum: 'A' | 'B'): boolean {
  const strength = { A: 2, B: 1, limits: 0 } satisfies Record<Tier, number>;
  return strength[tier] >= strength[minimum];
}
