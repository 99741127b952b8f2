import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { FileInput } from '../contracts/file-input.ts';
import { isVisibleBelow } from '../filesystem/visible-below.ts';
import { freeName, spokenName } from './spoken-name.ts';

export interface FileShelfOptions {
  /** Folders whose files a call may also name by path; none unless given, so that no model can reach for other files of this machine. */
  folders?: string[] | undefined;
}

interface Entry {
  name: string;
  file: FileInput;
  /** False for what a program wrote. */
  isGiven: boolean;
}

const maxListed = 50;

/** The files the calls of one conversation may name: what the host put there, and what earlier calls wrote. */
export class FileShelf {
  /** By spoken name. */
  readonly #files = new Map<string, Entry>();
  readonly #folders: string[];

  constructor(files: FileInput[] = [], { folders = [] }: FileShelfOptions = {}) {
    this.#folders = folders.map((folder) => realpathSync(folder));
    this.addAll(files);
  }

  /** Puts a file there and gives the name it can be asked for by; the newer file keeps a name two files share. */
  add(file: FileInput): string {
    return this.#put({ name: nameOf(file), file, isGiven: true });
  }

  /** The same for files that come together: each keeps a name of its own, the second of two becoming "name (2).ext". */
  addAll(files: FileInput[]): string[] {
    const names: string[] = [];
    for (const file of files) {
      const name = freeName(nameOf(file), names);
      names.push(this.#put({ name, file: name === nameOf(file) ? file : named(file, name), isGiven: true }));
    }
    return names;
  }

  /** Puts a file there that a program wrote; see `nameWritten` for its name. */
  addWritten(file: FileInput): string {
    return this.#put({ name: nameOf(file), file, isGiven: false });
  }

  remove(name: string): void {
    this.#files.delete(spokenName(name));
  }

  /** The newest last. */
  get names(): string[] {
    return [...this.#files.values()].map(({ name }) => name);
  }

  /** Those of files that no program wrote. */
  get given(): string[] {
    return [...this.#files.values()].filter(({ isGiven }) => isGiven).map(({ name }) => name);
  }

  /** The files of a call, or one sentence for the model on the first that can't be had. */
  find(wanted: string[]): { files: FileInput[] } | { problem: string } {
    const files: FileInput[] = [];
    for (const name of new Set(wanted)) {
      const file = this.#files.get(spokenName(name))?.file ?? this.#below(name);
      if (file === null) return { problem: this.#unknown(name) };
      files.push(file);
    }
    return { files };
  }

  #put(entry: Entry): string {
    const key = spokenName(entry.name);
    this.#files.delete(key);
    this.#files.set(key, entry);
    return entry.name;
  }

  /** A path inside one of the folders, links followed first; hidden files and folders, where settings and keys are kept, are none. */
  #below(name: string): FileInput | null {
    for (const folder of this.#folders) {
      try {
        const real = realpathSync(path.resolve(folder, name));
        // What lies there may be another file by the time it is read, and is checked again then.
        if (isVisibleBelow(folder, real)) return { path: real, name: path.basename(name), within: folder };
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

/** What a file is called before anybody renames it. */
export function nameOf(file: FileInput): string {
  if (typeof file === 'string') return path.basename(file);
  return 'bytes' in file ? file.name : (file.name ?? path.basename(file.path));
}

/** The same file under another name. */
export function named(file: FileInput, name: string): FileInput {
  return typeof file === 'string' ? { path: file, name } : { ...file, name };
}
