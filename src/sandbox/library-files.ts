import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FunctionLibrary } from '../contracts/function-library.ts';
import { CoderError } from '../errors/coder-error.ts';

/** A file of a library as the interpreter finds it, by its path below the library's folder. */
export interface LibraryFile {
  path: string;
  content: Buffer;
}

const mostBytes = 8 * 2 ** 20;
const mostFiles = 5_000;
const mostPath = 1_000;

/** The sources of a library and their manifest; throws `config-invalid` for what would leave its folder or is too large. */
export function libraryFiles(library: FunctionLibrary): LibraryFile[] {
  const { id, roots, functions, shownAs, preload } = library;
  const manifest = JSON.stringify({ id, roots, functions, shownAs, preload });
  const texts = Object.entries({ ...library.files, 'manifest.json': manifest });
  const files = texts.map(([name, text]) => ({ path: name, content: Buffer.from(text, 'utf8') }));
  const strange = files.find((file) => !isPlain(file.path));
  if (strange)
    throw invalid(`this is not the path of a file in it: ${JSON.stringify(strange.path.slice(0, 100))}`);
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  if (bytes > mostBytes) throw invalid(`its sources are larger than ${mostBytes / 2 ** 20} MiB`);
  if (files.length > mostFiles) throw invalid(`it has more than ${mostFiles} files`);
  return files;
}

/** Writes a library where only its owner can change it; `folder` is new. */
export async function placeLibrary(library: FunctionLibrary, folder: string): Promise<void> {
  for (const file of libraryFiles(library)) {
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content, { flag: 'wx', mode: 0o444 });
  }
}

function isPlain(name: string): boolean {
  const parts = name.split('/');
  return (
    name.length <= mostPath && !name.includes('\0') && !parts.some((part) => ['', '.', '..'].includes(part))
  );
}

function invalid(what: string): CoderError {
  return new CoderError(`The functions can't be given to an interpreter: ${what}.`, {
    code: 'config-invalid',
  });
}
