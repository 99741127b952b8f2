import { randomUUID } from 'node:crypto';
import { lstat, rm, writeFile } from 'node:fs/promises';
import { CoderError } from '../../../errors/coder-error.ts';
import { moveBelow, openBelow } from '../../../filesystem/open-below.ts';
import { OpenFile } from '../../../filesystem/open-file.ts';
import { OpenFolder } from '../../../filesystem/open-folder.ts';
import { relativeNameProblem } from '../../../filesystem/relative-name.ts';
import type { HostFiles } from './host-files.ts';

type Listing = Awaited<ReturnType<HostFiles['list']>>;
type Request = Parameters<HostFiles['list']>[0];

/** Something else stands where the file or one of its folders would. */
const inTheWay = ['ELOOP', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'EEXIST'];
const gone = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** The files below a folder of this host; no link in it is ever followed, in either direction. */
export function folderFiles(root: string): HostFiles {
  return {
    list: async (request) => {
      await using folder = await OpenFolder.open(root);
      const listing: Listing = { files: [], refused: [] };
      await new Walk(request, listing).go(folder, '');
      return listing;
    },
    read: async (name, maxBytes) => {
      const handle = await openBelow(root, name);
      if (handle === null) return null;
      try {
        const { size } = await handle.stat();
        if (size > maxBytes) return null;
        const bytes = new Uint8Array(size);
        const { bytesRead } = await handle.read(bytes, 0, size, 0);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    write: async (name, bytes) => {
      await using folder = await OpenFolder.open(root);
      const half = folder.entry(`.${randomUUID()}`);
      try {
        await writeFile(half, bytes, { flag: 'wx' });
        await moveBelow(half, root, name);
        return null;
      } catch (error) {
        if (!inTheWay.includes(codeOf(error))) throw error;
        return 'has a link or a folder in its place';
      } finally {
        await rm(half, { force: true });
      }
    },
  };
}

/** One walk through a folder, which ends where it finds more than the caps allow. */
class Walk {
  readonly #request: Request;
  readonly #listing: Listing;
  #total = 0;
  #seen = 0;

  constructor(request: Request, listing: Listing) {
    this.#request = request;
    this.#listing = listing;
  }

  async go(folder: OpenFolder, below: string): Promise<void> {
    for (const entry of (await folder.list()).sort()) {
      const name = `${below}${entry}`;
      if (relativeNameProblem(name) !== null) continue;
      const status = await lstat(folder.entry(entry)).catch(() => null);
      if (status?.isDirectory()) {
        this.#count();
        const inner = await folder.folder(entry).catch(unlessGone);
        if (inner === null) continue;
        await using held = inner;
        await this.go(held, `${name}/`);
      } else if (status !== null && this.#request.isPermitted(name)) {
        this.#count();
        if (status.isFile()) await this.#take(folder.entry(entry), name);
        else this.#listing.refused.push({ name, reason: 'is a link, or no file' });
      }
    }
  }

  #count(): void {
    this.#seen += 1;
    const { files } = this.#request.caps;
    if (this.#seen > files) throw tooMuch(`${files} files and folders`);
  }

  async #take(entry: string, name: string): Promise<void> {
    const { caps, signal } = this.#request;
    const opened = await OpenFile.open(entry, { links: 'refused' }).catch(() => null);
    if (opened === null) return;
    using file = opened;
    if (file.bytes > caps.fileBytes) {
      this.#listing.refused.push({ name, reason: `has more than ${caps.fileBytes} bytes` });
      return;
    }
    this.#total += file.bytes;
    if (this.#total > caps.totalBytes) throw tooMuch(`${caps.totalBytes} bytes`);
    this.#listing.files.push({ name, bytes: file.bytes, sha256: await file.sha256(signal) });
  }
}

function tooMuch(what: string): CoderError {
  return new CoderError(`The workspace has more than ${what}: permit fewer paths.`, {
    code: 'input-invalid',
  });
}

/** Somebody may remove a folder while it is read, or put a link in its place. */
function unlessGone(error: unknown): null {
  if (gone.includes(codeOf(error))) return null;
  throw error;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
