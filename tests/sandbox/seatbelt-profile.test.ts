import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import type { Canary } from '../../src/contracts/isolation.ts';
import { isSufficient } from '../../src/contracts/isolation.ts';
import { checkAttestation } from '../../src/sandbox/check-attestation.ts';
import { judgeCanary } from '../../src/sandbox/pool/send-canary.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'seatbelt-profile-')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What an expression over the module `seatbelt` gives, or its error. */
async function python(expression: string, ...words: string[]): Promise<unknown> {
  const program = `import json, os, resource, sys
sys.path.insert(0, sys.argv[1])
from isolation import seatbelt, seatbelt_canary
print(json.dumps(${expression}, default=vars))`;
  const modules = path.join(packageRoot, 'src/python');
  const { python: interpreter } = await testEnvironment();
  const { stdout } = await execa(interpreter, ['-I', '-B', '-c', program, modules, ...words], {
    cwd: folder,
  });
  return JSON.parse(stdout);
}

async function profile(readable: string[], writable: string[]): Promise<string[]> {
  const expression = 'seatbelt.profile(json.loads(sys.argv[2]), json.loads(sys.argv[3]))';
  return String(await python(expression, JSON.stringify(readable), JSON.stringify(writable))).split('\n');
}

/** The paths that an operation is allowed for, by the kind of filter. */
function filters(rules: string[], operation: string, kind: string): string[] {
  const lines = rules.filter((rule) => rule.startsWith(`(allow ${operation} `));
  return lines.flatMap((rule) =>
    [...rule.matchAll(new RegExp(`\\(${kind} ("(?:[^"\\\\]|\\\\.)*")\\)`, 'g'))].map((match) =>
      String(match[1]),
    ),
  );
}

describe('the profile of tier C', () => {
  it('denies everything but these operations', async () => {
    const rules = await profile(['/example/python'], ['/example/run/work', '/example/run/tmp']);
    const withoutFilters = rules.map((rule) =>
      rule.replace(/ \((?:literal|subpath|sysctl-name|sysctl-name-prefix) "[^"]*"\)/g, ''),
    );
    expect(withoutFilters.filter((rule) => !rule.startsWith('(import '))).toEqual([
      '(version 1)',
      '(deny default)',
      '(allow signal (target self))',
      '(allow process-info* (target self))',
      '(allow sysctl-read)',
      '(allow file-read-metadata)',
      '(allow file-read-data)',
      '(allow file-read* file-map-executable)',
      '(allow file-read*)',
      '(allow file-write-data)',
      '(allow file-read*)',
      '(allow file-write* (require-all (require-any) (require-any (vnode-type REGULAR-FILE) (vnode-type DIRECTORY))))',
    ]);
    expect(
      rules.filter((rule) => /network|mach-|ipc-|iokit|process-exec|process-fork|system-/.test(rule)),
    ).toEqual([]);
  });

  it('gives no operation on files without naming its paths', async () => {
    const rules = await profile(['/example/python'], ['/example/run/work']);
    const named = rules.filter((one) => one.startsWith('(allow file') || one.includes('sysctl'));
    expect(named.length).toBeGreaterThan(5);
    for (const rule of named)
      expect(rule).toMatch(/ \((?:literal|subpath|sysctl-name) "|\(require-any \(subpath "/);
  });

  it('allows writing in the folders of the run and to the null device alone', async () => {
    const rules = await profile(['/example/python'], ['/example/run/work', '/example/run/tmp']);
    expect(filters(rules, 'file-write*', 'subpath')).toEqual(['"/example/run/work"', '"/example/run/tmp"']);
    expect(filters(rules, 'file-write-data', 'literal')).toEqual(['"/dev/null"']);
    expect(rules.filter((rule) => rule.includes('file-write'))).toHaveLength(2);
  });

  it('reads nothing of a user but the interpreter', async () => {
    const rules = await profile(['/Users/me/env'], ['/Users/me/run/work']);
    const readable = filters(rules, 'file-read* file-map-executable', 'subpath');
    expect(readable.at(-1)).toBe('"/Users/me/env"');
    expect(readable.length).toBeGreaterThan(5);
    for (const one of readable.slice(0, -1))
      expect(one).toMatch(
        /^"\/(?:usr\/(?:lib|share|local)|private\/var\/db\/timezone|System\/|Library\/Fonts|opt\/homebrew\/|nix\/store)/,
      );
    const passed = filters(rules, 'file-read-metadata', 'literal');
    expect(passed.filter((one) => one.startsWith('"/Users'))).toEqual([
      '"/Users"',
      '"/Users/me"',
      '"/Users/me/env"',
      '"/Users/me/run"',
      '"/Users/me/run/work"',
    ]);
  });

  it.each([
    ['a quote', '/a"b', '"/a\\"b"'],
    ['a backslash', '/a\\b', '"/a\\\\b"'],
    ['a backslash before a quote', '/a\\"b', '"/a\\\\\\"b"'],
    ['a rule', '/a") (allow default) ("', '"/a\\") (allow default) (\\""'],
    ['a comment', '/a;b#|c|#', '"/a;b#|c|#"'],
    ['a pattern', '/a*[b]?(c)', '"/a*[b]?(c)"'],
    ['another script', '/é/数据/🎉', '"/é/数据/🎉"'],
  ])('holds a path with %s as one string', async (_, hostile, quoted) => {
    const rules = await profile([], [hostile]);
    expect(filters(rules, 'file-write*', 'subpath')).toEqual([quoted]);
    expect(rules).toHaveLength((await profile([], ['/plain'])).length);
  });

  it.each(['/a\nb', '/a\u001bb', '/a\u202eb', '/a\u2028b', '/a\u007fb'])(
    'refuses the path %j',
    async (hostile) => {
      await expect(profile([], [hostile])).rejects.toThrow('a sandbox profile can not hold the path');
    },
  );

  it('names what links lead to, because the kernel compares real paths, and lets the links be followed', async () => {
    await mkdir(path.join(folder, 'real'));
    await symlink(path.join(folder, 'real'), path.join(folder, 'link'));
    const rules = await profile([path.join(folder, 'link')], [path.join(folder, 'link/work')]);
    expect(filters(rules, 'file-write*', 'subpath')).toEqual([`"${folder}/real/work"`]);
    expect(filters(rules, 'file-read* file-map-executable', 'subpath').at(-1)).toBe(`"${folder}/real"`);
    expect(filters(rules, 'file-read-metadata', 'literal')).toEqual(
      expect.arrayContaining([`"${folder}/link"`, `"${folder}/real"`]),
    );
  });

  it('never opens the disk or the home of the user, wherever the interpreter was found', async () => {
    const home = path.join(folder, 'home');
    await mkdir(path.join(home, 'env'), { recursive: true });
    await writeFile(path.join(home, 'file.zip'), '');
    const candidates = ['/', folder, home, `${home}/`, `${home}/env`, `${home}/file.zip`, `${home}/none`];
    const narrowed = await python(
      'seatbelt._narrow(json.loads(sys.argv[2]), sys.argv[3])',
      JSON.stringify(candidates),
      home,
    );
    expect(narrowed).toEqual([`${home}/env`]);
  });
});

describe('the canary of tier C', () => {
  interface Attempt {
    name: string;
    layer: string;
    answer: string;
    refused: boolean;
  }

  it('tries nothing that is refused where nothing protects', async () => {
    await writeFile(path.join(folder, 'canary'), 'bait');
    const work = await mkdtemp(path.join(folder, 'work-'));
    const attempts = (await python(
      `(os.chdir(sys.argv[3]), resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1])),
        seatbelt_canary.attempt_all(seatbelt_canary.Scene(sys.argv[2], sys.argv[2] + "/canary", os.path.expanduser("~"), os.getppid())))[2]`,
      folder,
      work,
    )) as Attempt[];
    const held = attempts.filter(({ refused }) => refused).map(({ name }) => name);
    const needsRoot = [
      'open a routing socket',
      'allow core files again',
      'raise the limit of processor time',
    ];
    expect(held.filter((name) => isRoot || !needsRoot.includes(name))).toEqual([]);
    expect(attempts.length).toBeGreaterThanOrEqual(38);
    expect(new Set(attempts.map(({ name }) => name)).size).toBe(attempts.length);
  });

  it('is not believed when it tried nothing of Seatbelt', () => {
    const attempts = Array.from({ length: 40 }, (_, index) => ({
      name: `operation ${index}`,
      layer: 'rlimits',
      answer: 'EPERM',
      refused: true,
    }));
    expect(() => judgeCanary({ type: 'canary', attempts }, { tier: 'C' })).toThrow(
      'it tried nothing that seatbelt refuses',
    );
  });
});

describe('an attestation of tier C', () => {
  const on = { active: true, detail: 'on' };
  const canary: Canary = { tried: 40, refused: 40 };

  it.each([
    ['lacks Seatbelt', { rlimits: on }, 'seatbelt: not attested'],
    [
      'says Seatbelt is off',
      { rlimits: on, seatbelt: { active: false, detail: 'not in force' } },
      'seatbelt: not in force',
    ],
    ['lacks limits', { seatbelt: on }, 'rlimits: not attested'],
    ['names the layers of Linux', { landlock: on, seccomp: on, rlimits: on }, 'seatbelt: not attested'],
  ])('that %s is not enough', (_, layers, detail) => {
    expect(() => checkAttestation({ type: 'locked', layers }, { tier: 'C', canary })).toThrow(
      expect.objectContaining({ code: 'isolation-missing', message: expect.stringContaining(detail) }),
    );
  });

  it('is not enough without a canary, and carries what it proved with one', () => {
    const frame = { type: 'locked', layers: { seatbelt: on, rlimits: on } };
    expect(() => checkAttestation(frame, { tier: 'C', canary: null })).toThrow('No canary has shown');
    expect(checkAttestation(frame, { tier: 'C', canary })).toMatchObject({ tier: 'C', canary });
  });
});

it('a minimum of A accepts A alone, and one of B every tier with isolation', () => {
  const accepted = (minimum: 'A' | 'B') =>
    (['A', 'B', 'C', 'limits'] as const).filter((tier) => isSufficient(tier, minimum));
  expect([accepted('A'), accepted('B')]).toEqual([['A'], ['A', 'B', 'C']]);
});
