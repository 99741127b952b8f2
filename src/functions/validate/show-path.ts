import path from 'node:path';
import { isBelow } from './is-below.ts';

/** A file as the owner of a declaration names it: below the folder of the YAML from there, else whole. */
export function showPath(file: string, folder: string): string {
  return isBelow(file, folder) ? path.relative(folder, file).split(path.sep).join('/') : file;
}
