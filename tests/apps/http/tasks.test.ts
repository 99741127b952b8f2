import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { type HttpRoom, messagesOf, openHttpRoom, viewOf } from '../../helpers/http-room.ts';
import { approval, program } from '../../helpers/test-coder.ts';

const employees = 'department,salary\nSales,10\nSales,20\nIT,50\n';
const question = 'What is the average salary by department?';

describe('tasks over HTTP', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom();
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it('answers a question about an uploaded file', async () => {
    const { id } = await room.upload('employees.csv', employees);
    const response = await room.post('/api/tasks', { query: question, files: [{ id }] });
    expect(response.status).toBe(200);
    const view = await viewOf(response);
    expect(view).toMatchObject({ state: 'ended', query: question, files: [{ id, name: 'employees.csv' }] });
    expect(view.result).toMatchObject({ status: 'succeeded', result: { IT: 50, Sales: 15 } });
    expect(response.headers.get('location')).toBe(`/api/tasks/${view.id}`);
  });

  it('takes the request and its files as one form', async () => {
    const form = new FormData();
    form.append('task', JSON.stringify({ query: question }));
    form.append('file', new Blob([employees]), 'people.csv');
    const view = await viewOf(await room.call('/api/tasks', { method: 'POST', body: form }));
    expect(view.files.map(({ name }) => name)).toEqual(['people.csv']);
    expect(view.result?.status).toBe('succeeded');
  });

  it('tells the same events as onEvent, numbered from 1, and then the task', async () => {
    const response = await room.post('/api/tasks', { code: 'print(6 * 7)' }, { accept: 'text/event-stream' });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const messages = await messagesOf(response);
    expect(messages.slice(0, -1).map(({ id }) => id)).toEqual(
      messages.slice(0, -1).map((_, index) => String(index + 1)),
    );
    expect(messages.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['phase-started', 'code-generated', 'round-verified', 'output', 'finished']),
    );
    expect(messages.at(-1)).toMatchObject({
      event: 'task',
      data: { state: 'ended', result: { output: '42\n' } },
    });
  });

  it('goes on after Last-Event-ID, for a task that has ended as for one at work', async () => {
    const { id } = await viewOf(await room.post('/api/tasks', { code: 'print(1)' }));
    const all = await messagesOf(await room.call(`/api/tasks/${id}/events`));
    const rest = await messagesOf(
      await room.call(`/api/tasks/${id}/events`, { headers: { 'last-event-id': '3' } }),
    );
    expect(rest).toEqual(all.slice(3));
  });

  it('has no paths of its machine in what it tells', async () => {
    const code = "with open('a.txt', 'w') as file:\n    file.write('x')";
    const response = await room.post('/api/tasks', { code }, { accept: 'text/event-stream' });
    const text = await response.text();
    expect(text).toContain('artifact-collected');
    expect(text).not.toContain(room.coder.folder);
  });

  it('answers at once when told to work in the background, and works on', async () => {
    const response = await room.post('/api/tasks', { code: 'print(5)', background: true });
    expect(response.status).toBe(202);
    const { id, state } = await viewOf(response);
    expect(['queued', 'running', 'ended']).toContain(state);
    const messages = await messagesOf(await room.call(`/api/tasks/${id}/events`));
    expect(messages.at(-1)?.data).toMatchObject({ state: 'ended', result: { output: '5\n' } });
  });

  it('cancels the task of a client that leaves', async () => {
    const leaving = new AbortController();
    const response = await room.call('/api/tasks', {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ code: 'import time\ntime.sleep(25)' }),
    });
    const [, id = ''] = /\/api\/tasks\/(\w+)/.exec(response.headers.get('location') ?? '') ?? [];
    leaving.abort();
    const messages = await messagesOf(await room.call(`/api/tasks/${id}/events`));
    expect(messages.at(-1)?.data).toMatchObject({ state: 'ended' });
    const { problem, result } = await viewOf(await room.call(`/api/tasks/${id}`));
    expect(problem?.code ?? result?.status).toBe('cancelled');
    expect(room.coder.taskFolders()).toEqual([]);
  });

  it('cancels a task at work when told to, and leaves an ended one as it is', async () => {
    const { id } = await viewOf(
      await room.post('/api/tasks', { code: 'import time\ntime.sleep(25)', background: true }),
    );
    const cancelled = await viewOf(await room.call(`/api/tasks/${id}`, { method: 'DELETE' }));
    expect(cancelled).toMatchObject({ state: 'ended' });
    expect(cancelled.problem?.code ?? cancelled.result?.status).toBe('cancelled');
    const again = await viewOf(await room.call(`/api/tasks/${id}`, { method: 'DELETE' }));
    expect(again).toEqual(cancelled);
  });

  it('forgets a task with its files', async () => {
    const { id } = await viewOf(await room.post('/api/tasks', { code: 'print(1)' }));
    expect((await room.call(`/api/tasks/${id}?forget=true`, { method: 'DELETE' })).status).toBe(204);
    expect((await room.call(`/api/tasks/${id}`)).status).toBe(404);
  });

  it('answers the same request with the same key by the same task', async () => {
    const ask = async () =>
      viewOf(await room.post('/api/tasks', { code: 'print(1)' }, { 'idempotency-key': 'once' }));
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first?.result?.output).toBe('1\n');
    expect(second).toEqual(first);
    const other = await room.post('/api/tasks', { code: 'print(2)' }, { 'idempotency-key': 'once' });
    expect(other.status).toBe(409);
  });

  it('takes a key for one request with the same files, and tries again what came to no answer', async () => {
    const key = { 'idempotency-key': 'with files' };
    const ask = (text: string) =>
      room.post('/api/tasks', { code: 'print(open("a.txt").read())', files: [{ name: 'a.txt', text }] }, key);
    const first = await viewOf(await ask('one'));
    expect((await viewOf(await ask('one'))).id).toBe(first.id);
    expect((await ask('two')).status).toBe(409);
    const request = { code: 'import time\ntime.sleep(25)', background: true };
    const again = { 'idempotency-key': 'cancelled' };
    const cancelled = await viewOf(await room.post('/api/tasks', request, again));
    await room.call(`/api/tasks/${cancelled.id}`, { method: 'DELETE' });
    const retried = await viewOf(await room.post('/api/tasks', request, again));
    expect(retried.id).not.toBe(cancelled.id);
    await room.call(`/api/tasks/${retried.id}`, { method: 'DELETE' });
  });

  it('lists tasks, the newest first, by words and by page', async () => {
    const ids: string[] = [];
    for (const word of ['zebra one', 'zebra two', 'zebra three']) {
      ids.unshift((await viewOf(await room.post('/api/tasks', { query: word, code: 'print(1)' }))).id);
    }
    const first = (await (await room.call('/api/tasks?q=ZEBRA&limit=2')).json()) as {
      tasks: { id: string }[];
      next: string;
    };
    expect(first.tasks.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = await (await room.call(`/api/tasks?q=zebra&limit=2&before=${first.next}`)).json();
    expect(rest).toMatchObject({ tasks: [{ id: ids[2], status: 'succeeded' }], next: null });
    expect((await room.call(`/api/tasks?before=${'0'.repeat(32)}`)).status).toBe(404);
  });

  it.each([
    ['neither a question nor code', {}, /"query".*"code"/],
    ['an unknown key', { query: 'x', colour: 'red' }, /colour/],
    ['a file that is not there', { query: 'x', files: [{ id: 'a'.repeat(64) }] }, /upload it again/],
    ['a limit above the configured one', { code: 'print(1)', limits: { memoryMiB: 100_000 } }, /allows 512/],
    ['a task to follow that is not there', { query: 'x', follows: 'b'.repeat(32) }, /no task/],
  ])('refuses %s with a problem that says why', async (_what, body, words) => {
    const response = await room.post('/api/tasks', body);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    const problem = (await response.json()) as { detail: string; requestId: string };
    expect(problem.detail).toMatch(words);
    expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  });

  it('says what a question without any model and template needs', async () => {
    const response = await room.post('/api/tasks', { query: 'Write a poem about the sea.' });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'no-generator', taskId: expect.any(String) });
  });

  it('shows the record of a task, and runs its program again', async () => {
    const { id } = await viewOf(await room.post('/api/tasks', { code: 'print(2 + 3)' }));
    const entry = await (await room.call(`/api/tasks/${id}/audit`)).json();
    expect(entry).toMatchObject({ intact: true, record: { status: 'succeeded' } });
    const replay = await (await room.call(`/api/tasks/${id}/replay`, { method: 'POST' })).json();
    expect(replay).toMatchObject({ verdict: 'identical' });
    const report = await (await room.call('/api/audit/verify')).json();
    expect(report).toMatchObject({ intact: true, problems: 0, records: expect.any(Number) });
  });
});

describe('a question that follows another', () => {
  it('keeps its files, and a model is told the earlier question and answer', async () => {
    const model = scriptedModel([program('print(3)'), approval, program('print(4)'), approval]);
    await using room = await openHttpRoom({ model });
    const { id: file } = await room.upload('employees.csv', employees);
    const first = await viewOf(
      await room.post('/api/tasks', { query: 'How many rows?', files: [{ id: file }] }),
    );
    expect(first.result?.output).toBe('3\n');
    const second = await viewOf(await room.post('/api/tasks', { query: 'And one more?', follows: first.id }));
    expect(second).toMatchObject({ follows: first.id, files: [{ id: file }], result: { output: '4\n' } });
    const prompt = JSON.stringify(model.calls);
    expect(prompt).toContain('How many rows?');
  });
});
