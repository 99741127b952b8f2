import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpRoom, openHttpRoom, viewOf } from '../../helpers/http-room.ts';

describe('files over HTTP', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom({ config: { maxFileSizeMiB: 1, service: { filesMiB: 3, maxFiles: 20 } } });
  });
  afterAll(() => room[Symbol.asyncDispose]());
  const folder = () => path.join(room.serviceDir, 'tenants/local/files');

  it('names a file by its content, and tells it, gives it and removes it', async () => {
    const content = 'a,b\n1,2\n';
    const file = await room.upload('table.csv', content);
    expect(file).toMatchObject({
      id: createHash('sha256').update(content).digest('hex'),
      name: 'table.csv',
      bytes: 8,
      mediaType: 'text/csv',
    });
    expect(await (await room.call(`/api/files/${file.id}`)).json()).toEqual(file);
    expect(await (await room.call('/api/files')).json()).toMatchObject({ files: [file] });
    const download = await room.call(`/api/files/${file.id}/content`);
    expect(await download.text()).toBe(content);
    expect((await room.call(`/api/files/${file.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await room.call(`/api/files/${file.id}`)).status).toBe(404);
    expect(readdirSync(folder())).toEqual([]);
  });

  it('sends downloads so that no browser shows them as a page of the service', async () => {
    const { id } = await room.upload('page.html', '<script>alert(1)</script>');
    const { headers } = await room.call(`/api/files/${id}/content`);
    expect(headers.get('content-disposition')).toBe('attachment; filename="page.html"');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it.each([
    ['bytes=2-4', 206, 'cde', 'bytes 2-4/10'],
    ['bytes=7-', 206, 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 206, 'ij', 'bytes 8-9/10'],
    ['bytes=8-99', 206, 'ij', 'bytes 8-9/10'],
    ['bytes=0-1,3-4', 200, 'abcdefghij', null],
    ['lines=0-1', 200, 'abcdefghij', null],
  ])('answers the range %s', async (range, ...[status, text, contentRange]) => {
    const { id } = await room.upload('letters.txt', 'abcdefghij');
    const response = await room.call(`/api/files/${id}/content`, { headers: { range } });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('content-range')).toBe(contentRange);
  });

  it('refuses a range outside of the file', async () => {
    const { id } = await room.upload('letters.txt', 'abcdefghij');
    const response = await room.call(`/api/files/${id}/content`, { headers: { range: 'bytes=10-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */10');
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\sales.csv', 'sales.csv'],
    ['Übersicht März.csv', 'Übersicht März.csv'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['..', 'file'],
  ])('makes a plain name of %j', async (given, name) => {
    expect((await room.upload(given, `content of ${name}`)).name).toBe(name);
  });

  it('keeps nothing of a file past the cap for one', async () => {
    const before = readdirSync(folder()).length;
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(2 ** 20 + 1)]), 'big.bin');
    const response = await room.call('/api/files', { method: 'POST', body: form });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      code: 'too-large',
      detail: expect.stringContaining('big.bin'),
    });
    expect(readdirSync(folder())).toHaveLength(before);
  });

  it('keeps nothing past the cap for all files, and takes more once some are removed', async () => {
    const big = (fill: number) => new Uint8Array(2 ** 20).fill(fill);
    const kept = [await room.upload('1.bin', big(1)), await room.upload('2.bin', big(2))];
    const form = new FormData();
    form.append('file', new Blob([big(3)]), '3.bin');
    const post = () => room.call('/api/files', { method: 'POST', body: form });
    expect((await post()).status).toBe(413);
    await room.call(`/api/files/${kept[0]?.id}`, { method: 'DELETE' });
    expect((await post()).status).toBe(201);
  });

  it('does not follow a link in the place of a file', async () => {
    const { id } = await room.upload('real.txt', 'something of its own');
    await unlink(path.join(folder(), id));
    await symlink('/etc/hostname', path.join(folder(), id));
    expect((await room.call(`/api/files/${id}/content`)).status).toBe(404);
    const answer = await room.post('/api/tasks', { code: 'print(1)', files: [{ id }] });
    expect(answer.status).toBe(400);
  });

  it('refuses what is no form, and a form without a file', async () => {
    expect((await room.post('/api/files', { a: 1 })).status).toBe(415);
    const form = new FormData();
    form.append('name', 'value');
    expect((await room.call('/api/files', { method: 'POST', body: form })).status).toBe(415);
  });

  it('describes uploaded files and small ones in the request', async () => {
    const { id } = await room.upload('table.csv', 'city,people\nRome,3\n');
    const response = await room.post('/api/describe', {
      files: [{ id }, { name: 'x.json', text: '{"a":1}' }],
    });
    expect(await response.json()).toMatchObject({
      files: [{ name: 'table.csv', type: 'csv' }, { name: 'x.json' }],
    });
  });

  it('verifies code and runs nothing', async () => {
    const response = await room.post('/api/verify', { code: 'import subprocess' });
    const { issues } = (await response.json()) as { issues: { severity: string }[] };
    expect(issues[0]?.severity).toBe('blocking');
  });

  it('gives a file that a program wrote, under its name', async () => {
    const code =
      "import os\nos.makedirs('out')\nwith open('out/größe λ.txt', 'w') as file:\n    file.write('abc')";
    const { result } = await viewOf(await room.post('/api/tasks', { code }));
    const [artifact] = result?.artifacts ?? [];
    expect(artifact?.name).toBe('out/größe λ.txt');
    const response = await room.call(artifact?.url ?? '', { headers: { range: 'bytes=1-1' } });
    expect(await response.text()).toBe('b');
    expect(response.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''gr%C3%B6%C3%9Fe%20%CE%BB.txt",
    );
  });

  it.each(['..%2F..%2Ftask.json', '../task.json', '%2e%2e/task.json', 'nothing.txt'])(
    'gives nothing but what the program wrote: %s',
    async (name) => {
      const { id } = await viewOf(await room.post('/api/tasks', { code: 'print(1)' }));
      expect((await room.call(`/api/tasks/${id}/artifacts/${name}`)).status).toBe(404);
    },
  );
});
