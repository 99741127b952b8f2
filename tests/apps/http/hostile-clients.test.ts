import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TaskSummary } from '../../../src/contracts/service/task-view.ts';
import { type HttpRoom, openHttpRoom, viewOf } from '../../helpers/http-room.ts';

const form = { 'content-type': 'multipart/form-data; boundary=b' };
const part = '--b\r\ncontent-disposition: form-data; name="f"; filename="a.csv"\r\n\r\n';

describe('a service and a client that does not behave', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom();
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it('lives on when a slow reader of events leaves after its task was forgotten', async () => {
    const faults: unknown[] = [];
    const note = (fault: unknown): number => faults.push(fault);
    process.on('unhandledRejection', note);
    const body = JSON.stringify({ code: 'for part in range(20):\n    print("x" * 400_000)' });
    const socket = connect(Number(new URL(room.url).port), '127.0.0.1');
    socket.pause();
    socket.write(
      `POST /api/tasks HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const id = await vi.waitFor(
      async () => {
        const { tasks } = (await (await room.call('/api/tasks')).json()) as { tasks: TaskSummary[] };
        expect(tasks[0]?.state).toBe('ended');
        return tasks[0]?.id;
      },
      { timeout: 20_000 },
    );
    expect((await room.call(`/api/tasks/${id}?forget=true`, { method: 'DELETE' })).status).toBe(204);
    socket.destroy();
    await vi.waitFor(async () => {
      expect((await room.call('/health')).status).toBe(200);
      expect(socket.closed).toBe(true);
    });
    await room.post('/api/tasks', { code: 'print(1)' });
    process.off('unhandledRejection', note);
    expect(faults).toEqual([]);
  });

  it.each([
    ['/api/files', { 'content-type': 'multipart/form-data' }, 'x'],
    ['/api/files', form, 'no form at all'],
    ['/api/files', form, `${part}cut off`],
    ['/api/tasks', form, `${part}cut off`],
    ['/api/projects/some/files', form, `${part}cut off`],
  ])('is told of a broken form as of its own fault: %s %o %j', async (path, headers, body) => {
    if (path.startsWith('/api/projects')) await room.call('/api/projects/some/files/a', { method: 'PUT' });
    const response = await room.call(path, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'input-invalid' });
  });

  it('is told which file is gone when its question follows one whose files went', async () => {
    const file = await room.upload('gone.csv', 'a\n1\n');
    const first = await viewOf(await room.post('/api/tasks', { code: 'print(1)', files: [{ id: file.id }] }));
    await room.call(`/api/files/${file.id}`, { method: 'DELETE' });
    const response = await room.post('/api/tasks', { code: 'print(2)', follows: first.id });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'input-invalid',
      detail: expect.stringContaining('upload it again'),
    });
  });

  it('tells the length of a file to who asks for nothing else of it', async () => {
    const { id } = await room.upload('five.txt', 'hello');
    const head = await room.call(`/api/files/${id}/content`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5', '']);
    const part = await room.call(`/api/files/${id}/content`, {
      method: 'HEAD',
      headers: { range: 'bytes=1-2' },
    });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '2']);
    const empty = await room.upload('empty.txt', '');
    const whole = await room.call(`/api/files/${empty.id}/content`);
    expect([whole.status, whole.headers.get('content-length'), await whole.text()]).toEqual([200, '0', '']);
  });

  it('is told nothing of the folders of this machine by the record of a task and by its replay', async () => {
    const file = await room.upload('numbers.csv', 'a\n1\n');
    const code = "with open('out.txt', 'w') as out:\n    out.write(open('numbers.csv').read())";
    const { id } = await viewOf(await room.post('/api/tasks', { code, files: [{ id: file.id }] }));
    const record = await (await room.call(`/api/tasks/${id}/audit`)).text();
    expect(record).toContain('"numbers.csv"');
    expect(record).toContain('"out.txt"');
    expect(record).not.toContain(room.coder.folder);
    const replay = await room.call(`/api/tasks/${id}/replay`, { method: 'POST' });
    expect(replay.status).toBe(200);
    expect(await replay.text()).not.toContain(room.coder.folder);
    await room.call(`/api/files/${file.id}`, { method: 'DELETE' });
    const refused = await room.call(`/api/tasks/${id}/replay`, { method: 'POST' });
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('upload it again') });
  });
});
