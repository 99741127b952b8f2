import path from 'node:path';
import vm from 'node:vm';
import { build, type Rollup } from 'vite';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { openHttpRoom } from '../helpers/http-room.ts';

/** One script with the client and everything it needs; what only Node has would be an import that is left. */
async function bundle(): Promise<Rollup.OutputChunk> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: packageRoot,
    build: {
      write: false,
      minify: true,
      lib: { entry: path.join(packageRoot, 'src/client/client.ts'), formats: ['iife'], name: 'client' },
    },
  });
  const [first] = built as Rollup.RollupOutput[];
  return first?.output[0] as Rollup.OutputChunk;
}

/** What a page has of what the client uses. */
const ofBrowsers = {
  ...{
    fetch,
    Headers,
    Request,
    Response,
    URL,
    Blob,
    File,
    FormData,
    ReadableStream,
    TextDecoder,
    TextEncoder,
  },
  ...{ AbortController, AbortSignal, crypto, setTimeout, clearTimeout, structuredClone },
};

describe('the client in a browser', () => {
  it('needs nothing of Node, and finds the service that its page came from', async () => {
    const { code, imports, dynamicImports } = await bundle();
    expect([...imports, ...dynamicImports]).toEqual([]);
    expect(code).not.toMatch(/["']node:|__vite-browser-external|require\(/);
    expect(code.length).toBeLessThan(400_000);
    await using service = await openHttpRoom();
    const page = vm.createContext({ ...ofBrowsers, location: { origin: service.url } });
    vm.runInContext(`${code}; globalThis.made = client.createPythonToolsClient();`, page);
    const url = vm.runInContext('made.url', page);
    expect(url).toBe(service.url);
    const task = await vm.runInContext("made.tasks.run({ code: 'print(6 * 7)' })", page);
    expect(task.result.output).toBe('42\n');
  });
});
