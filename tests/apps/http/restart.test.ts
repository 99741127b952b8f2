import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';
import { commandEnvironment, mainFile } from '../../helpers/cli.ts';
import { messagesOf, openHttpRoom, viewOf } from '../../helpers/http-room.ts';

const endless = 'import time\ntime.sleep(25)';

describe('a service that is stopped', () => {
  it('lets tasks at work end, begins no new one, and says so to who asks whether it is ready', async () => {
    await using room = await openHttpRoom();
    const { id } = await viewOf(
      await room.post('/api/tasks', { code: 'import time\ntime.sleep(1)\nprint("done")', background: true }),
    );
    const events = room.call(`/api/tasks/${id}/events`).then(messagesOf);
    const stopped = room.stop();
    const refused = await room.post('/api/tasks', { code: 'print(1)' });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await room.call('/ready')).status).toBe(503);
    await stopped;
    expect((await events).at(-1)?.data).toMatchObject({ state: 'ended', result: { output: 'done\n' } });
  });

  it('lets code that runs for a request end, and begins no other', async () => {
    await using room = await openHttpRoom();
    const body = { code: 'import time\ntime.sleep(1)\nprint("done")', language: 'python' };
    const run = room.post('/api/execute', body);
    await vi.waitFor(() => expect(room.coder.taskFolders()).toHaveLength(1), {
      timeout: 10_000,
      interval: 5,
    });
    const stopped = room.stop();
    expect((await room.post('/api/execute', body)).status).toBe(503);
    expect(await (await run).json()).toMatchObject({ status: 'succeeded', stdout: 'done\n' });
    await stopped;
  });

  it('cancels with a word what does not end in time', async () => {
    await using room = await openHttpRoom({ config: { service: { drainSeconds: 0 } } });
    const { id } = await viewOf(await room.post('/api/tasks', { code: endless, background: true }));
    await room.stop();
    await using again = await openHttpRoom({ after: room });
    const view = await viewOf(await again.call(`/api/tasks/${id}`));
    expect(view.state).toBe('ended');
    expect(view.problem?.code ?? view.result?.status).toBe('cancelled');
  });
});

/** A service in a process of its own, as the command line starts it. */
async function startProcess(folder: string) {
  const child = spawn(process.execPath, [mainFile, 'serve', '--port', '0', '--log', 'silent'], {
    cwd: folder,
    env: commandEnvironment(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: child.stderr })) {
    const [, url] = /Serving on (http:\S+)/.exec(line) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error('the service did not start');
}

describe('a service that is killed', () => {
  it('says after its restart that the task at work is lost, keeps what had ended, and works on', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'killed-'));
    try {
      const first = await startProcess(folder);
      const post = async (url: string, body: object) =>
        viewOf(
          await fetch(`${url}/api/tasks`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
        );
      const ended = await post(first.url, { code: 'print(1)' });
      const waiting = await post(first.url, { code: 'print(3)', approval: 'always' });
      expect(waiting.state).toBe('waiting');
      const atWork = await post(first.url, { code: endless, background: true });
      first.child.kill('SIGKILL');
      await once(first.child, 'exit');
      const second = await startProcess(folder);
      const view = async (id: string) => viewOf(await fetch(`${second.url}/api/tasks/${id}`));
      expect(await view(ended.id)).toEqual(ended);
      expect(await view(atWork.id)).toMatchObject({
        state: 'ended',
        problem: { code: 'lost', detail: expect.stringContaining('ask again') },
      });
      const messages = await messagesOf(await fetch(`${second.url}/api/tasks/${atWork.id}/events`));
      expect(messages.at(-1)).toMatchObject({ event: 'task', data: { problem: { code: 'lost' } } });
      const decided = await fetch(`${second.url}/api/tasks/${waiting.id}/approval`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'approve' }),
      });
      expect((await viewOf(decided)).result).toMatchObject({ status: 'succeeded', output: '3\n' });
      expect((await post(second.url, { code: 'print(2)' })).result?.output).toBe('2\n');
      second.child.kill('SIGTERM');
      expect(await once(second.child, 'exit')).toEqual([0, null]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
