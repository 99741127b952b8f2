import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoredFile } from '../../../contracts/service/stored-file.ts';
import { storedFileSchema } from '../../../contracts/service/stored-file.ts';
import { openPrivateFolder } from '../../../filesystem/private-folder.ts';
import { mebibytes } from '../../../text/mebibytes.ts';
import { mediaTypeOf } from '../../../workspace/media-types.ts';
import { ServiceFault } from '../service-fault.ts';
import { plainName } from './plain-name.ts';

export interface FileCaps {
  maxFileBytes: number;
  maxBytes: number;
  maxFiles: number;
  hours: number;
}

/** The uploaded files of one tenant by the hash of their content, in a folder of this user alone. */
export class FileStore {
  readonly #folder: string;
  readonly #caps: FileCaps;
  readonly #files = new Map<string, StoredFile>();
  /** Bytes that are being written and are in no file yet. */
  #arriving = 0;

  /** Throws `config-invalid` where the folder is not this user's alone. */
  static async open(folder: string, caps: FileCaps): Promise<FileStore> {
    const store = new FileStore(folder, caps);
    await store.#read();
    return store;
  }

  private constructor(folder: string, caps: FileCaps) {
    this.#folder = folder;
    this.#caps = caps;
  }

  /** The newest first. */
  list(): StoredFile[] {
    this.#forgetExpired();
    return [...this.#files.values()].reverse();
  }

  /** Throws `not-found` for one that was never here, was removed, or has expired. */
  get(id: string): StoredFile {
    this.#forgetExpired();
    const file = this.#files.get(id);
    if (file === undefined)
      throw new ServiceFault(
        'not-found',
        `There is no file ${id.slice(0, 12)}… (any more): upload it again.`,
      );
    return file;
  }

  /** Where its content is, which nobody changes. */
  pathOf(id: string): string {
    return path.join(this.#folder, id);
  }

  /** Keeps a file for its full time again. */
  async use(id: string): Promise<StoredFile> {
    const file = { ...this.get(id), expiresAt: this.#expiry() };
    await this.#keep(file);
    return file;
  }

  /** Takes the content at the pace of its source. Throws `too-large` past a cap, and then keeps nothing. */
  async add(name: string, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    this.#forgetExpired();
    const half = path.join(this.#folder, `.${randomUUID()}`);
    let bytes = 0;
    try {
      const hash = createHash('sha256');
      {
        await using file = await open(half, 'wx', 0o600);
        for await (const part of content) {
          bytes += part.length;
          this.#arriving += part.length;
          this.#checkRoom(name, bytes);
          hash.update(part);
          await file.write(part);
        }
      }
      const id = hash.digest('hex');
      const mediaType = mediaTypeOf(name);
      const stored = { id, name: plainName(name), bytes, mediaType, expiresAt: this.#expiry() };
      await rename(half, this.pathOf(id));
      await this.#keep(stored);
      return stored;
    } finally {
      this.#arriving -= bytes;
      await rm(half, { force: true });
    }
  }

  async remove(id: string): Promise<void> {
    this.get(id);
    await this.#drop(id);
  }

  #checkRoom(name: string, bytes: number): void {
    const { maxFileBytes, maxBytes, maxFiles } = this.#caps;
    const kept = [...this.#files.values()].reduce((sum, file) => sum + file.bytes, 0);
    const shown = JSON.stringify(plainName(name));
    if (bytes > maxFileBytes)
      throw new ServiceFault('too-large', `The file ${shown} has more than ${mebibytes(maxFileBytes)}.`);
    if (kept + this.#arriving > maxBytes || this.#files.size >= maxFiles)
      throw new ServiceFault(
        'too-large',
        `There is no room for the file ${shown}: all files may have ${mebibytes(maxBytes)}, and ${maxFiles} be there. Remove some.`,
      );
  }

  #expiry(): string {
    return new Date(Date.now() + this.#caps.hours * 3_600_000).toISOString();
  }

  async #keep(file: StoredFile): Promise<void> {
    this.#files.delete(file.id);
    this.#files.set(file.id, file);
    const half = path.join(this.#folder, `.${randomUUID()}`);
    await writeFile(half, JSON.stringify(file), { mode: 0o600 });
    await rename(half, this.#noteOf(file.id));
  }

  #forgetExpired(): void {
    for (const { id, expiresAt } of this.#files.values()) {
      if (Date.parse(expiresAt) > Date.now()) continue;
      this.#files.delete(id);
      void this.#drop(id).catch(() => undefined); // its note makes it go at the next start
    }
  }

  async #drop(id: string): Promise<void> {
    this.#files.delete(id);
    await rm(this.pathOf(id), { force: true });
    await rm(this.#noteOf(id), { force: true });
  }

  #noteOf(id: string): string {
    return path.join(this.#folder, `${id}.json`);
  }

  /** What an upload that was cut off left, and content without a note, go. */
  async #read(): Promise<void> {
    await (await openPrivateFolder(this.#folder))[Symbol.asyncDispose]();
    const names = await readdir(this.#folder);
    const found = await Promise.all(
      names
        .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
        .map((name) => readNote(path.join(this.#folder, name))),
    );
    const files = found.filter((file) => file !== null && names.includes(file.id)) as StoredFile[];
    files.sort((a, b) => a.expiresAt.localeCompare(b.expiresAt));
    for (const file of files) this.#files.set(file.id, file);
    const known = new Set(files.flatMap(({ id }) => [id, `${id}.json`]));
    for (const name of names.filter(
      (name) => !known.has(name) && /^(\.[0-9a-f-]{36}|[0-9a-f]{64}(\.json)?)$/.test(name),
    ))
      await rm(path.join(this.#folder, name), { force: true });
  }
}

async function readNote(file: string): Promise<StoredFile | null> {
  try {
    return storedFileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
