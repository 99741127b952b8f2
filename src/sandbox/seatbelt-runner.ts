import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Canary, Isolation } from '../contracts/isolation.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import type { Program, RunOutcome, WarmUp } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { openPoolFolder } from './pool/pool-folder.ts';
import { judgeCanary } from './pool/send-canary.ts';
import { runCold, startLocked } from './run-cold.ts';
import { tryLibrary } from './try-library.ts';

interface Options {
  environment: PythonEnvironment;
  maxFiles: number;
}

const limits = { timeoutSeconds: 60, memoryMiB: 1024, outputMiB: 1, diskMiB: 1 };
const usualImports = ['numpy', 'pandas', 'matplotlib'];

/** Runs programs in tier C, each in an interpreter of its own; exists only where a canary was refused everything and a program could work. */
export class SeatbeltRunner implements AsyncDisposable {
  readonly #options: Options;
  readonly #canary: Canary;
  readonly #isolation: Isolation;

  /** Proves the tier on this host; throws `isolation-missing` with what was not refused, or with what could not work. */
  static async start(options: Options): Promise<SeatbeltRunner> {
    const canary = await sendCanary(options);
    const isolation = await tryToWork(options, canary);
    return new SeatbeltRunner(options, { canary, isolation });
  }

  private constructor(options: Options, { canary, isolation }: { canary: Canary; isolation: Isolation }) {
    this.#options = options;
    this.#canary = canary;
    this.#isolation = { ...isolation, canary };
  }

  async run(program: Program): Promise<RunOutcome> {
    if (program.network !== undefined) {
      throw new CoderError('Functions have network in the tiers of Linux only, and this host is in tier C.', {
        code: 'isolation-missing',
      });
    }
    return runCold(program, { ...this.#options, tier: 'C', canary: this.#canary });
  }

  /** Nothing can be kept warm; what the import comes to is known afterwards. */
  warmUp(wanted: Pick<Program, 'library' | 'network' | 'seed'>): Promise<WarmUp> {
    return tryLibrary(wanted, (program) => this.run(program));
  }

  release(): void {}

  /** What protected the program that showed that programs can work here. */
  async probe(): Promise<Isolation> {
    return this.#isolation;
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

async function sendCanary({ environment }: Options): Promise<Canary> {
  await using folder = await openPoolFolder({ holdsWork: true });
  await writeFile(path.join(folder.path, 'canary'), 'out of reach');
  const start = { runDir: folder.path, inputs: [], limits };
  await using locked = await startLocked(start, { environment, tier: 'C', canary: 'this' });
  const timer = setTimeout(() => locked.kill(), limits.timeoutSeconds * 1_000);
  try {
    locked.send({ canary: true });
    const { lastWord } = await locked.ended;
    return judgeCanary(lastWord, { tier: 'C' });
  } finally {
    clearTimeout(timer);
  }
}

/** A profile that denies too much would fail every program that ran before under resource limits alone. */
async function tryToWork(options: Options, canary: Canary): Promise<Isolation> {
  await using folder = await openPoolFolder({ holdsWork: true });
  const modules = ['json', ...usualImports.filter((name) => name in options.environment.packages)];
  const code = `import ${modules.join(', ')}\nopen("made.txt", "w").write("made")\nprint(open("made.txt").read())`;
  const program: Program = { code, origin: 'ours', inputs: [], limits, runDir: folder.path };
  const outcome = await runCold(program, { ...options, tier: 'C', canary });
  if (outcome.status === 'finished' && outcome.stdout === 'made\n') return outcome.isolation;
  const lastLine = outcome.stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  throw new CoderError(`Programs can't work in tier C on this host: ${outcome.reason} ${lastLine}`.trim(), {
    code: 'isolation-missing',
  });
}
