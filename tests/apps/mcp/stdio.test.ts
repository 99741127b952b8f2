import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mainFile } from '../../helpers/cli.ts';
import { descendantsOf, survivorsOf } from '../../helpers/processes.ts';
import { serverCommand } from './mcp-room.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mcp-stdio-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function start(flags: string[] = [], changes: Record<string, string> = {}) {
  const { command, args, cwd, env } = serverCommand(folder, flags);
  return execa(command, args, {
    cwd: changes.cwd ?? cwd,
    env: { ...env, ...changes },
    extendEnv: false,
    reject: false,
    stdin: 'pipe',
  });
}

function messages(...list: object[]): string {
  return list.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
}

const hello = messages(
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  },
  { method: 'notifications/initialized' },
);

function call(id: number, name: string, args: object): string {
  return messages({ id, method: 'tools/call', params: { name, arguments: args } });
}

/** Resolves once the server has answered the request. */
function answered(server: ReturnType<typeof start>, id: number): Promise<void> {
  return new Promise((resolve) => {
    let text = '';
    server.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes(`"id":${id}`)) resolve();
    });
  });
}

describe('python-coder mcp', () => {
  it('writes nothing but protocol messages to standard output, whatever it is sent', async () => {
    const server = start();
    const done = answered(server, 3);
    const odd = `no json at all\n{"jsonrpc":"2.0"}\n${messages({ id: 9, method: 'no/such/method' })}`;
    const code = "import sys\nprint('\\n{out}\\n')\nprint('err', file=sys.stderr)";
    server.stdin.write(`${hello}${odd}${call(2, 'nothing', {})}${call(3, 'execute_python', { code })}`);
    await done;
    server.stdin.end();
    const { stdout, exitCode } = await server;
    const lines = stdout.split('\n');
    expect(lines.map((line) => JSON.parse(line).jsonrpc)).toEqual(lines.map(() => '2.0'));
    expect(
      lines
        .map((line) => JSON.parse(line).id)
        .filter(Boolean)
        .sort(),
    ).toEqual([1, 2, 3, 9]);
    expect(exitCode).toBe(0);
  });

  it.each(['SIGTERM', 'SIGINT', 'the end of its input'] as const)(
    'ends a running program and itself after %s',
    async (ending) => {
      const server = start();
      const code = 'import time\nblock = b"x" * (400 * 2**20)\ntime.sleep(25)\nprint(len(block))';
      server.stdin.write(`${hello}${call(2, 'execute_python', { code })}`);
      const below = () => descendantsOf(server.pid ?? 0);
      await expect
        .poll(() => below().some(({ residentMiB }) => residentMiB > 390), { timeout: 20_000 })
        .toBe(true);
      const processes = below();
      if (ending === 'the end of its input') server.stdin.end();
      else server.kill(ending);
      expect((await server).exitCode).toBe(0);
      expect(survivorsOf(processes)).toEqual([]);
    },
  );

  it('lets clients name files of the folder it was started in, links out of it excepted', async () => {
    await writeFile(path.join(folder, 'inside.csv'), 'a\n1\n');
    const outside = await mkdtemp(path.join(os.tmpdir(), 'mcp-outside-'));
    await writeFile(path.join(outside, 'secret.csv'), 'a\n1\n');
    await symlink(path.join(outside, 'secret.csv'), path.join(folder, 'link.csv'));
    const server = start();
    const done = Promise.all([answered(server, 2), answered(server, 3)]);
    const named = ['inside.csv', 'link.csv'].map((file, index) =>
      call(index + 2, 'describe_files', { files: [file] }),
    );
    server.stdin.write(`${hello}${named.join('')}`);
    await done;
    server.stdin.end();
    const replies = (await server).stdout.split('\n').map((line) => JSON.parse(line));
    expect(replies.find(({ id }) => id === 2).result).toMatchObject({ isError: false });
    expect(replies.find(({ id }) => id === 3).result).toMatchObject({ isError: true });
    await rm(outside, { recursive: true });
  });

  it.each([{ cwd: os.homedir() }, { cwd: '/' }])(
    'opens no folder by itself when started in $cwd',
    async ({ cwd }) => {
      const server = start([], { cwd });
      server.stdin.end();
      expect((await server).stderr).toContain('No folder may be read');
    },
  );

  it('explains itself with a configuration that can be copied', async () => {
    const { stdout } = await start(['--help']);
    const [, example = ''] = /^ +(\{"mcpServers".*\})$/m.exec(stdout) ?? [];
    expect(JSON.parse(example)).toEqual({
      mcpServers: { 'python-coder': { command: 'node', args: [mainFile, 'mcp'] } },
    });
  });

  it.each([
    { flags: ['--http', '70000'], said: 'from 0 to 65535' },
    { flags: ['--approve', 'maybe'], said: 'never, when-risky, always' },
    { flags: ['--json'], said: 'unknown option' },
    { flags: ['--http', '0', '--host', '0.0.0.0'], said: 'must send a bearer token' },
    { flags: ['--folder', 'nowhere'], said: 'nowhere' },
  ])('refuses $flags with one sentence', async ({ flags, said }) => {
    const { exitCode, stderr, stdout } = await start(flags);
    expect(exitCode).toBe(2);
    expect(`${stderr}${stdout}`.toLowerCase()).toContain(said.toLowerCase());
    expect(stderr).not.toContain('    at ');
  });

  it('takes no bearer token that could be guessed, and serves over HTTP until it is stopped', async () => {
    const weak = start(['--http', '0', '--token-env', 'SHORT'], { SHORT: 'letmein' });
    expect((await weak).stderr).toContain('at least 32 are needed');
    const server = start(['--http', '0', '--token-env', 'LONG'], { LONG: 'x'.repeat(32) });
    const url = await new Promise<string>((resolve) => {
      server.stderr.on('data', (chunk: Buffer) =>
        resolve(/http:\S+/.exec(chunk.toString('utf8'))?.[0] ?? ''),
      );
    });
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
    server.kill('SIGTERM');
    const { exitCode, stdout } = await server;
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });
});
