import { readdirSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Execution } from '../../../src/contracts/service/execute.ts';
import { type HttpRoom, openHttpRoom } from '../../helpers/http-room.ts';

describe('code over HTTP', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom({ config: { service: { projectMiB: 1, maxProjects: 20 } } });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  async function execute(code: string, more: object = {}): Promise<Execution> {
    const response = await room.post('/api/execute', { code, language: 'python', ...more });
    expect(response.status).toBe(200);
    return (await response.json()) as Execution;
  }

  it('answers with what the program printed, its exit code and its time', async () => {
    const code = 'import sys\nprint("out")\nprint("err", file=sys.stderr)\nsys.exit(3)';
    const execution = await execute(code);
    expect(execution).toMatchObject({ stdout: 'out\n', stderr: 'err\n', exit_code: 3, status: 'failed' });
    expect(execution.duration_ms).toBeGreaterThan(0);
  });

  it('runs shell scripts with the tools of the system', async () => {
    const script = 'printf "b\\na\\n" | sort | tr "\\n" " "\nexit 4';
    expect(await execute(script, { language: 'shell' })).toMatchObject({ stdout: 'a b ', exit_code: 4 });
  });

  it('does not run Python that verification blocks, and says what it found', async () => {
    const execution = await execute('import subprocess');
    expect(execution).toMatchObject({ status: 'rejected', exit_code: null, stdout: '' });
    expect(execution.findings).toMatchObject([{ rule: 'blocked-process', severity: 'blocking', line: 1 }]);
  });

  it('runs it all the same where the operator switched verification off, still isolated', async () => {
    await using open = await openHttpRoom({ config: { service: { verifyExecute: false } } });
    const code =
      'import subprocess\ntry:\n    subprocess.run(["ls"])\nexcept OSError as error:\n    print(type(error).__name__)';
    const response = await open.post('/api/execute', { code, language: 'python' });
    expect(await response.json()).toMatchObject({ status: 'succeeded', stdout: 'PermissionError\n' });
  });

  it('answers with what the program printed also when there is no room for what it wrote', async () => {
    await using narrow = await openHttpRoom({ config: { service: { filesMiB: 1 } } });
    const code = "print('done')\nwith open('big.txt', 'w') as file:\n    file.write('x' * 2**21)";
    const response = await narrow.post('/api/execute', { code, language: 'python' });
    expect(await response.json()).toMatchObject({
      status: 'succeeded',
      stdout: 'done\n',
      artifacts: [],
      warnings: [expect.stringContaining('no room for the file "big.txt"')],
    });
  });

  it('keeps the files of a project between calls, of either language', async () => {
    const project = { projectId: 'kept' };
    await execute("with open('notes.txt', 'w') as file:\n    file.write('one\\n')", project);
    await execute('mkdir data; echo two >> notes.txt; cp notes.txt data/copy.txt', {
      ...project,
      language: 'shell',
    });
    const execution = await execute("print(open('data/copy.txt').read())", project);
    expect(execution.stdout).toBe('one\ntwo\n\n');
    expect(await (await room.call('/api/projects/kept')).json()).toMatchObject({
      id: 'kept',
      files: [{ name: 'data/copy.txt' }, { name: 'notes.txt' }],
    });
    await execute('rm notes.txt', { ...project, language: 'shell' });
    expect((await room.call('/api/projects/kept/files/notes.txt')).status).toBe(404);
  });

  it('gives what a program wrote, of a project and of a call without one', async () => {
    const code = "with open('a b.txt', 'w') as file:\n    file.write('content')";
    for (const more of [{}, { projectId: 'artifacts' }]) {
      const { artifacts } = await execute(code, more);
      expect(artifacts).toMatchObject([{ name: 'a b.txt', bytes: 7, mediaType: 'text/plain' }]);
      expect(await (await room.call(artifacts[0]?.url ?? '')).text()).toBe('content');
    }
    expect(readdirSync(path.join(room.serviceDir, 'tenants/local/scratch'))).toEqual([]);
  });

  it('lets two calls of one project wait for each other', async () => {
    const add = () =>
      execute(
        "import os\nn = int(open('n').read()) if os.path.exists('n') else 0\nwith open('n', 'w') as file:\n    file.write(str(n + 1))",
        { projectId: 'counter' },
      );
    await Promise.all([add(), add(), add(), add()]);
    expect(await (await room.call('/api/projects/counter/files/n')).text()).toBe('4');
  });

  it('takes files into a project, gives ranges of them, and removes them', async () => {
    const put = await room.call('/api/projects/upload/files/in/data.json', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"not": json',
    });
    expect(await put.json()).toMatchObject({ name: 'in/data.json', bytes: 12 });
    const form = new FormData();
    form.append('file', new Blob(['x,y\n']), 'table.csv');
    expect((await room.call('/api/projects/upload/files', { method: 'POST', body: form })).status).toBe(201);
    expect((await execute('ls', { projectId: 'upload', language: 'shell' })).stdout).toBe('in\ntable.csv\n');
    const part = await room.call('/api/projects/upload/files/in/data.json', {
      headers: { range: 'bytes=2-4' },
    });
    expect([part.status, await part.text()]).toEqual([206, 'not']);
    const remove = () => room.call('/api/projects/upload/files/in/data.json', { method: 'DELETE' });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
    expect((await room.call('/api/projects/upload', { method: 'DELETE' })).status).toBe(204);
    expect((await room.call('/api/projects/upload')).status).toBe(404);
  });

  it.each(['..%2Fescape', 'a/..%2F..%2Fb', '%2Fetc%2Fpasswd', 'a%00b', 'a%5Cb', '.hidden%0A'])(
    'keeps the name %s out of a project',
    async (name) => {
      const put = await room.call(`/api/projects/names/files/${name}`, { method: 'PUT', body: 'x' });
      expect(put.status).toBe(422);
      expect((await room.call(`/api/projects/names/files/${name}`)).status).toBe(404);
    },
  );

  it.each(['..', '.git', 'a/b', 'a%2Fb', 'x'.repeat(65)])('knows no project %s', async (id) => {
    expect((await room.call(`/api/projects/${encodeURIComponent(id)}`)).status).toBeGreaterThanOrEqual(400);
    const response = await room.post('/api/execute', { code: 'print(1)', language: 'python', projectId: id });
    expect(response.status).toBe(400);
  });

  it('refuses what is past the quota of a project, and keeps what was there', async () => {
    const put = (size: number) =>
      room.call('/api/projects/full/files/big', { method: 'PUT', body: new Uint8Array(size) });
    expect((await put(1000)).status).toBe(200);
    expect((await put(2 ** 20 + 1)).status).toBe(413);
    expect(await (await room.call('/api/projects/full')).json()).toMatchObject({ bytes: 1000 });
    const { warnings } = await execute("with open('more', 'wb') as file:\n    file.write(bytes(2**20))", {
      projectId: 'full',
    });
    expect(warnings.join()).toContain('Not kept in the project: more');
  });

  it('follows no link that somebody put into a project', async () => {
    await execute('print(1)', { projectId: 'linked' });
    const folder = path.join(room.serviceDir, 'tenants/local/projects/projects/linked/files');
    await mkdir(folder, { recursive: true });
    await symlink('/etc/hostname', path.join(folder, 'link'));
    expect((await room.call('/api/projects/linked/files/link')).status).toBe(404);
    expect((await execute('cat link', { projectId: 'linked', language: 'shell' })).exit_code).not.toBe(0);
  });

  it('ends the program of a client that leaves', async () => {
    const leaving = new AbortController();
    const response = room.call('/api/execute', {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'import time\ntime.sleep(25)', language: 'python', projectId: 'left' }),
    });
    const refused = expect(response).rejects.toThrow();
    await vi.waitFor(() => expect(room.coder.taskFolders()).not.toEqual([]));
    leaving.abort();
    await refused;
    expect((await execute('print("next")', { projectId: 'left' })).stdout).toBe('next\n');
  });

  it('refuses a limit above the configured one', async () => {
    const response = await room.post('/api/execute', {
      code: 'x',
      language: 'python',
      limits: { timeoutSeconds: 9_999 },
    });
    expect(response.status).toBe(400);
  });
});

describe('templates over HTTP', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom();
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it('become text', async () => {
    const template = '{% for item in items %}{{ loop.index }}. {{ item | title }}\n{% endfor %}';
    const response = await room.post('/api/templates/render', {
      template,
      variables: { items: ['tea', 'milk'] },
    });
    expect(await response.json()).toEqual({ text: '1. Tea\n2. Milk\n' });
  });

  it.each([
    ['a missing variable', '\n{{ nobody }}', 2],
    ['a filter that is not there', '{{ 1 | attr("x") }}', 1],
    ['a way out of the sandbox', '{{ "".__class__.__mro__ }}', 1],
    ['a file', '{% include "/etc/passwd" %}', 1],
  ])('are refused with the line of %s', async (_what, template, line) => {
    const response = await room.post('/api/templates/render', { template, variables: {} });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: 'unprocessable',
      errors: [{ path: 'template', line }],
    });
  });

  it('are examined without variables', async () => {
    const template = 'Dear {{ name | title }}, {{ text | trim | upper }}';
    const response = await room.post('/api/templates/validate', { template });
    expect(await response.json()).toEqual({
      valid: true,
      errors: [],
      variables: ['name', 'text'],
      filters: ['title', 'trim', 'upper'],
    });
    const wrong = await room.post('/api/templates/validate', { template: '{% if %}' });
    expect(await wrong.json()).toMatchObject({ valid: false, errors: [{ line: 1 }] });
  });

  it('are rendered a hundred at once', async () => {
    const render = (n: number) =>
      room.post('/api/templates/render', { template: '{{ n }}', variables: { n } });
    const responses = await Promise.all(Array.from({ length: 100 }, (_, n) => render(n)));
    const texts = await Promise.all(
      responses.map(async (response) => ((await response.json()) as { text: string }).text),
    );
    expect(texts).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
  });
});
