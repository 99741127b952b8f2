import type { FileDescription } from '../../contracts/file-description.ts';
import { stemOf } from '../askable.ts';
import { splitWords } from '../stem-word.ts';
import { any, within } from './phrases.ts';

const version = /^(?:v?\d+|final|draft|copy|new|old)$/;

/** What people may call this file: its name, its words, and those without a version or year at the end. */
export function fileNames({ name }: FileDescription): string[] {
  const stem = stemOf(name.split('/').at(-1) ?? name).toLowerCase();
  const words = splitWords(stem);
  const head = words.slice(0, words.findLastIndex((word) => !version.test(word)) + 1);
  const names = [name.toLowerCase(), stem, words.join(' '), head.join(' ')];
  return [...new Set(names.filter(Boolean))];
}

/** A pattern for one file: its name, a noun for its kind, or both. */
export function fileCalled(file: FileDescription, nouns: string): string {
  const names = any(fileNames(file).map(escapeName).join('|'));
  return `(?:${names}?${any(nouns)}|${names})`;
}

/** "in this contract PDF"; may be left out where the file is the only one. */
export function inFile(
  file: FileDescription,
  { nouns, files }: { nouns: string; files: readonly FileDescription[] },
): string {
  const called = fileCalled(file, nouns);
  return files.length === 1 ? `(?:${within}?${called}|${within})?` : `${within}${called}`;
}

export function escapeName(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\\-/g, '-');
}
