import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A module below one of the folders that are searched. */
export interface FoundModule {
  /** Dotted name. */
  name: string;
  /** Null for a namespace package, which has no code of its own. */
  file: string | null;
  /** The folder whose entry its first name is. */
  root: string;
  /** Where its submodules are looked for; empty when it is no package. */
  folders: readonly string[];
}

/** Finds modules as Python does: in each folder a package first, then a file; folders without `__init__.py` are one namespace. */
export class ModuleFinder {
  readonly #listings = new Map<string, Promise<ReadonlyMap<string, Dirent>>>();

  async find(name: string, roots: readonly string[]): Promise<FoundModule | null> {
    const names = name.split('.');
    let found: FoundModule | null = null;
    for (const [index, part] of names.entries()) {
      const folders: readonly string[] = found === null ? roots : found.folders;
      if (index > 0 && found === null) return null;
      const prefix = names.slice(0, index + 1).join('.');
      found = await this.#findIn(part, folders, prefix);
    }
    return found;
  }

  /** The names of modules and packages in folders. */
  async namesIn(folders: readonly string[]): Promise<string[]> {
    const names = new Set<string>();
    for (const folder of folders) {
      for (const [name] of await this.#list(folder)) {
        if (name.endsWith('.py') && name !== '__init__.py') names.add(name.slice(0, -3));
        else if (/^[A-Za-z]\w*$/.test(name) && (await this.#isFolder(folder, name))) names.add(name);
      }
    }
    return [...names].sort();
  }

  /** Whether a folder has an entry of exactly this name. */
  async has(folder: string, name: string): Promise<boolean> {
    return (await this.#list(folder)).has(name);
  }

  async #findIn(part: string, folders: readonly string[], name: string): Promise<FoundModule | null> {
    const portions: string[] = [];
    for (const folder of folders) {
      const root = rootOf(folder, name);
      const inner = path.join(folder, part);
      const isFolder = await this.#isFolder(folder, part);
      if (isFolder && (await this.has(inner, '__init__.py'))) {
        return { name, file: path.join(inner, '__init__.py'), root, folders: [inner] };
      }
      if (await this.has(folder, `${part}.py`)) {
        return { name, file: `${inner}.py`, root, folders: [] };
      }
      if (isFolder) portions.push(inner);
    }
    if (portions[0] === undefined) return null;
    return { name, file: null, root: rootOf(path.dirname(portions[0]), name), folders: portions };
  }

  async #isFolder(folder: string, name: string): Promise<boolean> {
    const entry = (await this.#list(folder)).get(name);
    if (entry === undefined || !entry.isSymbolicLink()) return entry?.isDirectory() ?? false;
    return await stat(path.join(folder, name)).then(
      (status) => status.isDirectory(),
      () => false,
    );
  }

  #list(folder: string): Promise<ReadonlyMap<string, Dirent>> {
    const known = this.#listings.get(folder) ?? list(folder);
    this.#listings.set(folder, known);
    return known;
  }
}

/** The root of what is found in a folder under a dotted name; a namespace spans several. */
function rootOf(folder: string, name: string): string {
  return path.resolve(
    folder,
    ...name
      .split('.')
      .slice(1)
      .map(() => '..'),
  );
}

/** A folder that is missing or can't be read has no entries, as for Python. */
async function list(folder: string): Promise<ReadonlyMap<string, Dirent>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return new Map(entries.map((entry) => [entry.name, entry]));
}
