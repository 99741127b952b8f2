import { describe, expect, it } from 'vitest';
import type { TaskView } from '../../../src/contracts/service/task-view.ts';
import { type HttpRoom, messagesOf, openHttpRoom, viewOf } from '../../helpers/http-room.ts';

const code = "with open('report.txt', 'w') as file:\n    file.write('done')\nprint(6 * 7)";

async function waiting(room: HttpRoom): Promise<TaskView> {
  const response = await room.post('/api/tasks', { code, approval: 'always' });
  expect(response.status).toBe(202);
  const view = await viewOf(response);
  expect(view).toMatchObject({
    state: 'waiting',
    result: { status: 'approval-required', approvalRequest: { code } },
  });
  return view;
}

describe('what the operator demands', () => {
  const strict = { config: { approval: { policy: 'always' }, service: {} } } as const;

  it('is not lowered by a client, who may ask for more', async () => {
    await using room = await openHttpRoom(strict);
    for (const approval of ['never', 'when-risky', undefined]) {
      const view = await viewOf(await room.post('/api/tasks', { code: 'print(1)', approval }));
      expect(view).toMatchObject({ state: 'waiting', result: { status: 'approval-required' } });
    }
  });

  it('refuses programs where nobody can decide about them, and says where somebody can', async () => {
    await using room = await openHttpRoom(strict);
    const asked = [
      await room.post('/api/execute', { code: 'print(1)', language: 'python' }),
      await room.post('/librechat/exec', { code: 'print(1)', lang: 'py' }),
    ];
    for (const response of asked) {
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        code: 'forbidden',
        detail: expect.stringContaining('POST /api/tasks'),
      });
    }
  });
});

describe('a program that waits for a person', () => {
  it('runs after a yes, in the same task and its stream of events', async () => {
    await using room = await openHttpRoom();
    const { id } = await waiting(room);
    const response = await room.post(`/api/tasks/${id}/approval`, { action: 'approve' });
    expect(response.status).toBe(200);
    expect(await viewOf(response)).toMatchObject({
      id,
      state: 'ended',
      result: { status: 'succeeded', output: '42\n', artifacts: [{ name: 'report.txt' }] },
    });
    const events = (await messagesOf(await room.call(`/api/tasks/${id}/events`))).map(({ event }) => event);
    expect(events.indexOf('approval-asked')).toBeLessThan(events.indexOf('approval-decided'));
    expect(events.at(-1)).toBe('task');
  });

  it('does not run after a no, and says who said it', async () => {
    await using room = await openHttpRoom();
    const { id } = await waiting(room);
    const view = await viewOf(
      await room.post(`/api/tasks/${id}/approval`, { action: 'reject', reason: 'not now' }),
    );
    expect(view).toMatchObject({
      state: 'ended',
      result: {
        status: 'denied',
        approvals: [{ outcome: 'rejected', reason: 'not now', approver: 'local' }],
      },
    });
  });

  it('is asked about again when it was edited', async () => {
    await using room = await openHttpRoom();
    const { id } = await waiting(room);
    const edited = await viewOf(
      await room.post(`/api/tasks/${id}/approval`, { action: 'edit', code: 'print(7)' }),
    );
    expect(edited).toMatchObject({ state: 'waiting', result: { approvalRequest: { code: 'print(7)\n' } } });
    const view = await viewOf(await room.post(`/api/tasks/${id}/approval`, { action: 'approve' }));
    expect(view.result).toMatchObject({ status: 'succeeded', output: '7\n' });
  });

  it('is not decided by a service that is being stopped', async () => {
    await using room = await openHttpRoom();
    const { id } = await waiting(room);
    const busy = await viewOf(
      await room.post('/api/tasks', { code: 'import time\ntime.sleep(1)', background: true }),
    );
    const stopped = room.stop();
    expect((await room.post(`/api/tasks/${id}/approval`, { action: 'approve' })).status).toBe(503);
    await stopped;
    await using again = await openHttpRoom({ after: room });
    expect((await viewOf(await again.call(`/api/tasks/${id}`))).state).toBe('waiting');
    expect((await viewOf(await again.call(`/api/tasks/${busy.id}`))).state).toBe('ended');
  });

  it('takes a place among the tasks of its tenant until somebody decides', async () => {
    await using room = await openHttpRoom({ config: { service: { maxTasks: 1 } } });
    const { id } = await waiting(room);
    const refused = await room.post('/api/tasks', { code: 'print(1)' });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'busy', detail: expect.stringContaining('decide') });
    await room.post(`/api/tasks/${id}/approval`, { action: 'reject' });
    expect((await room.post('/api/tasks', { code: 'print(1)' })).status).toBe(200);
  });

  it('is decided once', async () => {
    await using room = await openHttpRoom();
    const { id } = await waiting(room);
    const decide = () => room.post(`/api/tasks/${id}/approval`, { action: 'approve' });
    const statuses = (await Promise.all([decide(), decide()])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('still waits after the service was started again, and then runs', async () => {
    await using first = await openHttpRoom();
    const { id } = await waiting(first);
    await first.stop();
    await using second = await openHttpRoom({ after: first });
    expect(await viewOf(await second.call(`/api/tasks/${id}`))).toMatchObject({ state: 'waiting' });
    const view = await viewOf(await second.post(`/api/tasks/${id}/approval`, { action: 'approve' }));
    expect(view.result).toMatchObject({ status: 'succeeded', output: '42\n' });
  });

  it('ends when nobody decides in time', async () => {
    await using room = await openHttpRoom({ config: { approval: { timeToLiveSeconds: 0.2 } } });
    const { id } = await waiting(room);
    const messages = await messagesOf(await room.call(`/api/tasks/${id}/events`));
    expect(messages.at(-1)?.data).toMatchObject({ state: 'ended', result: { status: 'expired' } });
  });

  it('can be cancelled', async () => {
    await using room = await openHttpRoom();
    const { id } = await waiting(room);
    const view = await viewOf(await room.call(`/api/tasks/${id}`, { method: 'DELETE' }));
    expect(view).toMatchObject({ state: 'ended', problem: { code: 'cancelled' } });
    expect((await room.post(`/api/tasks/${id}/approval`, { action: 'approve' })).status).toBe(409);
  });
});
