import { sha256 } from '../text/sha256.ts';

/** JSON that strangers wrote, between two marks that are derived from it: text inside can't contain them, and the same content gives the same prompt. */
export function dataBlock(body: string): string {
  const mark = sha256(body).slice(0, 16);
  return `<data-${mark}>\n${body}\n</data-${mark}>`;
}
