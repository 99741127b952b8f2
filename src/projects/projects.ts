import { randomUUID } from 'node:crypto';
import { lstat, mkdir, realpath, rename } from 'node:fs/promises';
import path from 'node:path';
import { OpenFolder } from '../filesystem/open-folder.ts';
import { openPrivateFolder } from '../filesystem/private-folder.ts';
import { removeEntry } from '../filesystem/remove-tree.ts';
import type { ProjectHome } from './held-project.ts';
import { Project } from './project.ts';
import type { ProjectQuota } from './project-file.ts';
import { ProjectRefusal } from './project-refusal.ts';
import { Turns } from './turns.ts';

export interface ProjectsOptions extends ProjectQuota {
  /** Private to this user; made where it is missing. */
  folder: string;
  maxProjects: number;
}

export interface ProjectSummary {
  id: string;
  files: number;
  bytes: number;
  /** When a file was last changed, else when the project was made. */
  modifiedAt: string;
}

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** No id begins so: what is being removed, or was when its process died. */
const removedMark = '.removed-';
const parts = { homes: 'projects', locks: 'locks' } as const;

/** Folders of files that live on between runs, each private to whoever knows these projects. */
export class Projects {
  readonly #folder: string;
  readonly #options: ProjectsOptions;
  readonly #turns = new Turns();
  readonly #onTheWay = new Map<string, { bytes: number; most: number }>();

  /** Throws `config-invalid` where the folder can't be one that only this user may change. A run takes 1000 files at most, so more in `maxFiles` helps nobody. */
  static async open(options: ProjectsOptions): Promise<Projects> {
    const whole = path.resolve(options.folder);
    await mkdir(path.dirname(whole), { recursive: true, mode: 0o700 });
    await using folder = await openPrivateFolder(whole);
    for (const part of Object.values(parts)) await (await makePrivate(folder, part))[Symbol.asyncDispose]();
    await using homes = await folder.folder(parts.homes);
    for (const name of await homes.list()) if (name.startsWith(removedMark)) await removeEntry(homes, name);
    return new Projects(await realpath(whole), options);
  }

  private constructor(folder: string, options: ProjectsOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** By id. */
  async list(): Promise<ProjectSummary[]> {
    const summaries = await Promise.all((await this.#ids()).map((id) => this.#summary(id)));
    return summaries.filter((summary) => summary !== null);
  }

  /** Null where there is no project of that id. */
  async find(id: string): Promise<Project | null> {
    if (!idPattern.test(id)) return null;
    const status = await lstat(this.#home(id).files).catch(() => null); // it is made last
    return status?.isDirectory() && (await this.#ids()).includes(id) ? this.#project(id) : null;
  }

  /** Makes the project where it is missing. Throws `ProjectRefusal` for an id that is none and past the cap. */
  async open(id: string): Promise<Project> {
    if (!idPattern.test(id))
      throw new ProjectRefusal(
        'bad-id',
        'The id of a project has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter or digit.',
      );
    const found = await this.find(id);
    if (found !== null) return found;
    await using _turn = await this.#turns.take(path.join(this.#folder, 'making'));
    const ids = await this.#ids();
    const other = ids.find((one) => one.toLowerCase() === id.toLowerCase() && one !== id);
    if (other !== undefined)
      throw new ProjectRefusal('bad-id', `The id ${id} differs from ${other} in upper and lower case only.`);
    const { maxProjects } = this.#options;
    if (!ids.includes(id) && ids.length >= maxProjects)
      throw new ProjectRefusal('too-many-projects', `There are ${maxProjects} projects already: remove one.`);
    await using homes = await OpenFolder.open(path.join(this.#folder, parts.homes));
    await using home = await makePrivate(homes, id).catch((error: NodeJS.ErrnoException) => {
      if (!['ELOOP', 'ENOTDIR'].includes(error.code ?? '')) throw error;
      throw new ProjectRefusal('bad-id', `The project ${id} has a link or a file in its place.`);
    });
    for (const part of ['incoming', 'files']) await (await makePrivate(home, part))[Symbol.asyncDispose]();
    return this.#project(id);
  }

  /** With all its files, when it is nobody else's turn; false where there is none. */
  async remove(id: string, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<boolean> {
    if (!idPattern.test(id)) return false;
    await using _turn = await this.#turns.take(this.#lockFile(id), signal);
    await using homes = await OpenFolder.open(path.join(this.#folder, parts.homes));
    const removed = `${removedMark}${randomUUID()}`;
    const isThere = await rename(homes.entry(id), homes.entry(removed)).then(() => true, unlessGone);
    await removeEntry(homes, removed);
    this.#onTheWay.delete(id);
    return isThere;
  }

  async #ids(): Promise<string[]> {
    await using homes = await OpenFolder.open(path.join(this.#folder, parts.homes));
    const ids = (await homes.list()).filter((id) => idPattern.test(id)).sort();
    const found = await Promise.all(ids.map((id) => lstat(homes.entry(id)).catch(() => null)));
    return ids.filter((_, index) => found[index]?.isDirectory());
  }

  async #summary(id: string): Promise<ProjectSummary | null> {
    const files = await this.#project(id)
      .files()
      .catch(() => null); // it is being made or removed, or somebody put something else there
    if (files === null) return null;
    const made = await lstat(this.#home(id).files).catch(() => null);
    const times = [made?.mtime.toISOString() ?? '', ...files.map(({ modifiedAt }) => modifiedAt)];
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return { id, files: files.length, bytes, modifiedAt: times.sort().at(-1) as string };
  }

  #project(id: string): Project {
    const { maxBytes, maxFiles, maxFileBytes } = this.#options;
    const onTheWay = this.#onTheWay.get(id) ?? { bytes: 0, most: maxBytes };
    this.#onTheWay.set(id, onTheWay);
    return new Project(this.#home(id), {
      quota: { maxBytes, maxFiles, maxFileBytes },
      turns: this.#turns,
      lockFile: this.#lockFile(id),
      onTheWay,
    });
  }

  #home(id: string): ProjectHome {
    const home = path.join(this.#folder, parts.homes, id);
    return { id, files: path.join(home, 'files'), incoming: path.join(home, 'incoming') };
  }

  #lockFile(id: string): string {
    return path.join(this.#folder, parts.locks, `${id}~`); // what no id has, for a lock has files beside it
  }
}

/** Folders are made with what the process leaves to others; what is in a private one can't be reached by them, and is closed all the same. */
async function makePrivate(parent: OpenFolder, name: string): Promise<OpenFolder> {
  const folder = await parent.makeFolder(name);
  await folder.chmod(0o700);
  return folder;
}

function unlessGone(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}
