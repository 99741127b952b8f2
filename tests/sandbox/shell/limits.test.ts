import { describe, expect, it } from 'vitest';
import type { RunLimits } from '../../../src/contracts/run-limits.ts';
import type { RunStatus } from '../../../src/contracts/run-record.ts';
import { runInSandbox, type SandboxRun } from '../../helpers/sandbox.ts';

const limits: RunLimits = { timeoutSeconds: 20, memoryMiB: 64, outputMiB: 2, diskMiB: 8 };
const disk = 'It needed more than the 8 MiB that its files may take together.';

const shell = (code: string, options: SandboxRun = {}) =>
  runInSandbox(code, { language: 'shell', ...options, limits: { ...limits, ...options.limits } });

/** Has a shell keep this many megabytes in a variable for some seconds; it does not become `sleep` itself, as that is not its last word. */
const hold = (megabytes: number, seconds: number) =>
  `x=$(head -c ${megabytes}000000 /dev/zero | tr '\\000' x); sleep ${seconds}; :`;

interface Excess {
  does: string;
  code: string;
  status: RunStatus;
  reason: string;
  limits?: Partial<RunLimits>;
}

const excesses: Excess[] = [
  {
    does: 'never ends',
    code: 'while :; do :; done',
    limits: { timeoutSeconds: 0.5 },
    status: 'timed-out',
    reason: 'It ran longer than 0.5 s and was stopped.',
  },
  {
    does: 'takes no signal for an answer',
    code: 'trap "" TERM INT HUP QUIT\n(trap "" TERM; sleep 1000) & sleep 1000',
    limits: { timeoutSeconds: 0.5 },
    status: 'timed-out',
    reason: 'It ran longer than 0.5 s and was stopped.',
  },
  {
    does: 'has children without end',
    code: "perl -e 'fork while 1'",
    limits: { timeoutSeconds: 1 },
    status: 'timed-out',
    reason: 'It ran longer than 1 s and was stopped.',
  },
  {
    does: 'prints too much',
    code: 'yes',
    status: 'output-too-large',
    reason: 'It printed more than 2 MiB and was stopped.',
  },
  {
    does: 'has a child that complains too much',
    code: '(yes >&2) & wait',
    status: 'output-too-large',
    reason: 'It printed more than 2 MiB and was stopped.',
  },
  {
    does: 'writes 10 GB',
    code: 'set -e; head -c 10000000000 /dev/zero > big',
    status: 'disk-full',
    reason: disk,
  },
  {
    does: 'writes many files',
    code: 'set -e; for n in 1 2 3 4 5 6 7 8 9 10 11 12; do head -c 1000000 /dev/zero > $n; done',
    status: 'disk-full',
    reason: disk,
  },
  {
    does: 'makes too many files',
    code: 'seq 30000 | xargs touch',
    status: 'disk-full',
    reason: 'It needed more than the 20000 files and folders it may make.',
  },
];

/** Scripts that hold more than 64 MiB in all, for so many seconds. */
const hoards: { does: string; code: (seconds: number) => string }[] = [
  { does: 'keeps too much in one process', code: (seconds) => `${hold(150, seconds)}; echo kept` },
  {
    does: 'keeps too much in many processes, each of which may have what it has',
    code: (seconds) => `for n in 1 2 3 4 5 6; do (${hold(16, seconds)}) & done; wait; echo kept`,
  },
  {
    does: 'has orphans that keep too much together',
    code: (seconds) =>
      `for n in 1 2 3 4 5 6; do ((${hold(16, seconds)}) &); done; sleep ${seconds}; sleep ${seconds}; echo kept`,
  },
  {
    does: 'hands what it keeps from process to process, each of which is gone at once',
    code: (seconds) =>
      `perl -e '$x = "x"; $x x= 80 << 20; $end = time + ${seconds}; while (time < $end) { exit if fork }' & sleep ${seconds}; echo kept`,
  },
];

describe('a script that', () => {
  it.each(excesses)('$does ends with the limit and its value', async (excess) => {
    const { code, status, reason } = excess;
    const run = await shell(code, { limits: excess.limits ?? {} });
    expect(run).toMatchObject({ status, reason });
  });

  it('writes as many files where it may keep them is not stopped', async () => {
    const code = 'set -e; for n in 1 2 3 4 5 6 7 8 9 10 11 12; do head -c 1000000 /dev/zero > $n; done';
    expect(await shell(code, { limits: { diskMiB: 16 } })).toMatchObject({ status: 'finished' });
  });

  it.each(hoards)('$does ends with the limit of its memory', async ({ code }) => {
    expect(await shell(code(2))).toMatchObject({
      status: 'out-of-memory',
      reason: 'It needed more than the 64 MiB of memory it may use.',
    });
  });

  it.each(hoards)('$does is not stopped where it may', async ({ code }) => {
    const run = await shell(code(0.2), { limits: { memoryMiB: 1024 } });
    expect(run).toMatchObject({ status: 'finished', stdout: 'kept\n', stderr: '' });
  });

  it('has more children than it may, each with more, is ended before they are many', async () => {
    expect(await shell('f() { f | f & f; }; f')).toMatchObject({ status: 'failed' });
    expect(
      await shell('f() { echo "$1"; if [ $1 -gt 0 ]; then f $(($1 - 1)) & wait; fi; }; f 5'),
    ).toMatchObject({
      stdout: '5\n4\n3\n2\n1\n0\n',
    });
  });

  it('would end the first of its processes only ends itself', async () => {
    const run = await shell(
      'kill -9 1; kill -TERM 1; kill -STOP 1; kill -INT 1; sleep 0.3; (exit 5) & wait $!; echo $?',
    );
    expect(run).toMatchObject({ status: 'finished', stdout: '5\n' });
    expect(await shell("sh -c 'kill -9 -1'; echo not reached")).toMatchObject({ exitCode: 137, stdout: '' });
    expect(await shell('echo next')).toMatchObject({ stdout: 'next\n' });
  });

  it('makes a file that only seems large gets it no larger than what it may keep', async () => {
    expect(await shell('truncate -s 10G sparse')).toMatchObject({ status: 'failed', files: [{ bytes: 0 }] });
    expect(await shell('truncate -s 1M sparse')).toMatchObject({ files: [{ bytes: 1 << 20 }] });
  });

  it.each([
    [40, 'finished'],
    [100, 'failed'],
  ])('has %i processes at once is %s', async (count, status) => {
    const run = await shell(`for n in $(seq ${count}); do sleep 3 & done; echo all`);
    expect(run).toMatchObject({ status, stdout: status === 'finished' ? 'all\n' : '' });
  });

  it('opens more files than it may gets none of the others', async () => {
    const open = (count: number) =>
      shell(
        `for n in $(seq ${count}); do : > $n; done; perl -e 'open($h[$_], "<", $_) or die for 1..${count}'`,
      );
    expect(await open(200)).toMatchObject({ status: 'finished' });
    expect(await open(300)).toMatchObject({ status: 'failed' });
  });
});
