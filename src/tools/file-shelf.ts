import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { FileInput } from '../contracts/code-task.ts';

export interface FileShelfOptions {
  /** Folders whose files a call may also name by path; none unless given, so that no model can reach for other files of this machine. */
  folders?: string[] | undefined;
}

const maxListed = 50;

/** The files the calls of one conversation may name: what the host put there, and what earlier calls wrote. */
export class FileShelf {
  readonly #files = new Map<string, FileInput>();
  readonly #folders: string[];

  constructor(files: FileInput[] = [], { folders = [] }: FileShelfOptions = {}) {
    this.#folders = folders.map((folder) => realpathSync(folder));
    for (const file of files) this.add(file);
  }

  /** Puts a file there and gives the name it can be asked for by; the newer file keeps a name two files share. */
  add(file: FileInput): string {
    const name = nameOf(file);
    this.#files.delete(name);
    this.#files.set(name, file);
    return name;
  }

  remove(name: string): void {
    this.#files.delete(name);
  }

  /** The newest last. */
  get names(): string[] {
    return [...this.#files.keys()];
  }

  /** The files of a call, or one sentence for the model on the first that can't be had. */
  find(wanted: string[]): { files: FileInput[] } | { problem: string } {
    const files: FileInput[] = [];
    for (const name of new Set(wanted)) {
      const file = this.#files.get(name) ?? this.#below(name);
      if (file === null) return { problem: this.#unknown(name) };
      files.push(file);
    }
    return { files };
  }

  /** A path inside one of the folders, links followed first. */
  #below(name: string): FileInput | null {
    for (const folder of this.#folders) {
      try {
        const real = realpathSync(path.resolve(folder, name));
        if (real.startsWith(`${folder}${path.sep}`)) return { path: real, name: path.basename(name) };
      } catch {
        // not there: the next folder may have it
      }
    }
    return null;
  }

  #unknown(name: string): string {
    const listed = this.names.slice(-maxListed).map((known) => JSON.stringify(known));
    const available =
      listed.length === 0 ? 'No files have been provided.' : `Files you may name: ${listed.join(', ')}.`;
    const below =
      this.#folders.length === 0 ? '' : ' Files below the permitted folders may be named by path.';
    return `There is no file ${JSON.stringify(name.slice(0, 300))}. ${available}${below}`;
  }
}

function nameOf(file: FileInput): string {
  if (typeof file === 'string') return path.basename(file);
  return 'bytes' in file ? file.name : (file.name ?? path.basename(file.path));
}
