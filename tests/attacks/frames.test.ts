import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { descendantsOf } from '../helpers/processes.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

/** The folders of all interpreters on this host, by the sockets their supervisors listen on. */
function poolFolders(): string[] {
  const paths = readFileSync('/proc/net/unix', 'utf8').matchAll(/ (\/\S+)\/supervisor$/gm);
  return [...paths].map(([, folder]) => path.basename(folder as string));
}

/**
 * Prints the functions above the program, the numbers they hold, and every text that can be reached and holds one of `names`.
 * `resident_before` is no such number: it is KiB of memory, between ten and thirty thousand, where process numbers also lie.
 */
function searching(names: string[]): string {
  const backwards = names.map((name) => [...name].reverse().join(''));
  return `import gc, json, sys, time
frame, functions, numbers = sys._getframe(), [], set()
def gather(value, depth):
    if isinstance(value, int): numbers.add(value)
    elif depth and isinstance(value, (list, tuple, set)):
        for part in value: gather(part, depth - 1)
    elif depth and isinstance(value, dict):
        for part in list(value.values()): gather(part, depth - 1)
    elif depth and hasattr(value, "__dict__") and not isinstance(value, type(sys)): gather(vars(value), depth - 1)
while frame:
    functions.append(frame.f_code.co_name)
    if frame.f_back: gather({name: value for name, value in frame.f_back.f_locals.items() if name != "resident_before"}, 4)
    frame = frame.f_back
backwards = ${JSON.stringify(backwards)}
def holds(value):
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    return isinstance(text, str) and any(name in text[::-1] for name in backwards)
seen, found, waiting = {id(globals())}, [], [sys._getframe(1), *gc.get_objects(), *sys.modules.values()]
while waiting:
    one = waiting.pop()
    if id(one) not in seen:
        seen.add(id(one))
        waiting += gc.get_referents(one)
        if holds(one): found.append(str(one))
print(json.dumps([functions, sorted(numbers), found]), flush=True)
time.sleep(0.5)`;
}

async function search(tier: 'A' | 'B' | 'limits') {
  const pids: number[] = [];
  await runInSandbox('pass', { tier }); // from now on the interpreter that the next program comes from is there
  const run = await runInSandbox(searching(poolFolders()), {
    tier,
    onOutput: () => pids.push(...descendantsOf(process.pid).map(({ pid }) => pid)),
  });
  const [functions, numbers, found] = JSON.parse(run.stdout) as [string[], number[], string[]];
  expect(pids.length).toBeGreaterThan(0);
  return { functions, pids: numbers.filter((number) => pids.includes(number)), found };
}

describe('a program that looks at what stands above it', () => {
  it.each(['A', 'B', 'limits'] as const)('sees in tier %s only what runs it', async (tier) => {
    const { functions } = await search(tier);
    expect(functions).toEqual(['<module>', '_execute', 'run', '<module>']);
  });

  it.each(['A', 'B'] as const)('finds in tier %s no number of a process of the host', async (tier) => {
    expect((await search(tier)).pids).toEqual([]);
  });

  it('finds in tier A no text that names the folder of its interpreter, in any object', async () => {
    expect(poolFolders().length).toBeGreaterThan(0);
    expect((await search('A')).found).toEqual([]);
  });

  it('would find that name: in tier B the program’s own folder has it', async () => {
    expect((await search('B')).found).not.toEqual([]);
  });
});
