import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeSandboxes, runInSandbox, type SandboxRun } from '../helpers/sandbox.ts';
import { type Attack, attacks, rawCalls, type Targets } from './attacks.ts';

const secretVariable = 'canary-of-the-environment-5d1f';
let targets: Targets;
let bystander: ChildProcess;
let tcp: Server;
let unix: Server;
const udp = createSocket('udp4');
let accepted = 0;
let datagrams = 0;

beforeAll(async () => {
  bystander = spawn('sleep', ['600'], { env: { ATTACK_TEST_SECRET: secretVariable } });
  const outsideFolder = await mkdtemp(path.join(os.tmpdir(), 'attack-outside-'));
  const secretFile = path.join(outsideFolder, 'secret.txt');
  await writeFile(secretFile, 'canary');
  const count = () => {
    accepted += 1;
  };
  tcp = createServer(count).listen(0, '127.0.0.1');
  unix = createServer(count).listen(path.join(outsideFolder, 'listener.sock'));
  udp.on('message', () => {
    datagrams += 1;
  });
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  targets = {
    secretFile,
    outsideFolder,
    secretVariable,
    tcpPort: (tcp.address() as AddressInfo).port,
    udpPort: udp.address().port,
    unixSocket: path.join(outsideFolder, 'listener.sock'),
  };
});

afterAll(async () => {
  await closeSandboxes();
  bystander.kill('SIGKILL');
  tcp.close();
  unix.close();
  udp.close();
  await rm(targets.outsideFolder, { recursive: true, force: true });
});

/** Runs one attack and tells whether it worked, as the program itself saw it. */
async function attack({ code }: Attack, options: SandboxRun): Promise<'breached' | 'held'> {
  await writeFile(path.join(targets.outsideFolder, 'victim'), '');
  const names = [
    `secret_file = ${JSON.stringify(targets.secretFile)}`,
    `outside_folder = ${JSON.stringify(targets.outsideFolder)}`,
    `secret_variable = ${JSON.stringify(targets.secretVariable)}`,
    `tcp_port, udp_port = ${targets.tcpPort}, ${targets.udpPort}`,
    `unix_socket = ${JSON.stringify(targets.unixSocket)}`,
  ];
  const indented = code.trim().replaceAll('\n', '\n    ');
  const program = `import mmap, os, resource, socket, subprocess, sys\n${names.join('\n')}\nbreached = False\ntry:\n    ${indented}\nexcept (OSError, ValueError, subprocess.SubprocessError) as error:\n    print(type(error).__name__, error)\nprint("BREACHED" if breached else "HELD")\n`;
  const outcome = await runInSandbox(program, options);
  expect(outcome.stderr).toBe('');
  if (outcome.stdout.includes('BREACHED')) return 'breached';
  expect(outcome.stdout).toContain('HELD');
  return 'held';
}

describe('tier A', () => {
  it.each(attacks)('holds against a program that $name', async (one) => {
    expect(await attack(one, { tier: 'A' })).toBe('held');
  });
});

describe('tier B', () => {
  it.each(attacks.filter((one) => !one.onlyTierA))('holds against a program that $name', async (one) => {
    expect(await attack(one, { tier: 'B' })).toBe('held');
  });
});

describe('the same attacks show that these tests can fail', () => {
  it.each(attacks)('without its layer, a program $name', async (one) => {
    const weakened: SandboxRun =
      one.worksWithout === 'seccomp' ? { tier: 'B', without: 'seccomp' } : { tier: 'limits' };
    expect(await attack(one, weakened)).toBe('breached');
  });

  it('without Landlock, tier B reads files of the user', async () => {
    const readsSecret = attacks.find((one) => one.name === 'reads a file of the user') as Attack;
    expect(await attack(readsSecret, { tier: 'B', without: 'landlock' })).toBe('breached');
  });
});

it('never lets a connection or a datagram of tiers A and B reach a listener', async () => {
  const before = { accepted, datagrams };
  for (const name of ['connects over TCP', 'sends over UDP', 'connects to a unix socket']) {
    const one = attacks.find((candidate) => candidate.name === name) as Attack;
    await attack(one, { tier: 'A' });
    await attack(one, { tier: 'B' });
  }
  expect({ accepted, datagrams }).toEqual(before);
});

describe.runIf(process.arch === 'x64')('raw system calls', () => {
  const program = `import ctypes, json
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def attempt(number, *words):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(word) for word in words])
    if number == 56 and result == 0:
        libc._exit(0)
    return ctypes.get_errno() if result < 0 else 0
print(json.dumps({${rawCalls.map((one) => `${JSON.stringify(one.name)}: attempt(${one.number}, ${one.arguments})`).join(', ')}}))`;
  const EPERM = 1;

  it.each(['A', 'B'] as const)('are all refused with EPERM in tier %s', async (tier) => {
    const { stdout } = await runInSandbox(program, { tier });
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(rawCalls.map((one) => [one.name, EPERM])));
  });

  it('reach the kernel when seccomp is taken away', async () => {
    const { stdout } = await runInSandbox(program, { tier: 'A', without: 'seccomp' });
    const reached = Object.values(JSON.parse(stdout) as Record<string, number>).filter(
      (errno) => errno !== EPERM,
    );
    expect(reached.length).toBeGreaterThan(10);
  });

  it('answer ENOSYS for clone3 and for calls newer than the table, so that C libraries fall back', async () => {
    const probe = program.replace(/print\(.*/s, 'print(attempt(435, 0, 0), attempt(462, 0))');
    expect((await runInSandbox(probe)).stdout).toBe('38 38\n');
  });
});
