import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout these scripts belong to. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Tells the person who waits; stdout belongs to the program that is started at the end. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}
