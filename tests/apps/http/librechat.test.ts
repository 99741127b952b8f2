import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LibreChatFile, LibreChatRun } from '../../../src/contracts/service/librechat.ts';
import { type HttpRoom, openHttpRoom } from '../../helpers/http-room.ts';

type Headers = Record<string, string>;
type Reference = Pick<LibreChatRun['files'][number], 'id' | 'name' | 'storage_session_id'>;

const alice = 'a'.repeat(40);
const bob = 'b'.repeat(40);

/** A file as @librechat/agents 3.2 sends it back with the next call. */
function injected({ id, name, storage_session_id }: Reference): object {
  return { id, resource_id: id, name, storage_session_id, kind: 'user' };
}

async function exec(room: HttpRoom, body: object, headers: Headers = {}): Promise<LibreChatRun> {
  const response = await room.post('/librechat/exec', body, headers);
  expect(response.status).toBe(200);
  return (await response.json()) as LibreChatRun;
}

/** As LibreChat uploads: who it is for, then the files. */
async function upload(
  room: HttpRoom,
  files: Record<string, string>,
  { headers = {}, readOnly = false, to = '/librechat/upload' } = {},
): Promise<Response> {
  const form = new FormData();
  form.append('kind', 'user');
  form.append('id', 'user-1');
  if (readOnly) form.append('read_only', 'true');
  for (const [name, text] of Object.entries(files)) form.append('file', new Blob([text]), name);
  return await room.call(to, { method: 'POST', body: form, headers: { 'user-id': 'user-1', ...headers } });
}

async function uploaded(room: HttpRoom, files: Record<string, string>, more = {}): Promise<Reference[]> {
  const response = await upload(room, files, more);
  expect(response.status).toBe(200);
  const answer = (await response.json()) as {
    storage_session_id: string;
    files: { fileId: string; filename: string }[];
  };
  const { storage_session_id } = answer;
  return answer.files.map(({ fileId: id, filename: name }) => ({ id, name, storage_session_id }));
}

describe('the code interpreter of LibreChat', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom({ config: { maxFileSizeMiB: 1 } });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it('answers as its client expects', async () => {
    const run = await exec(room, { lang: 'py', code: 'print(6 * 7)', user_id: 'user-1' });
    expect(run).toEqual({
      session_id: expect.stringMatching(/^[\w-]{21}$/),
      stdout: '42\n',
      stderr: '',
      code: 0,
      wall_time: expect.any(Number),
      files: [],
    });
  });

  it('tells a model what went wrong', async () => {
    const failed = await exec(room, { lang: 'py', code: 'print("before")\n1 / 0' });
    expect(failed).toMatchObject({ stdout: 'before\n', code: 1 });
    expect(failed.stderr).toMatch(/line 2[\s\S]*ZeroDivisionError/);
    const rejected = await exec(room, { lang: 'py', code: 'import subprocess' });
    expect(rejected).toMatchObject({ stdout: '', code: null });
    expect(rejected.stderr).toContain('subprocess');
    const outside = await exec(room, { lang: 'py', code: "open('/mnt/data/../../etc/passwd')" });
    expect(outside.stderr).toContain('path-outside');
  });

  it('hands arguments over, in either language', async () => {
    const args = ['one', "it's $HOME"];
    const python = await exec(room, { lang: 'py', code: 'import sys\nprint(sys.argv[1:])', args });
    expect(python.stdout).toBe("['one', \"it's $HOME\"]\n");
    const bash = await exec(room, { lang: 'bash', code: 'printf "%s\\n" "$@"', args });
    expect(bash.stdout).toBe("one\nit's $HOME\n");
  });

  it('runs what models write for bash', async () => {
    const code =
      'set -euo pipefail\nnames=(b a)\nif [[ ${#names[@]} == 2 ]]; then printf "%s\\n" "${names[@]}" | sort; fi\ncat <<< "end"\nexit 3';
    expect(await exec(room, { lang: 'bash', code })).toMatchObject({ stdout: 'a\nb\nend\n', code: 3 });
  });

  it.each(['js', 'r', '__proto__', 'constructor'])('refuses %s in words for a model', async (lang) => {
    const response = await room.post('/librechat/exec', { lang, code: 'console.log(1)' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('runs py and bash') });
  });

  it.each([
    ['py', "open('/mnt/data/notes.txt', 'a').write('two\\n')"],
    ['py', "import os\nos.chdir(os.path.join('/mnt/data', '.'))\nopen('notes.txt', 'a').write('two\\n')"],
    ['bash', 'echo two >> /mnt/data/notes.txt'],
    ['bash', 'cd /mnt/data && echo two >> notes.txt'],
  ])('takes files to and fro in /mnt/data: %s %s', async (lang, code) => {
    const [notes, other] = await uploaded(room, { 'notes.txt': 'one\n', 'other.txt': 'same' });
    const files = [notes, other].map((file) => injected(file as Reference));
    const run = await exec(room, { lang, code, files });
    expect(run.files).toMatchObject([{ name: 'notes.txt', storage_session_id: run.session_id }]);
    const changed = run.files[0] as Reference;
    expect(changed.id).not.toBe(notes?.id);
    const next = await exec(room, { lang: 'bash', code: 'cat notes.txt', files: [injected(changed)] });
    expect(next).toMatchObject({ stdout: 'one\ntwo\n', files: [] });
    const download = await room.call(
      `/librechat/download/${run.session_id}/${changed.id}?kind=user&id=user-1`,
    );
    expect(download.headers.get('content-disposition')).toContain('notes.txt');
    expect(await download.text()).toBe('one\ntwo\n');
    const before = await room.call(`/librechat/download/${notes?.storage_session_id}/${notes?.id}`);
    expect(await before.text()).toBe('one\n');
  });

  it('has a /tmp that ends with the call', async () => {
    const first = await exec(room, {
      lang: 'py',
      code: "open('/tmp/a', 'w').write('x')\nprint(open('/tmp/a').read())",
    });
    expect(first).toMatchObject({ stdout: 'x\n', files: [] });
    expect((await exec(room, { lang: 'bash', code: 'ls /tmp/a' })).code).not.toBe(0);
  });

  it('gives a plot back as an image, and one that was only shown', async () => {
    const code =
      "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('/mnt/data/plot.png')\nplt.figure()\nplt.plot([3])\nplt.show()";
    const { files } = await exec(room, { lang: 'py', code });
    expect(files.map(({ name }) => name).sort()).toEqual(['figure-1.png', 'plot.png']);
    const plot = files.find(({ name }) => name === 'plot.png') as Reference;
    const image = await room.call(`/librechat/download/${plot.storage_session_id}/${plot.id}`, {
      headers: { range: 'bytes=1-3' },
    });
    expect([image.status, image.headers.get('content-type'), await image.text()]).toEqual([
      206,
      'image/png',
      'PNG',
    ]);
  });

  it('writes and reads the files that LibreChat authors with its own scripts', async () => {
    const payload = Buffer.from(
      JSON.stringify({ file_path: '/mnt/data/src/a.txt', content_b64: Buffer.from('é').toString('base64') }),
    ).toString('base64');
    const writer = [
      "python3 - <<'PY'",
      'import base64, json, os',
      `data = json.loads(base64.b64decode("${payload}").decode('utf-8'))`,
      "os.makedirs(os.path.dirname(data['file_path']), exist_ok=True)",
      "with open(data['file_path'], 'wb') as f:",
      "    f.write(base64.b64decode(data['content_b64']))",
      'PY',
    ].join('\n');
    const { files } = await exec(room, { lang: 'bash', code: writer });
    expect(files).toMatchObject([{ name: 'src/a.txt' }]);
    const refs = files.map(injected);
    const read = await exec(room, { lang: 'bash', code: "cat '/mnt/data/src/a.txt'", files: refs });
    expect(read.stdout).toBe('é');
  });

  it('says which files it does not keep, and keeps the others', async () => {
    const code = "open('.hidden', 'w').write('x')\nopen('seen.txt', 'w').write('x')";
    const open = await exec(room, { lang: 'bash', code: 'echo x > .hidden; echo x > seen.txt' });
    expect(open.files).toMatchObject([{ name: 'seen.txt' }]);
    expect(open.stderr).toContain('".hidden" is not kept');
    expect((await exec(room, { lang: 'py', code })).stderr).toContain('hidden-file');
  });

  it('keeps the folders of a batch, and nothing that a program does to read-only files', async () => {
    const files = { 'skill/SKILL.md': '# Skill', 'skill/run.sh': 'echo ran' };
    const batch = { readOnly: true, to: '/librechat/upload/batch' };
    const skill = await uploaded(room, files, batch);
    expect(skill.map(({ name }) => name)).toEqual(Object.keys(files));
    const run = await exec(room, {
      lang: 'bash',
      code: 'bash /mnt/data/skill/run.sh; echo changed >> skill/SKILL.md; echo new > new.txt',
      files: skill.map(injected),
    });
    expect(run).toMatchObject({ stdout: 'ran\n', files: [{ name: 'new.txt' }] });
  });

  it('lists files as each version of its client looks for them', async () => {
    const [file] = (await uploaded(room, { 'tëst.csv': 'a,b\n' })) as [Reference];
    expect(file.name).toBe('tëst.csv');
    const session = file.storage_session_id;
    const list = async (detail: string) =>
      (await (await room.call(`/librechat/files/${session}?detail=${detail}`)).json()) as LibreChatFile[];
    const object = `${session}/${file.id}.csv`;
    expect(await list('simple')).toEqual([object]);
    expect(await list('normalized')).toMatchObject([{ id: file.id, name: 'tëst.csv', session_id: session }]);
    for (const detail of ['summary', 'full'])
      expect(await list(detail)).toMatchObject([
        { name: object, size: 4, metadata: { 'original-filename': 'tëst.csv' } },
      ]);
    const one = await room.call(`/librechat/sessions/${session}/objects/${file.id}?kind=user&id=user-1`);
    const { lastModified } = (await one.json()) as LibreChatFile;
    expect(Math.abs(Date.now() - Date.parse(lastModified))).toBeLessThan(3_600_000);
  });

  it('removes a file from its session, and only there', async () => {
    const [one] = (await uploaded(room, { 'a.txt': 'same content' })) as [Reference];
    const [other] = (await uploaded(room, { 'b.txt': 'same content' })) as [Reference];
    const remove = () =>
      room.call(`/librechat/files/${one.storage_session_id}/${one.id}`, { method: 'DELETE' });
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 404]);
    const run = await exec(room, {
      lang: 'bash',
      code: 'ls',
      files: [injected(one), injected(other)],
    });
    expect(run.stdout).toBe('b.txt\n');
    expect(run.stderr).toContain('"a.txt" is not there any more');
  });

  it('takes the newer of two files of one name, and names as older versions send them', async () => {
    const [older] = (await uploaded(room, { 'a.txt': 'older' })) as [Reference];
    const [newer] = (await uploaded(room, { 'a.txt': 'newer' })) as [Reference];
    const files = [older, newer].map(({ id, storage_session_id }) => ({
      id,
      name: '/mnt/data/a.txt',
      session_id: storage_session_id,
    }));
    const run = await exec(room, { lang: 'py', code: "print(open('/mnt/data/a.txt').read())", files });
    expect(run.stdout).toBe('newer\n');
  });

  it('goes on where a program put a folder in the place of a file, which comes back with the next call', async () => {
    const [file] = (await uploaded(room, { result: 'a file' })) as [Reference];
    const code = 'rm result; mkdir result; echo new > result/a.txt';
    const run = await exec(room, { lang: 'bash', code, files: [injected(file)] });
    const files = [file, ...run.files].map((known) => injected(known));
    const next = await exec(room, { lang: 'bash', code: 'cat result/a.txt', files });
    expect(next).toMatchObject({
      stdout: 'new\n',
      stderr: expect.stringContaining('"result" is the name of a folder'),
    });
  });

  it.each(['../escape.txt', '/etc/passwd', 'a/../../b', 'a\u0000b', '.hidden', 'a\\b'])(
    'lets no file be called %j',
    async (name) => {
      const [file] = (await uploaded(room, { 'fine.txt': 'x' })) as [Reference];
      const response = await room.post('/librechat/exec', {
        lang: 'bash',
        code: 'ls',
        files: [injected({ ...file, name })],
      });
      expect(response.status).toBe(400);
    },
  );

  it('takes no upload of which a name leads elsewhere, or that is too large', async () => {
    expect((await upload(room, { 'fine.txt': 'x', '../escape.txt': 'x' })).status).toBe(400);
    expect((await upload(room, { 'big.txt': 'x'.repeat(2 ** 20 + 1) })).status).toBe(413);
    expect((await room.call('/librechat/upload', { method: 'POST', body: new FormData() })).status).toBe(415);
  });

  it.each(['..%2F..%2Ffiles', '%2Fetc%2Fpasswd', 'nothing', '__proto__'])(
    'has nothing in a session %s',
    async (session) => {
      expect(await (await room.call(`/librechat/files/${session}`)).json()).toEqual([]);
      expect((await room.call(`/librechat/download/${session}/id`)).status).toBe(404);
    },
  );

  it('knows its sessions after the service was started again', async () => {
    const before = await openHttpRoom();
    const [file] = (await uploaded(before, { 'kept.txt': 'kept' })) as [Reference];
    await before.stop();
    await using after = await openHttpRoom({ after: before });
    const run = await exec(after, { lang: 'bash', code: 'cat kept.txt', files: [injected(file)] });
    expect(run.stdout).toBe('kept');
  });
});

describe('tenants of the code interpreter of LibreChat', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await openHttpRoom({ tokens: `alice=${alice} bob=${bob}` });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it.each([
    ['x-api-key', { 'x-api-key': alice }],
    ['a bearer token', { authorization: `Bearer ${alice}` }],
  ])('are known by %s', async (_how, headers) => {
    expect((await exec(room, { lang: 'py', code: 'print(1)' }, headers as Headers)).stdout).toBe('1\n');
  });

  it.each([{}, { 'x-api-key': 'c'.repeat(40) }, { 'x-api-key': '' }, { authorization: `Basic ${alice}` }])(
    'are nobody with %j',
    async (headers) => {
      const response = await room.post(
        '/librechat/exec',
        { lang: 'py', code: 'print(1)' },
        headers as Headers,
      );
      expect(response.status).toBe(401);
    },
  );

  it('reach no session of each other', async () => {
    const own = { 'x-api-key': alice };
    const others = { 'x-api-key': bob };
    const [file] = (await uploaded(room, { 'secret.txt': 'secret' }, { headers: own })) as [Reference];
    const { id, storage_session_id: session } = file;
    const paths = [`download/${session}/${id}`, `sessions/${session}/objects/${id}`];
    for (const path of paths) {
      expect((await room.call(`/librechat/${path}`, { headers: own })).status).toBe(200);
      expect((await room.call(`/librechat/${path}`, { headers: others })).status).toBe(404);
    }
    const list = await room.call(`/librechat/files/${session}`, { headers: others });
    expect(await list.json()).toEqual([]);
    const removal = { method: 'DELETE', headers: others };
    expect((await room.call(`/librechat/files/${session}/${id}`, removal)).status).toBe(404);
    const call = { lang: 'bash', code: 'cat secret.txt', files: [injected(file)] };
    expect((await exec(room, call, others)).stdout).toBe('');
    expect((await exec(room, call, own)).stdout).toBe('secret');
  });
});
