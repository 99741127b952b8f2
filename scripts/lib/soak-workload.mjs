const csv = `region,amount\n${Array.from({ length: 200 }, (_, n) => `${'NSEW'[n % 4]},${n}`).join('\n')}\n`;

/** What the input file of the workload holds. */
export const inputText = csv;

const sleep = 'import time\nprint("up")\ntime.sleep(60)';
const groupby =
  'import pandas as pd\nprint(pd.read_csv("data.csv").groupby("region")["amount"].sum().to_json())';
const fork = 'import os\ntry: os.fork()\nexcept OSError as error: print(error.errno)';

/** Kinds of run: how many of a hundred, the program, and how it must end. */
const kinds = [
  { kind: 'hello', share: 38, code: 'print("hello")', ending: 'finished', stdout: 'hello\n' },
  { kind: 'pandas', share: 14, code: groupby, ending: 'finished', reads: true },
  { kind: 'exception', share: 10, code: 'raise ValueError("x")', ending: 'failed' },
  { kind: 'os._exit', share: 8, code: 'import os\nos._exit(3)', ending: 'failed' },
  { kind: 'fork attempt', share: 6, code: fork, ending: 'finished', stdout: '1\n' },
  { kind: 'self-kill', share: 6, code: 'import ctypes\nctypes.string_at(0)', ending: 'failed' },
  { kind: 'input', share: 6, code: 'print(len(open("data.csv").read()))', ending: 'finished', reads: true },
  {
    kind: 'artifact',
    share: 4,
    code: 'open("a.bin", "wb").write(bytes(1 << 20))',
    ending: 'finished',
    files: 1,
  },
  { kind: 'flood', share: 2, code: 'while True: print("x" * 10000)', ending: 'output-too-large', files: 1 },
  { kind: 'timeout', share: 2, code: sleep, ending: 'timed-out', timeoutSeconds: 0.3 },
  { kind: 'cancelled', share: 4, code: sleep, ending: 'cancelled', cancels: true },
].flatMap((kind) => Array.from({ length: kind.share }, () => kind));

/** The kinds in an order that mixes them: 37 and 100 have no common divisor. */
export function kindOf(index) {
  return kinds[(index * 37) % kinds.length];
}

/** One run through the runtime in a task folder of its own; gives how it ended, `wrong` when that is not how it should. */
export async function runOne(index, { runtime, folders, input }) {
  const kind = kindOf(index);
  const controller = new AbortController();
  // Every moment of a run is met: before it starts, while it waits, while it runs.
  const timer = kind.cancels ? setTimeout(() => controller.abort(), index % 40) : undefined;
  const id = index.toString(16).padStart(32, '0');
  const folder = await folders.open(id);
  try {
    const outcome = await runtime.run({
      code: kind.code,
      origin: 'untrusted',
      inputs: kind.reads ? [{ name: 'data.csv', path: input }] : [],
      limits: { timeoutSeconds: kind.timeoutSeconds ?? 30, memoryMiB: 512, outputMiB: 2, diskMiB: 8 },
      runDir: await folder.newRunDir(),
      signal: controller.signal,
    });
    const files = outcome.files.length === (kind.files ?? 0);
    const isRight =
      outcome.status === kind.ending && files && outcome.stdout === (kind.stdout ?? outcome.stdout);
    return {
      ending: outcome.status,
      wrong: isRight ? null : `${kind.kind}: ${outcome.status} ${outcome.reason}`,
    };
  } catch (error) {
    return { ending: error.code, wrong: error.code === kind.ending ? null : `${kind.kind}: ${error}` };
  } finally {
    clearTimeout(timer);
    await folder[Symbol.asyncDispose]();
  }
}
