import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import {
  copyFile,
  type FileHandle,
  lstat,
  open,
  readlink,
  realpath,
  stat,
  writeFile,
} from 'node:fs/promises';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { descriptorPath, hasDescriptorPaths } from './descriptor-path.ts';
import { kindOf, NotRegular } from './file-kind.ts';
import { orCancelled } from './or-cancelled.ts';

const { O_RDONLY, O_NONBLOCK, O_NOCTTY, O_NOFOLLOW, COPYFILE_EXCL, COPYFILE_FICLONE } = constants;
/** Large reads into one buffer: hashing takes half the time it takes with the usual ones or with a stream. */
const readBytes = 2 ** 20;

/**
 * A regular file that is held open for reading: what is asked of it is what is read, whatever takes its path meanwhile. Nothing
 * here ever waits for the other end of a pipe.
 */
export class OpenFile implements Disposable {
  /** Its size when it was opened. */
  readonly bytes: number;
  readonly #path: string;
  readonly #handle: FileHandle;
  /** Settles when nothing reads from it any more. */
  #idle: Promise<unknown> = Promise.resolve();

  /** Throws `NotRegular` for folders, pipes, sockets and devices, which are not even opened, and for links where those are refused. */
  static async open(
    file: string,
    { links = 'followed' }: { links?: 'followed' | 'refused' } = {},
  ): Promise<OpenFile> {
    checkRegular(links === 'followed' ? await stat(file) : await lstat(file));
    const flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (links === 'followed' ? 0 : O_NOFOLLOW);
    const handle = await open(file, flags);
    try {
      const status = await handle.stat();
      checkRegular(status);
      return new OpenFile(file, handle, status.size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  private constructor(file: string, handle: FileHandle, bytes: number) {
    this.#path = file;
    this.#handle = handle;
    this.bytes = bytes;
  }

  /** Where it really lies, with all links resolved. Where the system can't say (macOS), its path is resolved once more and must still lead to it. */
  async realPath(): Promise<string> {
    if (hasDescriptorPaths) return await readlink(descriptorPath(this.#handle));
    const real = await realpath(this.#path);
    const [there, here] = await Promise.all([lstat(real), this.#handle.stat()]);
    if (there.dev === here.dev && there.ino === here.ino) return real;
    throw Object.assign(new Error(`${this.#path} was replaced while it was opened`), { code: 'ENOENT' });
  }

  /** Copies it, by reference where the file system can; `target` must be new. A signal ends the wait at once, however slow the disk is. */
  async copyTo(target: string, signal: AbortSignal | undefined): Promise<void> {
    throwIfCancelled(signal);
    const copying = hasDescriptorPaths
      ? copyFile(descriptorPath(this.#handle), target, COPYFILE_EXCL | COPYFILE_FICLONE)
      : writeFile(target, this.#parts(signal), { flag: 'wx' });
    this.#idle = copying.catch(() => undefined);
    await orCancelled(copying, signal);
  }

  /** The bytes; null where there are more than `maxBytes`. */
  async read(maxBytes: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of this.#parts(undefined)) {
      bytes += part.length;
      if (bytes > maxBytes) return null;
      parts.push(Buffer.from(part));
    }
    return Buffer.concat(parts);
  }

  async sha256(signal?: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    for await (const part of this.#parts(signal)) hash.update(part);
    return hash.digest('hex');
  }

  /** Closes it, after a copy nobody waits for any more has ended. */
  [Symbol.dispose](): void {
    this.#idle.then(() => this.#handle.close()).catch(() => undefined);
  }

  /** From its beginning; each part is only good until the next. */
  async *#parts(signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(readBytes);
    for (let position = 0; ; ) {
      throwIfCancelled(signal);
      const { bytesRead } = await this.#handle.read(buffer, 0, readBytes, position);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  }
}

function checkRegular(status: Stats): void {
  if (!status.isFile()) throw new NotRegular(kindOf(status));
}
