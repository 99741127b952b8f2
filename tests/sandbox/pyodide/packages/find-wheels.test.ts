import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../../src/config/package-root.ts';
import { createPyodidePackages } from '../../../../src/sandbox/pyodide/packages/find-wheels.ts';
import { openIndex } from '../../../../src/sandbox/pyodide/packages/open-index.ts';
import type { PackageLimits } from '../../../../src/sandbox/pyodide/packages/package-source.ts';
import { shippedInstaller } from '../../../../src/sandbox/pyodide/packages/shipped-installer.ts';
import { openInterpreter, type TestInterpreter } from './interpreter.ts';
import { makeWheels, serveIndex, sha256Of, type TestIndex } from './wheel-room.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'wheels-'));
let index: TestIndex;
let interpreter: TestInterpreter;
const run: TestInterpreter['run'] = (code, files) => interpreter.run(code, files);

beforeAll(async () => {
  await makeWheels(folder, [
    { name: 'plain', version: '1.0' },
    { name: 'plain', version: '1.5', requiresPython: '>=3.15' },
    { name: 'plain', version: '2.0' },
    { name: 'plain', version: '3.0a1' },
    { name: 'old_style', tag: 'py2.py3-none-any' },
    { name: 'tagged', tag: 'cp314-cp314-pyemscripten_2026_0_wasm32' },
    { name: 'tagged', tag: 'py3-none-any' },
    { name: 'native', tag: 'cp314-cp314-manylinux_2_28_x86_64' },
    { name: 'top', requires: ['plain<2', 'middle[more]', 'never; sys_platform == "win32"'] },
    { name: 'middle', requires: ['old-style; extra == "more"'], extras: ['more'] },
    { name: 'broken', requires: ['plain', 'absent>=1'] },
    { name: 'newer', requiresPython: '>=3.99' },
    { name: 'escaping', files: { '../../outside.py': 'x' } },
    { name: 'absolute', files: { '/etc/outside': 'x' } },
    { name: 'paths', files: { 'paths.pth': 'import sys; sys.modules["taken"] = 1\n' } },
  ]);
  interpreter = await openInterpreter();
});

afterAll(async () => {
  await interpreter[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  index = await serveIndex(folder);
  return () => index[Symbol.asyncDispose]();
});

const find = async (requirement: string, options: Options = {}) => {
  const { installed = [], signal, hosts, ...limits } = options;
  const source = openIndex({ index: index.url, hosts, limits });
  const wheels = await createPyodidePackages(source, shippedInstaller).find(requirement, {
    installed: installed.map((one) => ({ ...one, source: 'index' })),
    run,
    signal,
  });
  return wheels.map(({ name, version }) => `${name} ${version}`);
};

interface Options extends Partial<PackageLimits> {
  installed?: { name: string; version: string }[];
  signal?: AbortSignal;
  hosts?: string[];
}

describe('wheels from an index', () => {
  it.each([
    ['plain', ['plain 2.0']],
    ['Plain', ['plain 2.0']],
    ['plain<2', ['plain 1.0']],
    ['plain == 1.0', ['plain 1.0']],
    ['plain>=3.0a1', ['plain 3.0a1']],
    ['old_style', ['old-style 1.0']],
    ['old.style', ['old-style 1.0']],
    ['plain; python_version < "3"', []],
    ['plain; sys_platform == "emscripten"', ['plain 2.0']],
    ['top', ['plain 1.0', 'old-style 1.0', 'middle 1.0', 'top 1.0']],
    ['middle', ['middle 1.0']],
    ['middle[more]', ['old-style 1.0', 'middle 1.0']],
  ])('are found for %s as micropip finds them', async (requirement, expected) => {
    expect((await find(requirement)).sort()).toEqual([...expected].sort());
  });

  it('come with the content that the index promises', async () => {
    const source = openIndex({ index: index.url });
    const [wheel] = await createPyodidePackages(source, shippedInstaller).find('plain', {
      installed: [],
      run,
    });
    expect(wheel).toEqual({
      name: 'plain',
      version: '2.0',
      fileName: 'plain-2.0-py3-none-any.whl',
      source: 'index',
      bytes: new Uint8Array(readFileSync(path.join(folder, 'plain-2.0-py3-none-any.whl'))),
    });
  });

  it('are those built for this Pyodide before those for everything', async () => {
    await find('tagged');
    expect(index.asked).toContain('/files/tagged-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl');
  });

  it('are not fetched for what is installed', async () => {
    expect(await find('top', { installed: [{ name: 'Plain', version: '1.2' }] })).not.toContain('plain 1.0');
    expect(await find('plain', { installed: [{ name: 'plain', version: '2.0' }] })).toEqual([]);
    await expect(find('plain<2', { installed: [{ name: 'plain', version: '2.0' }] })).rejects.toMatchObject({
      code: 'input-invalid',
      message: "Requested 'plain<2', but plain==2.0 is already installed",
    });
  });

  it('are found for what the installer itself is made of', async () => {
    const wheel = 'packaging-26.4-py3-none-any.whl';
    copyFileSync(path.join(packageRoot, 'vendor', wheel), path.join(folder, wheel));
    expect(await find('packaging')).toEqual(['packaging 26.4']);
  });

  it('are left out where they were yanked or need another Python, told by the page before anything is fetched', async () => {
    index.facts.set('plain-2.0-py3-none-any.whl', { yanked: 'it deletes files' });
    index.facts.set('plain-1.5-py3-none-any.whl', { 'requires-python': '>=3.15' });
    expect(await find('plain')).toEqual(['plain 1.0']);
    expect(index.asked.filter((asked) => asked.startsWith('/files/'))).toEqual([
      '/files/plain-1.0-py3-none-any.whl',
    ]);
    await expect(find('plain==2.0')).rejects.toThrow(
      'plain-2.0-py3-none-any.whl was yanked: it deletes files',
    );
  });

  it('are read from an index of HTML as well', async () => {
    const file = 'plain-1.0-py3-none-any.whl';
    const links = `<a href="../../files/${file}#sha256=${sha256Of(path.join(folder, file))}">${file}</a>
      <a href="../../files/plain-2.0-py3-none-any.whl">no hash</a><script>alert(1)</script>`;
    index.answers.set('/simple/plain/', (response) =>
      response.setHeader('content-type', 'text/html; charset=UTF-8').end(links),
    );
    expect(await find('plain')).toEqual(['plain 1.0']);
    await expect(find('plain>1')).rejects.toThrow('plain-2.0-py3-none-any.whl has no sha256 in the index');
  });
});

describe('a package that can not be had', () => {
  it.each([
    ['absent', "Can't fetch metadata for 'absent'"],
    ['broken', "Can't fetch metadata for 'absent'"],
    ['plain>9', "Can't find a pure Python 3 wheel for 'plain>9'"],
    ['native', 'native-1.0-cp314-cp314-manylinux_2_28_x86_64.whl is built for another platform'],
    ['newer', 'newer-1.0-py3-none-any.whl needs Python >=3.99'],
    ['escaping', 'holds a path that leads out of it'],
    ['absolute', 'holds a path that leads out of it'],
    ['rm -rf /', 'Expected semicolon'],
    ['../../files/plain', 'Expected package name'],
    ['https://example.com/plain-1.0-py3-none-any.whl', 'is not in the index'],
    ['plain @ https://example.com/plain-1.0-py3-none-any.whl', 'Cannot download from a non-remote location'],
    ['file:///etc/plain-1.0-py3-none-any.whl', 'is not in the index'],
    ['pläin', 'Expected'],
  ])('is told in the words of the installer: %s', async (requirement, words) => {
    await expect(find(requirement)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(words),
    });
  });
});

it('is not even asked for by a name without end', async () => {
  await expect(find('x'.repeat(2_000))).rejects.toThrow('at most 1000 characters');
  expect(index.asked).toEqual([]);
});

describe('an index that is not to be trusted', () => {
  const page = (files: object[]) => JSON.stringify({ meta: { 'api-version': '1.0' }, name: 'plain', files });
  const answerPage = (files: object[]) =>
    index.answers.set('/simple/plain/', (response) =>
      response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json').end(page(files)),
    );
  const file = (facts: object) => ({
    filename: 'plain-1.0-py3-none-any.whl',
    url: '../../files/plain-1.0-py3-none-any.whl',
    hashes: { sha256: '0'.repeat(64) },
    ...facts,
  });

  it('is refused a wheel of another content than it promised', async () => {
    answerPage([file({})]);
    await expect(find('plain')).rejects.toThrow('has not the content that the index promises');
  });

  it.each([
    ['no list', { files: 7 }],
    ['no hashes', { files: [{ filename: 'plain-1.0-py3-none-any.whl', url: 'x' }] }],
    [
      'a hash that is none',
      { files: [{ filename: 'plain-1.0-py3-none-any.whl', url: 'x', hashes: { sha256: 5 } }] },
    ],
    [
      'an address that is none',
      { files: [{ filename: 'plain-1.0-py3-none-any.whl', url: 5, hashes: { sha256: 'a' } }] },
    ],
    ['entries that are none', { files: [1, null, 'x'] }],
    ['no JSON object', 'x'],
  ])('is told of a page with %s', async (_, content) => {
    index.answers.set('/simple/plain/', (response) =>
      response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json').end(JSON.stringify(content)),
    );
    await expect(find('plain')).rejects.toMatchObject({
      code: expect.stringMatching(/^(input-invalid|lost)$/),
    });
  });

  it('sends nobody to another host, neither by a link nor by a redirect', async () => {
    await using other = await serveIndex(folder);
    answerPage([file({ url: `http://${other.host}/files/plain-1.0-py3-none-any.whl` })]);
    await expect(find('plain')).rejects.toThrow('is not one of the hosts of this index');
    index.answers.set('/simple/plain/', (response) =>
      response.writeHead(302, { location: `${other.url}plain/` }).end(),
    );
    await expect(find('plain')).rejects.toThrow('is not one of the hosts of this index');
    expect(other.asked).toEqual([]);
    expect(await find('plain', { hosts: [other.host] })).toEqual(['plain 2.0']);
  });

  it('is followed within its hosts only so often, and never to what is no https', async () => {
    index.answers.set('/simple/plain/', (response) =>
      response.writeHead(302, { location: '/simple/plain/' }).end(),
    );
    await expect(find('plain')).rejects.toThrow('more than 5 redirects');
    for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'http://192.0.2.1/x']) {
      index.answers.set('/simple/plain/', (response) => response.writeHead(302, { location }).end());
      await expect(find('plain', { hosts: ['192.0.2.1', ''] })).rejects.toThrow(/https|hosts of this index/);
    }
  });

  it('is cut off at so many bytes, announced or not', async () => {
    const gigabyte = 2 ** 30;
    index.answers.set('/simple/plain/', (response) =>
      response.writeHead(200, { 'content-length': gigabyte }).write('x'),
    );
    await expect(find('plain', { pageBytes: 10_000 })).rejects.toThrow('sent more than 10000 bytes');
    let sent = 0;
    index.answers.set('/simple/plain/', (response) => {
      const more = () => {
        for (sent += 1; sent < gigabyte / 65_536 && response.write(Buffer.alloc(65_536)); sent += 1);
      };
      response.on('drain', more);
      more();
    });
    await expect(find('plain', { pageBytes: 10_000 })).rejects.toThrow('sent more than 10000 bytes');
    expect(sent).toBeLessThan(gigabyte / 65_536);
  });

  it('is not waited for longer than so, nor after a cancellation', async () => {
    index.answers.set('/simple/plain/', (response) => response.writeHead(200).write('x'));
    await expect(find('plain', { timeoutMs: 50 })).rejects.toThrow('did not answer within 50 ms');
    const controller = new AbortController();
    index.answers.set('/simple/plain/', (response) => {
      response.writeHead(200).write('x');
      controller.abort();
    });
    await expect(find('plain', { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
