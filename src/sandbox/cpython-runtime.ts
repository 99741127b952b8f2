import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';
import { type Isolation, isSufficient, type MinimumTier, type Tier } from '../contracts/isolation.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import type { Program, RunOutcome, Runtime, WarmUp } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkLanguage } from './check-language.ts';
import { checkNetwork } from './network.ts';
import { type Profile, profileOf, quickProfileOf } from './pool/profiles.ts';
import { requiredLayers } from './required-layers.ts';
import { runUnderLimits } from './run-under-limits.ts';
import { SeatbeltRunner } from './seatbelt-runner.ts';
import { tryLibrary } from './try-library.ts';
import { WarmRunner } from './warm-runner.ts';

interface RuntimeOptions {
  environment: PythonEnvironment;
  /** The weakest tier in which code that this package did not write may run. */
  minimumTier: MinimumTier;
  /** Code that this package did not write runs below that tier too, in the strongest one this host has. */
  unsafelyRunWithoutIsolation?: boolean;
  maxFiles: number;
  /** Warm interpreters with a library at once. */
  maxInterpreters: number;
  /** The user's own folder for sockets, where the system has one. */
  runtimeDir?: string | null;
  /** Only for tests, which have no Mac. */
  platform?: NodeJS.Platform;
}

interface IsolatedTier {
  tier: Tier;
  /** Starts what runs programs in it and really locks a process; throws `isolation-missing` where this host can't. */
  start(options: RuntimeOptions, wanted: Wanted): Promise<Runner>;
}

type Runner = Pick<WarmRunner, 'run' | 'probe' | 'warmUp' | 'release'> & AsyncDisposable;

/** What the first program will need, so that no other interpreter has to start for the proof. */
interface Wanted {
  profile: Profile;
  seeded: boolean;
}

/** The tiers with isolation that each system can have, the strongest first. */
const isolatedTiers: Partial<Record<NodeJS.Platform, IsolatedTier[]>> = {
  linux: [
    { tier: 'A', start: startWarm('A') },
    { tier: 'B', start: startWarm('B') },
  ],
  darwin: [{ tier: 'C', start: (options) => SeatbeltRunner.start(options) }],
};

/** The strongest tier this host has shown to work, and why each stronger one did not. */
interface Proof {
  tier: Tier;
  runner: Runner | null;
  reasons: string[];
}

/** Runs programs on CPython, each in a fresh process that is isolated in the strongest tier this host can prove. */
export function createCPythonRuntime(options: RuntimeOptions): Runtime {
  let proof: Promise<Proof> | null = null;
  const prove = (wanted: Wanted): Promise<Proof> => {
    if (proof !== null) return proof;
    const attempt = proveTier(options, wanted);
    proof = attempt;
    attempt.catch(() => {
      proof = null; // a host that is out of something now may prove its tier later
    });
    return attempt;
  };
  return {
    async run(program: Program): Promise<RunOutcome> {
      checkEnvironment(program.environment);
      checkNetwork(program);
      checkLanguage(program);
      const isShell = program.language === 'shell';
      // The tier is proven by Python, which goes on where this host lacks no more than a shell.
      const proven = await prove({
        profile: isShell ? 'standard' : quickProfileOf(profileOf(program)),
        seeded: !isShell && program.seed !== undefined,
      });
      if (isShell) requireShell(proven, options);
      if (program.origin === 'untrusted' || program.library) requireTier(proven, options);
      return proven.runner ? proven.runner.run(program) : runUnderLimits(program, options);
    },
    async warmUp(wanted): Promise<WarmUp> {
      checkNetwork(wanted);
      const proven = await prove({ profile: 'standard', seeded: wanted.seed !== undefined });
      requireTier(proven, options);
      if (proven.runner) return proven.runner.warmUp(wanted);
      return tryLibrary(wanted, (program) => runUnderLimits(program, options));
    },
    release(libraryId: string): void {
      proof?.then(
        ({ runner }) => runner?.release(libraryId),
        () => undefined,
      );
    },
    async probe(): Promise<Isolation> {
      const { runner, reasons } = await prove({ profile: 'standard', seeded: false });
      const isolation = runner ? await runner.probe('standard') : limitsAlone();
      return explain(isolation, reasons, tiersOf(options));
    },
    [Symbol.asyncDispose]: async () => {
      const { runner } = (await proof?.catch(() => null)) ?? {};
      await runner?.[Symbol.asyncDispose]();
    },
  };
}

/** Throws `isolation-missing` where code that this package did not write, also an operator's, may not run. */
function requireTier({ tier, reasons }: Proof, options: RuntimeOptions): void {
  if (options.unsafelyRunWithoutIsolation || isSufficient(tier, options.minimumTier)) return;
  throw new CoderError(
    `This host reaches isolation tier "${tier}", but code that a model or a user wrote needs tier ${weakestSufficient(options)}. ${reasons.join(' ')}`,
    { code: 'isolation-missing' },
  );
}

/** Throws `isolation-missing` where processes of a program would outlive it, whoever wrote it and whatever the caller accepts. */
function requireShell({ tier, reasons }: Proof, options: RuntimeOptions): void {
  if (tier === 'A') return;
  const runsPython = options.unsafelyRunWithoutIsolation || isSufficient(tier, options.minimumTier);
  throw new CoderError(
    `Shell programs need isolation tier A, as only there every process they start ends with them, and this host reaches tier "${tier}". ${reasons.join(' ')}${runsPython ? ' Python programs still run here.' : ''}`,
    { code: 'isolation-missing' },
  );
}

function tiersOf({ platform = process.platform }: RuntimeOptions): IsolatedTier[] {
  return isolatedTiers[platform] ?? [];
}

/** The configured minimum in terms of this system, whose tiers may have other names. */
function weakestSufficient(options: RuntimeOptions): Tier {
  const { minimumTier } = options;
  return tiersOf(options).findLast(({ tier }) => isSufficient(tier, minimumTier))?.tier ?? minimumTier;
}

/** Tries the tiers from the strongest down by really locking a process in each. */
async function proveTier(options: RuntimeOptions, wanted: Wanted): Promise<Proof> {
  const tiers = tiersOf(options);
  const reasons =
    tiers.length > 0
      ? []
      : [`Kernel isolation is implemented for Linux and macOS, and this is ${process.platform}.`];
  for (const { tier, start } of tiers) {
    try {
      return { tier, runner: await start(options, wanted), reasons };
    } catch (error) {
      if (!(error instanceof CoderError) || error.code !== 'isolation-missing') throw error;
      reasons.push(error.message);
    }
  }
  return { tier: 'limits', runner: null, reasons };
}

function startWarm(tier: 'A' | 'B'): IsolatedTier['start'] {
  return async (options, { profile, seeded }) => {
    const readonly = [path.join(packageRoot, 'src/python')];
    const { environment, runtimeDir = null } = options;
    const runner = new WarmRunner({ tier, environment, readonly, runtimeDir }, options);
    try {
      await runner.probe(profile, { seeded });
      return runner;
    } catch (error) {
      await runner[Symbol.asyncDispose]();
      throw error;
    }
  };
}

function limitsAlone(): Isolation {
  return { tier: 'limits', layers: { rlimits: { active: true, detail: 'applied to every run' } } };
}

/** Puts the reasons for a weaker tier where a reader looks for them: at the layers of the strongest that are missing. */
function explain(isolation: Isolation, reasons: string[], [strongest]: IsolatedTier[]): Isolation {
  if (reasons.length === 0) return isolation;
  const why = reasons.map((reason) => `${reason.replace(/\.$/, '')}.`).join(' ');
  const layers = { ...isolation.layers };
  for (const name of requiredLayers[strongest?.tier ?? 'A']) {
    if (!layers[name]?.active) layers[name] = { active: false, detail: why.slice(0, 300) };
  }
  return { ...isolation, layers };
}
