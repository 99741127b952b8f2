import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descendantsOf, type ProcessEntry, survivorsOf } from '../../helpers/processes.ts';
import { runInSandbox } from '../../helpers/sandbox.ts';

const lasting = ['sleep', '7654'];
/** Says so where the last process in the background is there, and gives it time to become what it shall be. */
const up = 'sleep 0.2; kill -0 $! && echo up';

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

/** Runs a script that has no end and prints something again and again; cancels it when `sleep 7654` is seen, and gives what `look` made of that. */
async function untilSeen<Seen>(code: string, look: (seen: ProcessEntry) => Seen): Promise<Seen[]> {
  const facts: Seen[] = [];
  const controller = new AbortController();
  const onOutput = (): void => {
    const [first] = running();
    if (!first || controller.signal.aborted) return;
    facts.push(look(first));
    controller.abort();
  };
  const run = runInSandbox(code, { language: 'shell', onOutput, signal: controller.signal });
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  return facts;
}

const endless = 'sleep 7654 & while :; do echo up; sleep 0.1; done';

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
    ['in the background', `sleep 7654 & ${up}`, 0],
    ['as a daemon', '(setsid sleep 7654 > /dev/null 2>&1 &); sleep 0.2; echo up', 0],
    ['deaf to signals', `trap "" TERM HUP INT; nohup sleep 7654 2>/dev/null & ${up}`, 0],
    ['and then fails', `sleep 7654 & ${up}; exit 1`, 1],
    ['and then is killed', `sleep 7654 & ${up}; kill -9 $$`, 137],
    ['and then takes everybody it can name along', `sleep 7654 & ${up}; sh -c 'kill -9 -1'`, 137],
  ])('%s ends with it', async (_, code, exitCode) => {
    const run = await runInSandbox(code, { language: 'shell' });
    expect(run).toMatchObject({ exitCode, stdout: 'up\n' });
    expect(running()).toEqual([]);
  });

  it('ends at its time limit', async () => {
    const run = await runInSandbox(endless, { language: 'shell', limits: { timeoutSeconds: 1 } });
    expect(run.status).toBe('timed-out');
    expect(run.stdout).toContain('up\n');
    expect(running()).toEqual([]);
  });

  it('ends when it is cancelled, where it is seen until then', async () => {
    const seen = await untilSeen(endless, (process) => process);
    expect(seen).toHaveLength(1);
    expect(survivorsOf(seen)).toEqual([]);
  });
});

describe('a process that a script starts', () => {
  it('is held by every layer, as the first one is', async () => {
    const none = '0000000000000000';
    expect(await untilSeen(endless, ({ pid }) => factsOf(pid))).toEqual([
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
