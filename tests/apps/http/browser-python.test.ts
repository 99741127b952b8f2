import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpRoom, openHttpRoom } from '../../helpers/http-room.ts';

let room: HttpRoom;

beforeAll(async () => {
  room = await openHttpRoom({ tokens: `somebody:${'x'.repeat(40)}` });
});

afterAll(() => room?.[Symbol.asyncDispose]());

it('tells everybody that browsers can have a Python of their own here', async () => {
  expect(await (await room.call('/python')).json()).toEqual({ available: true });
});

it('hands out what that needs', async () => {
  const names = [
    'pyodide.mjs',
    'pyodide.asm.mjs',
    'pyodide.asm.wasm',
    'python_stdlib.zip',
    'pyodide-lock.json',
  ];
  for (const name of ['widget.js', 'python-frame.html', ...names.map((name) => `pyodide/${name}`)]) {
    const { status, headers } = await room.call(`/python/${name}`, { method: 'HEAD' });
    expect([name, status, headers.get('cache-control')]).toEqual([name, 200, 'no-cache']);
  }
});

it.each(['package.json', 'README.md', 'console.html', '..%2fvite%2fpackage.json', 'pyodide.d.ts'])(
  'hands out nothing else of the package: %s',
  async (name) => {
    expect((await room.call(`/python/pyodide/${name}`)).status).toBe(404);
  },
);

it('gives the document of the frame an origin of its own and no network, wherever it is opened', async () => {
  const { headers } = await room.call('/python/python-frame.html');
  const policy = headers.get('content-security-policy')?.split('; ') ?? [];
  expect(policy).toEqual([
    "default-src 'none'",
    expect.stringMatching(/^script-src 'sha256-[\w+/=]+' blob: 'wasm-unsafe-eval'$/),
    'worker-src data:',
    'sandbox allow-scripts',
    "frame-ancestors 'self'",
  ]);
});

it('permits no other document more than before', async () => {
  const policy = (await room.call('/')).headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
});
