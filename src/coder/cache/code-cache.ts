import { constants } from 'node:fs';
import { open, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { makePrivateFolder, syncFolder } from '../audit/audit-folder.ts';
import { writeDurably } from '../audit/write-durably.ts';
import { type CachedCode, openSealed, sealCode } from './cached-code.ts';

const maxEntryBytes = 2 ** 20;
/** A half-written file older than this was left by a process that died. */
const abandonedAfterMs = 60 * 60 * 1000;

export type Lookup =
  | { status: 'found'; entry: CachedCode }
  | { status: 'missing' }
  | { status: 'changed'; file: string };

/** Programs by the hash of what they depend on, one file each: whole or absent after a crash, and good for any number of processes. */
export class CodeCache {
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor({ auditDir, cacheMaxMiB }: { auditDir: string; cacheMaxMiB: number }) {
    this.#folder = path.resolve(auditDir, 'code-cache');
    this.#maxBytes = cacheMaxMiB * 2 ** 20;
  }

  /** Believes nothing: a file that is not exactly what was written is `changed`. */
  async find(key: string): Promise<Lookup> {
    const file = this.#file(key);
    const text = await readSmallFile(file);
    if (text === null) return { status: 'missing' };
    const entry = openSealed(text, key);
    return entry === null ? { status: 'changed', file } : { status: 'found', entry };
  }

  /** Puts the entry in the place of an earlier one; what was used longest ago makes room. */
  async keep(entry: CachedCode): Promise<void> {
    const text = sealCode(entry);
    if (Buffer.byteLength(text) > Math.min(maxEntryBytes, this.#maxBytes)) return;
    await makePrivateFolder(this.#folder);
    await writeDurably(this.#file(entry.key), text);
    await this.#makeRoom();
    await syncFolder(this.#folder);
  }

  /** Notes that the entry was of use. */
  async touch(key: string): Promise<void> {
    const now = new Date();
    await utimes(this.#file(key), now, now);
  }

  async drop(key: string): Promise<void> {
    await rm(this.#file(key), { force: true });
  }

  #file(key: string): string {
    return path.join(this.#folder, `${key}.json`);
  }

  async #makeRoom(): Promise<void> {
    const files = await this.#files();
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size, isHalf, ageMs } of files.sort((one, other) => other.ageMs - one.ageMs)) {
      if (isHalf ? ageMs < abandonedAfterMs : bytes <= this.#maxBytes) continue;
      await rm(file, { force: true });
      bytes -= size;
    }
  }

  /** Another process may remove files meanwhile. */
  async #files() {
    const now = Date.now();
    const names = await readdir(this.#folder);
    const files = names.map(async (name) => {
      const file = path.join(this.#folder, name);
      const found = await stat(file).catch(() => null);
      return found?.isFile()
        ? [{ file, size: found.size, isHalf: name.endsWith('.new'), ageMs: now - found.mtimeMs }]
        : [];
    });
    return (await Promise.all(files)).flat();
  }
}

/** The text of a regular file; null when there is none to read, and an empty text for what nobody of us wrote. */
async function readSmallFile(file: string): Promise<string | null> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  try {
    await using handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const found = await handle.stat();
    return found.isFile() && found.size <= maxEntryBytes ? await handle.readFile('utf8') : '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP' ? '' : null;
  }
}
