import { mkdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import { program } from '../../helpers/test-coder.ts';

const code = "open('out.txt', 'w').write('x')\nprint(open('in.txt').read() * 2)";
const env = { PYTHON_CODER_APPROVAL_KEY: 'a key that outlives one command, 32+' };
const settings = ['--config', 'config.yaml'];
const decide = ['approve', 'request.json', ...settings];

/** A room with the requests that two commands left behind; each test decides on one in a process of its own. */
let room: CommandRoom;

beforeAll(async () => {
  room = await CommandRoom.open([program(code), program(code)]);
  await room.write('config.yaml', 'model: { review: never }\napproval: { policy: always }\n');
  await room.write('in.txt', 'ab');
  for (const file of ['request.json', 'unwanted.json']) {
    const asked = await room.ask(['Double it', '--file', 'in.txt', ...settings], { env });
    expect(asked).toMatchObject({ exitCode: 5, value: { status: 'approval-required', run: null } });
    await room.write(file, asked.stdout);
  }
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

describe('approve', () => {
  it('runs nothing on files that are not those of the request', async () => {
    await mkdir(room.path('other'));
    await room.write('other/in.txt', 'cd');
    const { exitCode, stderr } = await room.run([...decide, '--yes', '--file', 'other/in.txt'], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The files are not those of the request, for example "in.txt"');
  });

  it('runs the approved program in another process, without a model', async () => {
    const calls = room.server.chats.length;
    const words = [...decide, '--yes', '--file', 'in.txt', '--output-dir', 'out'];
    expect(await room.ask(words, { env })).toMatchObject({
      exitCode: 0,
      value: { status: 'succeeded', output: 'abab\n', artifacts: [{ name: 'out.txt' }] },
    });
    expect(room.server.chats.length).toBe(calls);
  });

  it('refuses a request whose code was changed', async () => {
    const kept = JSON.parse(await readFile(room.path('request.json'), 'utf8'));
    kept.approvalRequest.code = 'print("changed")';
    await room.write('changed.json', JSON.stringify(kept));
    const words = ['approve', 'changed.json', ...settings, '--yes', '--file', 'in.txt'];
    const { exitCode, stdout, stderr } = await room.run(words, { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('The approval request was changed after it was made');
  });

  it('refuses a request of a command that had another key, and says which setting keeps one', async () => {
    const { exitCode, stderr } = await room.run([...decide, '--yes', '--file', 'in.txt']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('approval.keyEnv');
  });

  it('records a refusal with its reason and runs nothing', async () => {
    const words = ['approve', 'unwanted.json', ...settings];
    const { exitCode, stderr } = await room.run([...words, '--reject', 'it writes a file'], { env });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Denied: The program was not approved: it writes a file');
    expect(room.auditRecords().at(-1)).toMatchObject({
      status: 'denied',
      approvals: [{ outcome: 'rejected', reason: 'it writes a file' }],
    });
    const later = await room.run([...words, '--yes', '--file', 'in.txt'], { env });
    expect(later).toMatchObject({ exitCode: 2, stdout: '' });
    expect(later.stderr).toContain('decided already');
  });

  it('asks for one decision', async () => {
    const undecided = await room.run(decide, { env });
    expect(undecided.stderr).toContain('decide with --yes or --reject');
    const both = await room.run([...decide, '--yes', '--reject', 'no'], { env });
    expect(both.stderr).toContain('Decide for one');
    expect([undecided.exitCode, both.exitCode]).toEqual([2, 2]);
  });

  it('says what a file that holds no request should be', async () => {
    await room.write('other.json', '{"answer": 42}');
    const { exitCode, stderr } = await room.run(['approve', 'other.json', '--yes']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('other.json holds no approval request: give the file that');
  });
});
