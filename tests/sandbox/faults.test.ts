import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descendantsOf, survivorsOf } from '../helpers/processes.ts';

const script = path.join(import.meta.dirname, 'library-user.mjs');
const waits = 'import time\nprint("up", flush=True)\ntime.sleep(60)';
const answer = 'print(6 * 7)';
const answered = expect.objectContaining({ status: 'succeeded', output: '42\n' });
const isRoot = process.getuid?.() === 0;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'faults-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Step = [name: string, value?: unknown];

/** A user of the library with folders of its own. */
async function newUser() {
  const own = await mkdtemp(path.join(folder, 'user-'));
  await mkdir(path.join(own, 'tmp'));
  const start = (steps: Step[], through: string[] = []) => {
    const [command = '', ...words] = [
      ...through,
      process.execPath,
      script,
      JSON.stringify({ folder: own, steps }),
    ];
    return execa(command, words, { env: { TMPDIR: path.join(own, 'tmp') }, reject: false });
  };
  return {
    own,
    start,
    /** What each step said. */
    take: async (steps: Step[], through?: string[]) => {
      const { stdout, stderr } = await start(steps, through);
      expect(stderr).toBe('');
      return stdout.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    leftovers: () =>
      ['execution', 'tmp'].flatMap((name) => {
        const place = path.join(own, name);
        return existsSync(place) ? readdirSync(place).map((entry) => `${name}/${entry}`) : [];
      }),
  };
}

describe.runIf(process.platform === 'linux')('a user of the library', () => {
  it('that is killed with ten runs under way leaves nothing once the next one has started', async () => {
    const user = await newUser();
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8');
    const first = user.start([['runMany', { count: 10, program: waits }]]);
    let said = '';
    first.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await expect.poll(() => said.split('up').length > 2, { timeout: 90_000 }).toBe(true);
    const folders = (): string[] => user.leftovers().filter((name) => name.startsWith('execution/'));
    await expect.poll(() => folders().length, { timeout: 30_000 }).toBe(10);
    const below = descendantsOf(first.pid ?? 0);
    expect(below.length).toBeGreaterThan(3);
    first.kill('SIGKILL');
    await first;
    await expect.poll(() => survivorsOf(below), { timeout: 5_000 }).toEqual([]);
    expect(folders()).toHaveLength(10);
    expect(user.leftovers().some((name) => name.startsWith('tmp/python-coder-'))).toBe(true);
    expect(await user.take([['run', answer]])).toEqual([answered]);
    expect(user.leftovers()).toEqual([]);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).toBe(mounts);
  }, 120_000);

  it.each([
    ['before its first run', []],
    ['with a warm interpreter', [['run', answer]]],
  ] as [string, Step[]][])(
    'that runs out of descriptors %s is told so and recovers when they are free',
    async (_, before) => {
      const user = await newUser();
      const said = await user.take(
        [...before, ['useUpDescriptors'], ['run', answer], ['freeDescriptors'], ['run', answer]],
        ['prlimit', '--nofile=200:200'],
      );
      const [usedUp, fault, recovered] = said.slice(before.length);
      expect(usedUp).toEqual({ usedUp: 'EMFILE' });
      // Where the few descriptors left are enough, an answer is right too; another error than this one is not.
      if (fault?.status !== 'succeeded') {
        expect(fault).toMatchObject({ code: 'busy', message: expect.stringContaining('ulimit -n') });
      }
      expect(recovered).toEqual(answered);
      expect(user.leftovers()).toEqual([]);
    },
    120_000,
  );

  it('whose folder for temporary files is missing is told so and recovers when it is back', async () => {
    const user = await newUser();
    const tmp = path.join(user.own, 'tmp');
    const [fault, recovered] = await user.take([
      ['remove', tmp],
      ['run', answer],
      ['make', tmp],
      ['run', answer],
    ]);
    expect(fault).toMatchObject({ code: 'config-invalid', message: expect.stringContaining('Set TMPDIR') });
    expect(recovered).toEqual(answered);
  });

  it('whose folders are removed under a warm interpreter goes on', async () => {
    const user = await newUser();
    const places = ['execution', 'tmp'].map((name) => path.join(user.own, name));
    const said = await user.take([
      ['run', answer],
      ...places.map((place): Step => ['remove', place]),
      ['run', answer],
      ['make', path.join(user.own, 'tmp')],
      ['run', 'import numpy\nprint(42)'],
    ]);
    expect(said).toEqual([answered, answered, answered]);
    expect(user.leftovers()).toEqual([]);
  });

  it('does not notice when the clock jumps by days', async () => {
    const user = await newUser();
    const said = await user.take([
      ['run', answer],
      ['jumpClock'],
      ['run', answer],
      ['run', 'print("x" * 100)'],
    ]);
    expect(said).toHaveLength(3);
    for (const { status, wallMs, totalMs } of said) {
      expect(status).toBe('succeeded');
      expect(wallMs).toBeGreaterThan(0);
      expect(totalMs).toBeGreaterThanOrEqual(wallMs as number);
      expect(totalMs).toBeLessThan(86_400_000);
    }
  });

  describe.runIf(isRoot || process.env.REQUIRE_ALL)('with a disk of two MiB for its runs', () => {
    /** Runs the user in a mount namespace of its own, where this folder is a small disk. */
    const onSmallDisk = (place: string): string[] => [
      'unshare',
      '-m',
      'sh',
      '-c',
      'mount -t tmpfs -o size=2m none "$0" && exec "$@"',
      place,
    ];
    const fills: [string, string][] = [
      ['a file that does not fit', 'open("big.bin", "wb").write(bytes(6 << 20))\nprint(1)'],
      ['output that does not fit', 'for n in range(6000): print("x" * 999)'],
    ];

    it.each(fills)('is told so by %s and goes on', async (_, fill) => {
      const user = await newUser();
      const place = path.join(user.own, 'execution');
      await mkdir(place);
      const [fault, recovered] = await user.take(
        [
          ['run', fill],
          ['run', answer],
        ],
        onSmallDisk(place),
      );
      expect(fault).toMatchObject({
        code: 'config-invalid',
        message: expect.stringMatching(
          /^What the program left could not be written .*ENOSPC.* Free some space/,
        ),
      });
      expect(recovered).toEqual(answered);
      expect(user.leftovers()).toEqual([]);
    });

    it('for its interpreters is told so when it is full', async () => {
      const user = await newUser();
      const tmp = path.join(user.own, 'tmp');
      const full = onSmallDisk(tmp);
      full[4] = 'mount -t tmpfs -o size=2m,nr_inodes=1 none "$0" && exec "$@"';
      const [fault] = await user.take([['run', answer]], full);
      expect(fault).toMatchObject({ code: 'config-invalid', message: expect.stringContaining('Set TMPDIR') });
    });
  });
});
