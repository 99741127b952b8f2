import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { CommandRoom } from '../helpers/cli.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { runPython } from '../helpers/run-python.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

interface Rule {
  names: string[];
  action: string;
  args?: { index: number; value: number; op: string; valueTwo?: number }[];
  includes?: { arches?: string[] };
}

interface Profile {
  defaultAction: string;
  defaultErrnoRet: number;
  syscalls: Rule[];
}

const file = path.join(packageRoot, 'deploy/seccomp-tier-a.json');
const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
/** What makes the difference to the default of container engines. */
const added = ['mount', 'mount_setattr', 'pivot_root', 'sethostname', 'setns', 'umount2', 'unshare'];
/** Functions of the C library that make calls of another name, which the tables have. */
const wrappers = ['prlimit', 'syscall'];
const newUser = 0x1000_0000;
const newPids = 0x2000_0000;

function allows(name: string, ...given: number[]): boolean {
  return profile.syscalls
    .filter(({ names, action }) => names.includes(name) && action === 'SCMP_ACT_ALLOW')
    .some(({ args = [] }) => args.every((test) => holds(test, given[test.index] ?? 0)));
}

function holds({ op, value, valueTwo = 0 }: NonNullable<Rule['args']>[number], given: number): boolean {
  if (op === 'SCMP_CMP_MASKED_EQ') return (BigInt(given) & BigInt(value)) === BigInt(valueTwo);
  return op === 'SCMP_CMP_EQ' ? given === value : given !== value;
}

/** Every call that the tables of the sandbox name, which let nothing through that the kernel is not asked for. */
async function callsOfTables(): Promise<string[]> {
  const script = `
import sys
sys.path.insert(0, sys.argv[1])
from isolation import seccomp, shell_filter, syscalls, zygote_filter
for table in (*seccomp.ALLOWED, syscalls.METADATA, zygote_filter.FORKING, *shell_filter.rules().tables):
    print(*table, sep='\\n')`;
  return (await runPython('-c', script, path.join(packageRoot, 'src/python'))).split('\n');
}

/** The calls that the sandbox makes by their names, in the order of the alphabet. */
function callsMade(): string[] {
  const folder = path.join(packageRoot, 'src/python');
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.py$/.test(name) && !name.includes('seatbelt'),
  );
  const made = modules.flatMap((name) => [
    ...readFileSync(path.join(folder, name), 'utf8').matchAll(/kernel\.(?:call\('|libc\.)(\w+)/g),
  ]);
  return [...new Set(made.map(([, name]) => name as string))]
    .filter((name) => !wrappers.includes(name))
    .sort();
}

describe('the seccomp profile for tier A', () => {
  it('refuses what it does not name', () => {
    expect([profile.defaultAction, profile.defaultErrnoRet]).toEqual(['SCMP_ACT_ERRNO', 1]);
    for (const name of [
      'bpf',
      'keyctl',
      'ptrace',
      'io_uring_setup',
      'kexec_load',
      'init_module',
      'open_by_handle_at',
    ])
      expect(allows(name), name).toBe(false);
  });

  it('allows all that the sandbox does', async () => {
    const calls = [...(await callsOfTables()), ...callsMade()];
    expect(calls.length).toBeGreaterThan(150);
    const given = { setns: [0, newPids], socket: [1], clone: [0x0120_0011] };
    const refused = calls.filter((name) => !allows(name, ...(given[name as keyof typeof given] ?? [])));
    expect(refused).toEqual([]);
  });

  it('adds to the default of Docker what makes namespaces and roots, and nothing else of that kind', () => {
    const [first, second] = profile.syscalls;
    expect([...(first?.names ?? []), ...(second?.names ?? [])].sort()).toEqual(added);
    expect(callsMade()).toEqual(expect.arrayContaining(added));
    const others = [
      'chroot',
      'umount',
      'open_tree',
      'move_mount',
      'fsopen',
      'fsmount',
      'fsconfig',
      'setdomainname',
    ];
    expect(others.filter((name) => allows(name))).toEqual([]);
    expect([allows('setns', 0, newPids), allows('setns', 0, newUser), allows('setns', 0, 0)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([allows('clone', 17), allows('clone', 17 | newUser), allows('clone3')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.skipIf(!canFilter())('gives tier A, and B without what it adds', async () => {
    const without = path.join(temporaryFolder(), 'default.json');
    writeFileSync(without, JSON.stringify({ ...profile, syscalls: profile.syscalls.slice(2) }));
    expect(await tierUnder(file)).toMatchObject({ tier: 'A', allRefused: true });
    expect(await tierUnder(without)).toMatchObject({ tier: 'B', allRefused: true });
  });
});

/** What `doctor` finds where the container has this profile. */
async function tierUnder(profilePath: string) {
  await using room = await CommandRoom.open();
  const { python } = await testEnvironment();
  const helper = path.join(packageRoot, 'tests/helpers/under_seccomp_profile.py');
  const { value } = await room.ask(['doctor'], { through: [python, helper, profilePath, '--'] });
  const { tier, canary } = value.isolation.isolation;
  return { tier, allRefused: canary.tried > 60 && canary.refused === canary.tried };
}

/** Container engines bring libseccomp; the profile is tried with it, so that the file itself is what is tried. */
function canFilter(): boolean {
  try {
    execFileSync('python3', ['-c', "import ctypes; ctypes.CDLL('libseccomp.so.2')"], { stdio: 'ignore' });
    return true;
  } catch {
    return process.env.REQUIRE_ALL === '1';
  }
}
