import { cleanText } from '../text/clean-text.ts';

const maxNameChars = 1_000;

/** A name as a model can see and say it: without hidden characters, accents composed. Two names that are said alike are one. */
export function spokenName(name: string): string {
  return cleanText(name, maxNameChars).normalize('NFC');
}

/** The name itself, or "name (2).ext" when one of `taken` is said alike. */
export function freeName(name: string, taken: readonly string[]): string {
  const spoken = new Set(taken.map(spokenName));
  const extension = /\.[^./\\]+$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  let free = name;
  for (let copy = 2; spoken.has(spokenName(free)); copy += 1) free = `${stem} (${copy})${extension}`;
  return free;
}
