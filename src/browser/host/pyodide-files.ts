import { CoderError } from '../../errors/coder-error.ts';

export const pyodideFileNames = [
  'pyodide.mjs',
  'pyodide.asm.mjs',
  'pyodide.asm.wasm',
  'python_stdlib.zip',
  'pyodide-lock.json',
] as const;

export type PyodideFiles = Record<(typeof pyodideFileNames)[number], Uint8Array<ArrayBuffer>>;

/** Fetches what Pyodide consists of, for the page: the interpreter itself reaches no network. */
export async function fetchPyodide(base: URL, signal: AbortSignal | undefined): Promise<PyodideFiles> {
  const files = await Promise.all(
    pyodideFileNames.map(async (name) => [name, await fetchFile(new URL(name, base), signal)] as const),
  );
  return Object.fromEntries(files) as PyodideFiles;
}

async function fetchFile(url: URL, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, { ...(signal && { signal }) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new Error(`status ${response.status}`);
  } catch (cause) {
    if (signal?.aborted)
      throw new CoderError('Cancelled while Pyodide was fetched.', { code: 'cancelled', cause });
    throw new CoderError(`Pyodide could not be fetched from ${url}: serve its files there.`, {
      code: 'python-missing',
      cause,
    });
  }
}
