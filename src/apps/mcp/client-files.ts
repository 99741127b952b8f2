import type { FileInput } from '../../contracts/file-input.ts';
import { FileShelf, type FileShelfOptions } from '../../tools/file-shelf.ts';
import type { TaskLedger } from './task-ledger.ts';

const maxAttachedBytes = 32 * 1024 * 1024;

/** What a client may name: files it sent, files its tasks wrote, by name or by URI, and files below the permitted folders. */
export class ClientFiles extends FileShelf {
  readonly #ledger: TaskLedger;
  readonly #attached = new Map<string, number>();

  constructor(ledger: TaskLedger, options: FileShelfOptions) {
    super([], options);
    this.#ledger = ledger;
  }

  override find(wanted: string[]): ReturnType<FileShelf['find']> {
    const files: FileInput[] = [];
    for (const name of new Set(wanted)) {
      const artifact = this.#ledger.find(name);
      const found =
        artifact === undefined
          ? super.find([name])
          : { files: [{ path: artifact.path, name: artifact.name, sha256: artifact.sha256 }] };
      if ('problem' in found) return found;
      files.push(...found.files);
    }
    return { files };
  }

  /** Keeps files a client sent, as long as they fit; those it sent first make room. */
  attach(files: { name: string; bytes: Uint8Array }[]): void {
    for (const file of files) {
      const name = this.add(file);
      this.#attached.delete(name);
      this.#attached.set(name, file.bytes.length);
    }
    for (const name of this.#attached.keys()) {
      if (this.#attachedBytes() <= maxAttachedBytes) break;
      this.#attached.delete(name);
      this.remove(name);
    }
  }

  #attachedBytes(): number {
    return [...this.#attached.values()].reduce((sum, bytes) => sum + bytes, 0);
  }
}
