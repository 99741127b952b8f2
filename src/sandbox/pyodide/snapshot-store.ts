import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openPrivateFolder } from '../../filesystem/private-folder.ts';

/** Smaller than the memory of any interpreter. */
const leastBytes = 2 ** 20;

/** Keeps the memory of a loaded interpreter in the user's cache, so that the next ones start from it. */
export class SnapshotStore {
  readonly #cacheDir: string;
  readonly #pyodide: string;
  #name: Promise<string> | null = null;

  constructor({ cacheDir, pyodide }: { cacheDir: string; pyodide: string }) {
    this.#cacheDir = cacheDir;
    this.#pyodide = pyodide;
  }

  /** Where it is; null where there is none yet, or no folder of this user's own for it. */
  async find(): Promise<string | null> {
    try {
      const file = await this.#file();
      return (await stat(file)).isFile() ? file : null;
    } catch {
      return null;
    }
  }

  async drop(): Promise<void> {
    await rm(await this.#file(), { force: true });
  }

  /** Keeps the memory of an interpreter that no program has been in; where that fails, the next one starts as this one did. */
  async keep(bytes: Uint8Array): Promise<void> {
    if (bytes.length < leastBytes) return;
    try {
      const file = await this.#file();
      const half = `${file}.${randomUUID()}`;
      try {
        await writeFile(half, bytes, { mode: 0o600, flag: 'wx' });
        await rename(half, file);
      } finally {
        await rm(half, { force: true });
      }
    } catch {
      // Starting slowly is no fault.
    }
  }

  async #file(): Promise<string> {
    const folder = path.join(this.#cacheDir, 'pyodide');
    await mkdir(this.#cacheDir, { recursive: true, mode: 0o700 });
    await (await openPrivateFolder(folder))[Symbol.asyncDispose]();
    this.#name ??= nameFor(this.#pyodide);
    return path.join(folder, await this.#name);
  }
}

/** Other files of Pyodide make another memory. */
async function nameFor(pyodide: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'pyodide.asm.wasm', 'python_stdlib.zip'])
    hash.update(await readFile(path.join(pyodide, name)));
  return `${hash.digest('hex').slice(0, 32)}.snapshot`;
}
