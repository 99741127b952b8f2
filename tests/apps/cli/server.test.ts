import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/apps/cli/command-line.ts';
import { createPythonCoder } from '../../../src/coder/create-python-coder.ts';
import { cliInMemory } from '../../helpers/cli-in-memory.ts';
import { type HttpRoom, openHttpRoom } from '../../helpers/http-room.ts';

let folder: string;
let service: HttpRoom;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'server-'));
  await writeFile(path.join(folder, 'pay.csv'), 'name,salary\nAda,10\nAlan,20\n');
  service = await openHttpRoom();
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function cli(...argv: string[]) {
  const places = { executionDir: path.join(folder, 'run'), outputDir: path.join(folder, 'out') };
  return cliInMemory(argv, {
    createCoder: ({ config, ...options }) =>
      createPythonCoder({
        ...options,
        config: { ...places, stateDir: path.join(folder, 'state'), ...config },
      }),
  });
}

describe('--server', () => {
  it('has the service answer', async () => {
    const file = path.join(folder, 'pay.csv');
    const answered = await cli(
      'What is the average salary?',
      '--file',
      file,
      '--server',
      service.url,
      '--json',
    );
    const result = JSON.parse(answered.stdout);
    expect([answered.exitCode, result.result]).toEqual([0, 15]);
    expect(service.coder.auditRecords().map(({ auditId }) => auditId)).toContain(result.auditId);
    const listed = await cli('audit', 'list', '--server', service.url);
    expect(listed.stdout).toContain(result.auditId.slice(0, 8));
  });

  it('has doctor say what the service is', async () => {
    const { stdout, exitCode } = await cli('doctor', '--server', service.url);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${service.url} does the work`);
    expect(stdout).toMatch(/isolation +ok +tier [A-C]/);
    const nowhere = await cli('doctor', '--server', 'http://127.0.0.1:9');
    expect([nowhere.exitCode, nowhere.stdout]).toEqual([
      75,
      expect.stringContaining('missing  The service at'),
    ]);
  });

  it.each([
    [['x', '--server', 'nowhere'], 'It must be a URL'],
    [['x', '--server', 'http://127.0.0.1:9', '--model', 'm'], 'the service has its own'],
    [['x', '--server', 'http://127.0.0.1:9', '--unsafe-no-isolation'], 'unsafelyRunWithoutIsolation'],
  ])('refuses %j', async (argv, said) => {
    const { exitCode, stderr } = await cli(...argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  it('is never what a service itself works with, whatever the settings say', () => {
    const invocation = parseCommandLine(['serve'], { write: () => {} });
    expect(invocation?.coder.config?.pythonTools).toEqual({ url: null });
  });
});
