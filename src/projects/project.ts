import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { moveBelow, openBelow, removeBelow } from '../filesystem/open-below.ts';
import { relativeNameProblem } from '../filesystem/relative-name.ts';
import { HeldProject, openHome, type ProjectHome } from './held-project.ts';
import { listFiles } from './list-files.ts';
import type { ProjectFile, ProjectQuota } from './project-file.ts';
import { ProjectRefusal } from './project-refusal.ts';
import { type Content, receive } from './receive.ts';
import { Room } from './room.ts';
import type { Turns } from './turns.ts';

interface Shared {
  quota: ProjectQuota;
  turns: Turns;
  lockFile: string;
  onTheWay: { bytes: number; most: number };
}

/** A file that is held open: what is read is what was there, whatever takes its place meanwhile. */
export interface OpenedFile extends AsyncDisposable {
  bytes: number;
  modifiedAt: string;
  /** The bytes from `start` to `end`, both included; closes the file when it has ended or is destroyed. */
  stream(range?: { start?: number; end?: number }): Readable;
}

/** A folder of files that lives on between runs. Names are untrusted; no link is ever followed, and none is made. */
export class Project {
  readonly id: string;
  readonly #home: ProjectHome;
  readonly #shared: Shared;

  constructor(home: ProjectHome, shared: Shared) {
    this.id = home.id;
    this.#home = home;
    this.#shared = shared;
  }

  /** By name. */
  async files(): Promise<ProjectFile[]> {
    await using folder = await openHome(this.#home, 'files');
    return await listFiles(folder);
  }

  /** Null where there is no file of that name. */
  async read(name: string): Promise<OpenedFile | null> {
    if (relativeNameProblem(name) !== null) return null;
    const handle = await openBelow(this.#home.files, name);
    return handle === null ? null : await opened(handle);
  }

  /** Adds or replaces a file in one step when all of it has come and it is nobody else's turn. Throws `ProjectRefusal` where it can't be there. */
  async write(
    name: string,
    content: Content,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<ProjectFile> {
    const { quota, onTheWay } = this.#shared;
    const room = new Room(quota, await this.files());
    const early = room.refusal({ name, bytes: 0 });
    if (early !== null) throw early;
    await using received = await receive(content, {
      folder: this.#home.incoming,
      maxBytes: room.bytesFor(name),
      tooLarge: (bytes) => room.refusal({ name, bytes }) ?? projectFull(this.id),
      tooMuchOnTheWay: () => projectFull(this.id),
      onTheWay,
      signal,
    });
    await using held = await this.hold(signal);
    const { bytes } = received;
    new Room(quota, await held.files()).add({ name, bytes });
    await moveBelow(received.path, this.#home.files, name).catch((error: NodeJS.ErrnoException) => {
      if (!['ELOOP', 'ENOTDIR', 'EISDIR'].includes(error.code ?? '')) throw error;
      throw new ProjectRefusal(
        'bad-name',
        `The name ${JSON.stringify(name)} has a link or a folder in its place.`,
      );
    });
    return { name, bytes, modifiedAt: new Date().toISOString() };
  }

  /** False where there is no file of that name. */
  async delete(name: string, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<boolean> {
    if (relativeNameProblem(name) !== null) return false;
    await using _held = await this.hold(signal);
    return await removeBelow(this.#home.files, name);
  }

  /** Waits until nobody else, also no other process, holds the project or changes it; throws `cancelled` when the signal fires. */
  async hold(signal?: AbortSignal): Promise<HeldProject> {
    const { turns, lockFile, quota } = this.#shared;
    return await HeldProject.open(this.#home, quota, await turns.take(lockFile, signal));
  }
}

async function opened(handle: FileHandle): Promise<OpenedFile> {
  const { size, mtimeMs } = await handle.stat();
  return {
    bytes: size,
    modifiedAt: new Date(mtimeMs).toISOString(),
    stream: (range = {}) => handle.createReadStream(range),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

function projectFull(id: string): ProjectRefusal {
  return new ProjectRefusal('project-full', `More is on its way into the project ${id} than it may have.`);
}
