import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descendantsOf, type ProcessEntry, survivorsOf } from '../../helpers/processes.ts';
import { runInSandbox, type SandboxRun } from '../../helpers/sandbox.ts';

const lasting = ['sleep', '7654'];
/** Says so once the last process in the background is there, and stays for a moment in which it can be looked at. */
const up = 'while ! kill -0 $!; do :; done 2>/dev/null; sleep 0.3; echo up; sleep 0.3';

/** The processes below this one that run `sleep 7654`. */
function running(): ProcessEntry[] {
  return descendantsOf(process.pid).filter(({ pid }) => read(pid, 'cmdline') === `${lasting.join('\0')}\0`);
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return ''; // it ended while it was looked at
  }
}

/** Runs a script and calls back with what runs when it prints something. */
async function watch(code: string, look: (seen: ProcessEntry[]) => void, options: SandboxRun = {}) {
  return await runInSandbox(code, { language: 'shell', onOutput: () => look(running()), ...options });
}

/** What the kernel says of a process and of where it is: privileges, filters, writable mounts, those that obey setuid, descriptors. */
function factsOf(pid: number) {
  const status = read(pid, 'status');
  const word = (name: string) => new RegExp(`^${name}:\\s*(\\w+)`, 'm').exec(status)?.[1];
  const mounts = read(pid, 'mountinfo')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, , , , place = '', flags = '']) => ({ place, flags: flags.split(',') }))
    .filter(({ place }) => !place.startsWith('/dev/'));
  const writable = mounts.filter(({ flags }) => !flags.includes('ro'));
  return {
    privileges: [word('NoNewPrivs'), word('CapEff'), word('CapBnd')],
    filters: Number(word('Seccomp_filters') ?? 1),
    isRoot: word('Uid') === '0',
    writable: [...new Set(writable.map(({ place }) => place))].sort(),
    executable: writable.filter(({ flags }) => !flags.includes('noexec')),
    obeySetuid: mounts.filter(({ flags }) => !flags.includes('nosuid')),
    descriptors: readdirSync(`/proc/${pid}/fd`),
  };
}

describe('what a script leaves running', () => {
  it.each([
    ['in the background', `sleep 7654 & ${up}`],
    ['as a daemon', `(setsid sleep 7654 > /dev/null 2>&1 &); sleep 0.5; echo up; sleep 0.3`],
    ['deaf to signals', `trap "" TERM HUP INT; nohup sleep 7654 2>/dev/null & ${up}`],
    ['and then fails', `sleep 7654 & ${up}; exit 1`],
    ['and then is killed with all it can name', `sleep 7654 & ${up}; sh -c 'kill -9 -1'`],
  ])('%s ends with it', async (_, code) => {
    const all: ProcessEntry[] = [];
    const run = await watch(code, (seen) => all.push(...seen));
    expect(run.status).not.toBe('timed-out');
    expect(all.length).toBeGreaterThan(0);
    expect(survivorsOf(all)).toEqual([]);
  });

  it('ends at its time limit', async () => {
    const all: ProcessEntry[] = [];
    const limits = { timeoutSeconds: 1 };
    const run = await watch(`sleep 7654 & ${up}; wait`, (seen) => all.push(...seen), { limits });
    expect(run.status).toBe('timed-out');
    expect(all.length).toBeGreaterThan(0);
    expect(survivorsOf(all)).toEqual([]);
  });

  it('ends when it is cancelled', async () => {
    const all: ProcessEntry[] = [];
    const controller = new AbortController();
    const look = (seen: ProcessEntry[]): void => {
      all.push(...seen);
      controller.abort();
    };
    const { signal } = controller;
    await expect(watch(`sleep 7654 & ${up}; wait`, look, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(all.length).toBeGreaterThan(0);
    expect(survivorsOf(all)).toEqual([]);
  });
});

describe('a process that a script starts', () => {
  it('is held by every layer, as the first one is', async () => {
    const facts: ReturnType<typeof factsOf>[] = [];
    await watch(`sleep 7654 & ${up}`, (seen) => facts.push(...seen.map(({ pid }) => factsOf(pid))));
    const none = '0000000000000000';
    expect(facts).toEqual([
      {
        privileges: ['1', none, none],
        filters: 1,
        isRoot: false,
        writable: ['/box', '/scratch'],
        executable: [],
        obeySetuid: [],
        descriptors: ['0', '1', '2'],
      },
    ]);
  });

  it('is not of that kind by itself', () => {
    const { filters, obeySetuid, writable } = factsOf(process.pid);
    expect([obeySetuid.length > 0, writable.includes('/box')]).toEqual([true, false]);
    expect(filters).toBeLessThanOrEqual(1);
  });
});
