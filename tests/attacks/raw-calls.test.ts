import { beforeAll, describe, expect, it } from 'vitest';
import { runInSandbox, type SandboxRun } from '../helpers/sandbox.ts';
import { rawCallProgram, rawCalls } from './raw-calls.ts';

const EPERM = 1;
const ENOSYS = 38;
const isRoot = process.getuid?.() === 0;

const program = rawCallProgram(rawCalls);

async function errnos(options: SandboxRun): Promise<Record<string, number>> {
  const { stdout } = await runInSandbox(program, options);
  return JSON.parse(stdout) as Record<string, number>;
}

describe.runIf(process.arch === 'x64')('a raw system call', () => {
  const answers: Record<'A' | 'B' | 'unfiltered' | 'unrestricted', Record<string, number>> = {
    A: {},
    B: {},
    unfiltered: {},
    unrestricted: {},
  };

  beforeAll(async () => {
    answers.A = await errnos({ tier: 'A' });
    answers.B = await errnos({ tier: 'B' });
    answers.unfiltered = await errnos({ tier: 'A', without: 'seccomp' });
    if (isRoot) answers.unrestricted = await errnos({ tier: 'limits' });
  });

  it.each(rawCalls)('is refused with EPERM in tiers A and B: $name', ({ name }) => {
    expect({ A: answers.A[name], B: answers.B[name] }).toEqual({ A: EPERM, B: EPERM });
  });

  it.each(rawCalls.filter((one) => !one.needsRoot))(
    'reaches the kernel without seccomp: $name',
    ({ name }) => {
      expect(answers.unfiltered[name]).toBeTypeOf('number');
      expect(answers.unfiltered[name]).not.toBe(EPERM);
    },
  );

  it.runIf(isRoot).each(rawCalls.filter((one) => one.needsRoot))(
    'reaches the kernel without any layer: $name',
    ({ name }) => {
      expect(answers.unrestricted[name]).toBeTypeOf('number');
      expect(answers.unrestricted[name]).not.toBe(EPERM);
    },
  );

  it('answers ENOSYS for clone3, flock and calls newer than the table, so that libraries fall back', async () => {
    const probe = program.replace(
      /print\(.*/s,
      'print(attempt(435, 0, 0), attempt(73, 0, 0), attempt(462, 0))',
    );
    expect((await runInSandbox(probe)).stdout).toBe(`${ENOSYS} ${ENOSYS} ${ENOSYS}\n`);
  });

  it('through the x32 table is refused', async () => {
    const probe = program.replace(/print\(.*/s, 'print(attempt(0x40000000 + 39))');
    expect((await runInSandbox(probe)).stdout).toBe(`${EPERM}\n`);
  });

  describe('through the 32-bit table', () => {
    const int80 = `import ctypes, mmap
page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=7)
page.write(bytes.fromhex("b814000000cd80c3"))  # getpid by int 0x80
address = ctypes.addressof(ctypes.c_char.from_buffer(page))
print(ctypes.CFUNCTYPE(ctypes.c_int)(address)() != 0)`;

    it.each(['A', 'B'] as const)('ends the program in tier %s', async (tier) => {
      expect(await runInSandbox(int80, { tier })).toMatchObject({ signal: 'SIGSYS', stdout: '' });
    });

    it('is not what ends it without seccomp', async () => {
      expect((await runInSandbox(int80, { without: 'seccomp' })).signal).not.toBe('SIGSYS');
    });
  });
});
