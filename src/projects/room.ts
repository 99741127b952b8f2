import { NameRegister } from '../filesystem/name-register.ts';
import { relativeNameProblem } from '../filesystem/relative-name.ts';
import { mebibytes } from '../text/mebibytes.ts';
import type { ProjectFile, ProjectQuota } from './project-file.ts';
import { ProjectRefusal } from './project-refusal.ts';

type Sized = Pick<ProjectFile, 'name' | 'bytes'>;

/** What a project holds and may hold, as it is planned: nothing here touches a disk. */
export class Room {
  readonly #quota: ProjectQuota;
  readonly #files = new Map<string, number>();
  readonly #names = new NameRegister();
  #bytes = 0;

  constructor(quota: ProjectQuota, files: Iterable<Sized>) {
    this.#quota = quota;
    for (const file of files) this.#put(file);
  }

  /** What a new content of this file may have in bytes at most. */
  bytesFor(name: string): number {
    const { maxBytes, maxFileBytes } = this.#quota;
    return Math.min(maxFileBytes, maxBytes - this.#bytes + (this.#files.get(name) ?? 0));
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  /** Why the file can't be there; null when it can. */
  refusal({ name, bytes }: Sized): ProjectRefusal | null {
    const { maxBytes, maxFiles, maxFileBytes } = this.#quota;
    const label = JSON.stringify(name.slice(0, 300));
    const problem = relativeNameProblem(name) ?? this.#names.problem(name);
    if (problem !== null) return new ProjectRefusal('bad-name', `The name ${label} ${problem}.`);
    if (bytes > maxFileBytes)
      return new ProjectRefusal(
        'file-too-large',
        `The file ${label} has more than the ${mebibytes(maxFileBytes)} that one file may have.`,
      );
    if (!this.#files.has(name) && this.#files.size >= maxFiles)
      return new ProjectRefusal(
        'too-many-files',
        `The file ${label} would be more than the ${maxFiles} files that a project may have: delete some.`,
      );
    if (bytes > this.bytesFor(name))
      return new ProjectRefusal(
        'project-full',
        `The file ${label} does not fit into the ${mebibytes(maxBytes)} that a project may have: delete some files.`,
      );
    return null;
  }

  /** Plans with the file; throws its refusal. */
  add(file: Sized): void {
    const refusal = this.refusal(file);
    if (refusal !== null) throw refusal;
    this.#put(file);
  }

  delete(name: string): void {
    this.#bytes -= this.#files.get(name) ?? 0;
    this.#files.delete(name);
    this.#names.delete(name);
  }

  #put({ name, bytes }: Sized): void {
    this.#bytes += bytes - (this.#files.get(name) ?? 0);
    this.#files.set(name, bytes);
    this.#names.add(name);
  }
}
