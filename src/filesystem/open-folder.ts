import { constants, type Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { descriptorPath, hasDescriptorPaths } from './descriptor-path.ts';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/** Text, or the bytes of a name that is none. */
export type Name = string | Buffer;

/**
 * A folder of this host that is held open and was no link. Its entries are reached through its descriptor, as openat(2) does:
 * they are its own, whatever becomes of its path meanwhile. Where the system has no such paths (macOS), every step down first
 * checks that its path still leads to it.
 */
export class OpenFolder implements AsyncDisposable {
  /** The path it was opened by, for messages. */
  readonly path: string;
  readonly #handle: FileHandle;

  /** Links on the way to the folder are followed; the folder itself must be none (ELOOP or ENOTDIR). */
  static async open(folder: string): Promise<OpenFolder> {
    return new OpenFolder(folder, await open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
  }

  /** The same for a folder that the caller trusts wherever a link of that name leads. */
  static async openThrough(folder: string): Promise<OpenFolder> {
    return new OpenFolder(folder, await open(folder, O_RDONLY | O_DIRECTORY));
  }

  private constructor(folder: string, handle: FileHandle) {
    this.path = folder;
    this.#handle = handle;
  }

  /** The path for a call on one entry; only good while this folder is open, and only for calls that do not follow links. */
  entry(name: string): string;
  entry(name: Buffer): Buffer;
  entry(name: Name): Name;
  entry(name: Name): Name {
    const text = typeof name === 'string' ? name : name.toString('latin1');
    if (text === '' || text === '.' || text === '..' || /[/\0]/.test(text))
      throw new RangeError(`${JSON.stringify(text)} is no name of an entry`);
    const above = `${this.#reach()}${path.sep}`;
    return typeof name === 'string' ? above + name : Buffer.concat([Buffer.from(above), name]);
  }

  /** Opens a folder in it; ELOOP or ENOTDIR for a link. */
  async folder(name: Name): Promise<OpenFolder> {
    await this.#checkPath();
    const inner = await open(this.entry(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    return new OpenFolder(path.join(this.path, name.toString()), inner);
  }

  /** The same, for one that is made where nothing has its name yet. */
  async makeFolder(name: string): Promise<OpenFolder> {
    await this.#checkPath();
    await mkdir(this.entry(name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return this.folder(name);
  }

  /** The names of its entries as the file system has them, which need not be text. */
  async listBytes(): Promise<Buffer[]> {
    await this.#checkPath();
    return readdir(this.#reach(), { encoding: 'buffer' });
  }

  /** The names of its entries. */
  async list(): Promise<string[]> {
    await this.#checkPath();
    return readdir(this.#reach());
  }

  status(): Promise<Stats> {
    return this.#handle.stat();
  }

  chmod(mode: number): Promise<void> {
    return this.#handle.chmod(mode);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#handle.close();
  }

  #reach(): string {
    return hasDescriptorPaths ? descriptorPath(this.#handle) : this.path;
  }

  async #checkPath(): Promise<void> {
    if (hasDescriptorPaths) return;
    const [there, here] = await Promise.all([stat(this.path), this.#handle.stat()]);
    if (there.dev !== here.dev || there.ino !== here.ino)
      throw Object.assign(new Error(`${this.path} was replaced while it was in use`), { code: 'ESTALE' });
  }
}
