/** Names that can stand beside each other on any file system: none is another in other letters, or the folder of another. */
export class NameRegister {
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, { name: string; files: number }>();

  /** Why the name can't join those that are there; null when it can, or is there itself. */
  problem(name: string): string | null {
    const file = this.#files.get(folded(name));
    if (file !== undefined) return file === name ? null : differsOnlyInLetters(file);
    if (this.#folders.has(folded(name))) return 'is the name of a folder';
    for (const above of foldersOf(name)) {
      const blocking = this.#files.get(folded(above));
      if (blocking !== undefined) return `has the file ${JSON.stringify(blocking)} where its folder would be`;
      const folder = this.#folders.get(folded(above));
      if (folder !== undefined && folder.name !== above) return differsOnlyInLetters(folder.name);
    }
    return null;
  }

  add(name: string): void {
    if (this.#files.has(folded(name))) return;
    this.#files.set(folded(name), name);
    for (const above of foldersOf(name)) {
      const folder = this.#folders.get(folded(above)) ?? { name: above, files: 0 };
      folder.files += 1;
      this.#folders.set(folded(above), folder);
    }
  }

  delete(name: string): void {
    if (this.#files.get(folded(name)) !== name) return;
    this.#files.delete(folded(name));
    for (const above of foldersOf(name)) {
      const folder = this.#folders.get(folded(above));
      if (folder === undefined) continue;
      folder.files -= 1;
      if (folder.files === 0) this.#folders.delete(folded(above));
    }
  }
}

function differsOnlyInLetters(other: string): string {
  return `differs from ${JSON.stringify(other)} only in ways that some systems do not tell apart`;
}

/** "a/b" and "a" for "a/b/c.txt". */
function foldersOf(name: string): string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** As file systems compare names that don't tell upper from lower case or compose characters. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}
