import type { loadPyodide as LoadPyodide } from 'pyodide';
import type { PyodideApi } from '../../sandbox/pyodide/guest/create-guest.ts';
import type { PyodideFiles } from '../host/pyodide-files.ts';

/** Never fetched: every file Pyodide asks for below it is at hand. */
const indexUrl = 'https://pyodide.invalid/';

/** No public part of Pyodide. Either way its `js` lacks what needs the true global object, such as `js.location`. */
interface Snapshots {
  _makeSnapshot?: boolean;
  _loadSnapshot?: Uint8Array;
}

/** Pyodide from bytes alone, where nothing can be fetched. */
export async function loadFromMemory(files: PyodideFiles, snapshots: Snapshots = {}): Promise<PyodideApi> {
  const loader: { loadPyodide: typeof LoadPyodide } = await importBytes(files['pyodide.mjs']);
  const { default: createPyodideModule } = await importBytes(files['pyodide.asm.mjs']);
  const actualFetch = globalThis.fetch;
  globalThis.fetch = async (input) => fileResponse(files, String(input));
  try {
    const pyodide = await loader.loadPyodide({
      indexURL: indexUrl,
      lockFileContents: new TextDecoder().decode(files['pyodide-lock.json']),
      createPyodideModule,
      ...snapshots,
    } as Parameters<typeof LoadPyodide>[0]);
    return pyodide as unknown as PyodideApi;
  } finally {
    globalThis.fetch = actualFetch;
  }
}

function importBytes(bytes: BlobPart) {
  return import(/* @vite-ignore */ URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' })));
}

function fileResponse(files: PyodideFiles, url: string): Response {
  const name = url.slice(indexUrl.length) as keyof PyodideFiles;
  return new Response(files[name], { headers: { 'content-type': 'application/wasm' } });
}
