import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { InputPlacement } from '../contracts/runtime.ts';

/** Names of the inputs that are gone from a program's folder. What can't be seen, or is something else now, such as a link, does not count as gone. */
export function removedInputs(folder: string, inputs: readonly InputPlacement[]): string[] {
  if (look(folder) !== 'folder') return [];
  return inputs.flatMap(({ name }) => (isGone(folder, name.split('/')) ? [name] : []));
}

/** Goes down folder by folder, for a program may have put a link in the place of one. */
function isGone(folder: string, parts: readonly string[]): boolean {
  const places = parts.map((_, index) => path.join(folder, ...parts.slice(0, index + 1)));
  const found = places.map(look);
  const first = found.findIndex((kind) => kind !== 'folder');
  if (first === -1) return true;
  return found[first] === 'nothing' || (found[first] === 'file' && first < parts.length - 1);
}

function look(place: string): 'folder' | 'file' | 'nothing' | 'other' {
  try {
    const status = lstatSync(place, { throwIfNoEntry: false });
    if (status === undefined) return 'nothing';
    if (status.isDirectory()) return 'folder';
    return status.isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}
