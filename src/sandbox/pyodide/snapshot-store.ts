import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openPrivateFolder } from '../../filesystem/private-folder.ts';

/** Smaller than the memory of any interpreter. */
const leastBytes = 2 ** 20;

/** Keeps the memory of a loaded interpreter in the user's cache, so that the next ones start from it; one that can't be made or kept is done without. */
export class SnapshotStore {
  readonly #cacheDir: string;
  readonly #pyodide: string;
  #name: Promise<string> | null = null;
  #making: Promise<void> | null = null;

  constructor({ cacheDir, pyodide }: { cacheDir: string; pyodide: string }) {
    this.#cacheDir = cacheDir;
    this.#pyodide = pyodide;
  }

  /** Where it is; null where there is none yet, and then `make` is called without anybody waiting. */
  async find(make: () => Promise<Uint8Array>): Promise<string | null> {
    try {
      const file = await this.#file();
      if ((await stat(file).catch(() => null))?.isFile()) return file;
      this.#making ??= this.#keep(file, make).catch(() => undefined);
    } catch {
      // Without a folder of this user's own there is none.
    }
    return null;
  }

  async drop(): Promise<void> {
    await rm(await this.#file(), { force: true });
  }

  /** Resolves when none is being made. */
  async settled(): Promise<void> {
    await this.#making;
  }

  async #keep(file: string, make: () => Promise<Uint8Array>): Promise<void> {
    const bytes = await make();
    if (bytes.length < leastBytes) return;
    const half = `${file}.${randomUUID()}`;
    try {
      await writeFile(half, bytes, { mode: 0o600, flag: 'wx' });
      await rename(half, file);
    } finally {
      await rm(half, { force: true });
    }
  }

  async #file(): Promise<string> {
    const folder = path.join(this.#cacheDir, 'pyodide');
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
