import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PyodideGuest } from '../../../src/contracts/pyodide.ts';
import type { DenoHost } from '../../../src/sandbox/pyodide/deno-host.ts';
import { findPyodide } from '../../../src/sandbox/pyodide/find-pyodide.ts';
import { proveContainment } from '../../../src/sandbox/pyodide/prove-containment.ts';
import { pyodideHost } from '../../helpers/pyodide-host.ts';
import { type Attack, attacks, type Target } from './attacks.ts';
import { startUncontained } from './uncontained-guest.ts';

const patient = 180_000;
const token = randomUUID();
const told = { token, PATH: process.env.PATH ?? '', hostname: os.hostname(), done: 'done' };
let visits = 0;
let server: Server;
let host: DenoHost;
let contained: PyodideGuest;
let control: Awaited<ReturnType<typeof startUncontained>>;
let target: Target;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'test-'));
  server = createServer((_, response) => response.end(token)).on('connection', () => visits++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  target = {
    file: path.join(folder, 'secret.json'),
    writable: path.join(folder, 'left'),
    port,
    pid: process.pid,
  };
  await writeFile(target.file, JSON.stringify(token));
  host = pyodideHost();
  [contained, control] = await Promise.all([host.start({ memoryMiB: 512 }), startUncontained()]);
}, patient);

afterAll(async () => {
  await control?.terminate();
  await contained?.terminate();
  await host?.dispose();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

it('the canary is refused everything where the interpreter is held, and tells where it is not', async () => {
  const { tier, canary } = await proveContainment(contained);
  expect([tier, canary?.tried, canary?.refused]).toEqual(['W', 5, 5]);
  const proof = proveContainment(control as unknown as PyodideGuest);
  await expect(proof).rejects.toMatchObject({ code: 'isolation-missing' });
});

type Asked = { ask(request: object): Promise<unknown> };

async function outcome(guest: Asked, attack: Attack, aim: Target): Promise<string> {
  const request = { do: 'execute', code: attack.code(aim), fileName: 'attack.py', outputChars: 10_000 };
  const answer = (await guest.ask(request)) as { status: string; result?: unknown };
  return answer.status === 'succeeded' ? String(answer.result) : answer.status;
}

describe.each(attacks)('$name', (attack) => {
  it('succeeds where nothing holds the interpreter', { timeout: patient }, async () => {
    expect(await outcome(control, attack, target)).toContain(told[attack.tells]);
  });

  it('fails in the Deno host', { timeout: patient }, async () => {
    const before = visits;
    expect(await outcome(contained, attack, target)).not.toContain(told[attack.tells]);
    expect(visits).toBe(before);
  });
});

describe('the files of Pyodide, which it may read', () => {
  it('can not be changed for later runs', { timeout: patient }, async () => {
    const poison = path.join(findPyodide(), `${token}.mjs`);
    const attack = attacks.find(({ name }) => name === 'a file left for later runs') as Attack;
    expect(await outcome(contained, attack, { ...target, writable: poison })).not.toContain('done');
    expect(existsSync(poison)).toBe(false);
  });
});
