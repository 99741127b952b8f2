import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPythonToolsClient, type PythonToolsClient, ServiceError } from '../../src/client/client.ts';
import type { ServedEvent } from '../../src/contracts/service/task-view.ts';
import { sha256 } from '../../src/text/sha256.ts';
import { type HttpRoom, openHttpRoom } from '../helpers/http-room.ts';

const csv = 'department,salary\nSales,10\nSales,20\nIT,40\n';
const sales = { name: 'pay.csv', content: new TextEncoder().encode(csv) };

let service: HttpRoom;
let client: PythonToolsClient;

beforeAll(async () => {
  service = await openHttpRoom();
  client = createPythonToolsClient({ url: service.url, token: null });
});
afterAll(() => service[Symbol.asyncDispose]());

describe('files of a service', () => {
  const id = sha256(csv);

  it.each([
    ['bytes', () => sales],
    ['a blob', () => ({ name: 'pay.csv', content: new Blob([csv]) })],
    ['a file', () => new File([csv], 'pay.csv')],
    ['a stream', () => ({ name: 'pay.csv', content: new Blob([csv]).stream() })],
    ['what opens a stream', () => ({ name: 'pay.csv', content: () => new Blob([csv]).stream() })],
  ])('come from %s', async (_, upload) => {
    const [stored] = await client.files.upload(upload());
    expect(stored).toMatchObject({ id, name: 'pay.csv', bytes: csv.length, mediaType: 'text/csv' });
  });

  it('come from a file on the disk without being read into memory', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'client-'));
    await writeFile(path.join(folder, 'a'), csv);
    const [stored] = await client.files.upload({
      name: 'pay.csv',
      content: await openAsBlob(path.join(folder, 'a')),
    });
    expect(stored?.id).toBe(id);
    await rm(folder, { recursive: true });
  });

  it('come several at a time, in order, under names of any kind', async () => {
    const names = ['Ümsätze "2026".csv', 'b\r\nX-Evil: 1.csv', '日本.csv'];
    const stored = await client.files.upload(
      names.map((name, at) => ({ name, content: new Blob([`x\n${at}\n`]) })),
    );
    expect(stored.map((file) => file.id)).toEqual(names.map((_, at) => sha256(`x\n${at}\n`)));
    // What would end the name or the line is escaped, as browsers escape it.
    const kept = ['Ümsätze %222026%22.csv', 'b%0D%0AX-Evil: 1.csv', '日本.csv'];
    expect(stored.map((file) => file.name)).toEqual(kept);
  });

  it('are listed, read and removed', async () => {
    await client.files.upload(sales);
    expect((await client.files.list()).map((file) => file.id)).toContain(id);
    expect((await client.files.get(id)).name).toBe('pay.csv');
    expect(await (await client.files.content(id)).text()).toBe(csv);
    await client.files.remove(id);
    await client.files.remove(id); // is gone already, which is what was wanted
    await expect(client.files.get(id)).rejects.toMatchObject({
      code: 'input-invalid',
      problem: { code: 'not-found', status: 404, requestId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
  });
});

describe('tasks of a service', () => {
  it('run to their end with their events', async () => {
    const files = await client.files.upload(sales);
    const events: ServedEvent[] = [];
    const task = await client.tasks.run('What is the average salary by department?', {
      files,
      onEvent: (event) => events.push(event),
    });
    expect(task).toMatchObject({
      state: 'ended',
      problem: null,
      result: { status: 'succeeded', result: { IT: 40, Sales: 15 } },
    });
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['file-described', 'code-generated', 'round-verified']),
    );
    expect(events.at(-1)).toEqual({ type: 'finished', result: task.result });
    expect(await client.tasks.get(task.id)).toEqual(task);
    expect((await client.tasks.list({ q: 'salary department' })).tasks.map(({ id }) => id)).toContain(
      task.id,
    );
  });

  it('give the files their program wrote, whole or in part', async () => {
    const code = "import os\nos.makedirs('a b')\nopen('a b/ü.txt', 'w').write('0123456789')";
    const { id, result } = await client.tasks.run({ code });
    const [artifact] = result?.artifacts ?? [];
    expect(artifact).toMatchObject({ name: 'a b/ü.txt', bytes: 10 });
    expect(await (await client.tasks.artifact(id, 'a b/ü.txt')).text()).toBe('0123456789');
    const part = await client.tasks.artifact(id, 'a b/ü.txt', { range: { start: 2, end: 4 } });
    expect([part.status, await part.text()]).toEqual([206, '234']);
    for (const name of ['../../../etc/passwd', 'a b/..', '', 'a b//ü.txt'])
      expect(() => client.tasks.artifact(id, name)).toThrow('is no name');
  });

  it('can be followed later, from the beginning and from where one was', async () => {
    const { id } = await client.tasks.start({ code: 'print(6 * 7)' });
    const read = async (after?: number): Promise<ServedEvent[]> => {
      const events: ServedEvent[] = [];
      for await (const event of client.tasks.events(id, { after })) events.push(event);
      return events;
    };
    const all = await read();
    expect(all.at(-1)).toMatchObject({ type: 'finished', result: { output: '42\n' } });
    expect(await read(3)).toEqual(all.slice(3));
  });

  it('are cancelled on the service by a signal', async () => {
    const cancellation = new AbortController();
    const started: string[] = [];
    const running = client.tasks.run(
      { code: "print('begun', flush=True)\nimport time\ntime.sleep(600)" },
      {
        signal: cancellation.signal,
        onStarted: ({ id }) => started.push(id),
        onEvent: (event) => {
          if (event.type === 'output') cancellation.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const [id = ''] = started;
    expect(await client.tasks.get(id)).toMatchObject({ state: 'ended', result: { status: 'cancelled' } });
  });

  it('are cancelled by an observer that throws, whose error comes back', async () => {
    const fault = new Error('the page is gone');
    const started: string[] = [];
    const running = client.tasks.run(
      { code: 'import time\ntime.sleep(600)' },
      {
        onStarted: ({ id }) => started.push(id),
        onEvent: (event) => {
          if (event.type === 'round-verified') throw fault;
        },
      },
    );
    await expect(running).rejects.toBe(fault);
    expect((await client.tasks.get(started[0] ?? '')).result?.status).toBe('cancelled');
  });

  it('are not started by a signal that has fired already', async () => {
    const before = (await client.tasks.list()).tasks.length;
    await expect(client.tasks.run('What?', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect((await client.tasks.list()).tasks.length).toBe(before);
  });

  it('have a record that can be run again', async () => {
    const { id, result } = await client.tasks.run({ code: 'print(6 * 7)' });
    const { record, intact } = await client.tasks.audit(id);
    expect([intact, record.auditId, record.output.start]).toEqual([true, result?.auditId, '42\n']);
    expect((await client.tasks.replay(id)).verdict).toBe('identical');
    expect(await client.verifyAudit()).toMatchObject({ intact: true, problems: 0 });
  });

  it('are removed with everything they have', async () => {
    const { id } = await client.tasks.run({ code: 'print(1)' });
    await client.tasks.forget(id);
    await expect(client.tasks.get(id)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('that end without a result throw why', async () => {
    const gone = { id: sha256('nowhere'), name: 'a.csv' };
    await expect(client.tasks.run('How many rows?', { files: [gone] })).rejects.toBeInstanceOf(ServiceError);
  });
});

describe('programs that wait for a decision', () => {
  const asked = { code: 'print(6 * 7)', approval: 'always' } as const;

  it('are decided by who is asked', async () => {
    const task = await client.tasks.run(asked, {
      approve: ({ code }) => (code.includes('print') ? { action: 'approve' } : { action: 'reject' }),
    });
    expect(task.result).toMatchObject({ status: 'succeeded', output: '42\n' });
  });

  it('are asked about again when they were edited', async () => {
    const seen: string[] = [];
    const task = await client.tasks.run(asked, {
      approve: ({ code }) => {
        seen.push(code);
        return seen.length === 1 ? { action: 'edit', code: 'print(7 * 7)' } : { action: 'approve' };
      },
    });
    expect(task.result?.output).toBe('49\n');
    expect(seen.map((code) => code.trim())).toEqual(['print(6 * 7)', 'print(7 * 7)']);
  });

  it('are given back where nobody is asked, and can be decided later', async () => {
    const task = await client.tasks.run(asked);
    expect(task).toMatchObject({ state: 'waiting', result: { status: 'approval-required' } });
    const unseen = client.tasks.approve(task.id, { codeSha256: sha256('another program') });
    await expect(unseen).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await client.tasks.reject(task.id, { reason: 'not today' });
    const events = client.tasks.events(task.id);
    for (;;) {
      const { done, value } = await events.next();
      if (!done) continue;
      expect(value.result).toMatchObject({ status: 'denied', error: expect.stringContaining('not today') });
      break;
    }
    await expect(client.tasks.approve(task.id)).rejects.toMatchObject({ problem: { code: 'conflict' } });
  });
});

describe('a service that looks at things', () => {
  it('describes files', async () => {
    const { files } = await client.describe({ files: [{ name: 'pay.csv', text: csv }] });
    expect(files).toMatchObject([{ name: 'pay.csv', type: 'csv' }]);
  });

  it('verifies code', async () => {
    const { issues } = await client.verify({ code: 'import socket' });
    expect(issues).toMatchObject([{ severity: 'blocking' }]);
  });

  it('says that it is alive and ready', async () => {
    expect(await client.health()).toMatchObject({ status: 'ok' });
    expect((await client.ready()).checks).toMatchObject({ isolation: { ok: true } });
  });
});

describe('code that is executed as it is', () => {
  it('works in a project whose files live on', async () => {
    const projectId = 'summer-2026';
    const write = "from pathlib import Path\nPath('notes.txt').write_text('one')\nprint('written')";
    const done = await client.execute({ code: write, language: 'python', projectId });
    expect(done).toMatchObject({ status: 'succeeded', stdout: 'written\n', exit_code: 0 });
    const { projects } = client;
    await projects.upload(projectId, { name: 'data/ü.txt', content: () => new Blob(['two']).stream() });
    const { files } = await projects.get(projectId);
    expect(files.map(({ name }) => name).sort()).toEqual(['data/ü.txt', 'notes.txt']);
    expect(await (await projects.download(projectId, 'notes.txt')).text()).toBe('one');
    const read = "from pathlib import Path\nprint(Path('data/ü.txt').read_text())";
    expect((await client.execute({ code: read, language: 'python', projectId })).stdout).toBe('two\n');
    await projects.removeFile(projectId, 'notes.txt');
    expect((await projects.list()).find(({ id }) => id === projectId)).toMatchObject({ files: 1 });
    await projects.remove(projectId);
    await expect(projects.get(projectId)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('is told apart from code that was refused', async () => {
    const refused = await client.execute({ code: 'import socket', language: 'python' });
    expect(refused).toMatchObject({
      status: 'rejected',
      exit_code: null,
      findings: [{ severity: 'blocking' }],
    });
  });
});

describe('templates of a service', () => {
  it('are rendered and judged', async () => {
    const { text } = await client.templates.render({
      template: 'Hello {{ name | upper }}',
      variables: { name: 'Ada' },
    });
    expect(text).toBe('Hello ADA');
    expect(await client.templates.validate('{{ a | upper }}')).toMatchObject({
      valid: true,
      variables: ['a'],
      filters: ['upper'],
    });
    expect(await client.templates.validate('\n{% if %}')).toMatchObject({
      valid: false,
      errors: [{ line: 2 }],
    });
    await expect(client.templates.render({ template: '{{ missing }}', variables: {} })).rejects.toMatchObject(
      {
        code: 'input-invalid',
        problem: { code: 'unprocessable' },
      },
    );
  });
});

describe('a service with tokens', () => {
  it('keeps tenants apart', async () => {
    const [one, two] = ['1'.repeat(32), '2'.repeat(32)];
    await using guarded = await openHttpRoom({
      tokens: `one=${one} two=${two}`,
    });
    const as = (token: string | null) => createPythonToolsClient({ url: guarded.url, token });
    const { id } = await as(one).tasks.run({ code: 'print(1)' });
    await expect(as(two).tasks.get(id)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(as(null).tasks.get(id)).rejects.toMatchObject({
      code: 'config-invalid',
      problem: { code: 'unauthorized' },
    });
  });
});

describe('a client', () => {
  it.each(['', 'ftp://x', 'http://user@x', 'nowhere', 'http://x/?a=1'])('refuses the URL %j', (url) => {
    expect(() => createPythonToolsClient({ url })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    );
  });

  it('keeps the path that stands before the routes', () => {
    expect(createPythonToolsClient({ url: 'http://x/tools/' }).url).toBe('http://x/tools');
  });
});
