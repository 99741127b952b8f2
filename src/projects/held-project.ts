import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FileInput } from '../contracts/file-input.ts';
import { OpenFolder } from '../filesystem/open-folder.ts';
import { removeTree } from '../filesystem/remove-tree.ts';
import { incomingName, sweepIncoming } from './incoming.ts';
import { listFiles } from './list-files.ts';
import type { ProjectFile, ProjectQuota } from './project-file.ts';
import { ProjectRefusal } from './project-refusal.ts';
import { type Changes, type Taken, takeChanges } from './take-changes.ts';

/** The folders of one project. */
export interface ProjectHome {
  id: string;
  /** What it holds. */
  files: string;
  /** What is not complete yet. */
  incoming: string;
}

/** A project that nobody else changes until it is given back. */
export class HeldProject implements AsyncDisposable {
  readonly #home: ProjectHome;
  readonly #quota: ProjectQuota;
  readonly #turn: AsyncDisposable;
  readonly #staging: string;

  /** Sweeps what died in the middle of a write; gives the turn back where the project was removed meanwhile. */
  static async open(home: ProjectHome, quota: ProjectQuota, turn: AsyncDisposable): Promise<HeldProject> {
    try {
      await using incoming = await openHome(home, 'incoming');
      await sweepIncoming(incoming);
      return new HeldProject(home, quota, turn);
    } catch (error) {
      await turn[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(home: ProjectHome, quota: ProjectQuota, turn: AsyncDisposable) {
    this.#home = home;
    this.#quota = quota;
    this.#turn = turn;
    this.#staging = path.join(home.incoming, incomingName());
  }

  async files(): Promise<ProjectFile[]> {
    await using folder = await openHome(this.#home, 'files');
    return await listFiles(folder);
  }

  /** Every file as an input of a run, which refuses what has become a link to elsewhere. */
  async inputs(): Promise<FileInput[]> {
    const within = this.#home.files;
    return (await this.files()).map(({ name }) => ({ path: path.join(within, name), name, within }));
  }

  /** Where a file of the project lies on this host. */
  pathOf(name: string): string {
    return path.join(this.#home.files, name);
  }

  /** A folder from which `take` can move files; what stays there is gone with the hold. */
  async staging(): Promise<string> {
    await mkdir(this.#staging, { mode: 0o700 });
    return this.#staging;
  }

  async take(changes: Changes): Promise<Taken> {
    const there = await this.files();
    return await takeChanges(changes, { folder: this.#home.files, there, quota: this.#quota });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeTree(this.#staging).finally(() => this.#turn[Symbol.asyncDispose]());
  }
}

/** Throws a refusal where the project was removed. */
export async function openHome(home: ProjectHome, part: 'files' | 'incoming'): Promise<OpenFolder> {
  return await OpenFolder.open(home[part]).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new ProjectRefusal('removed', `The project ${home.id} was removed.`);
  });
}
