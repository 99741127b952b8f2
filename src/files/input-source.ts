import path from 'node:path';
import type { FileInput } from '../contracts/file-input.ts';
import { hiddenInLine } from '../text/hidden-characters.ts';

/** One input in one shape: where it comes from, what programs see it as, and what the caller calls it. */
export type InputSource = { label: string; givenAs: string } & InputContent;

export type InputContent = FileSource | { path: null; bytes: Uint8Array };

/** See `FileInput` for what its restrictions promise. */
export interface FileSource {
  path: string;
  bytes: null;
  within?: string | undefined;
  sha256?: string | undefined;
}

/** Reads the three forms a caller may write as one. */
export function inputSource(input: FileInput): InputSource {
  if (typeof input === 'string') return inputSource({ path: input });
  if ('bytes' in input) return { label: input.name, givenAs: input.name, path: null, bytes: input.bytes };
  const { name, within, sha256 } = input;
  const whole = path.resolve(input.path);
  const label = name ?? path.basename(input.path);
  return { label, givenAs: name ?? whole, path: whole, bytes: null, within, sha256 };
}

/** How an error names the file: what the caller called it, else where it is; on one line and not endless. */
export function displayName({ givenAs }: InputSource): string {
  const visible = givenAs.replace(hiddenInLine, '�');
  return visible.length > 300 ? `${visible.slice(0, 150)}…${visible.slice(-149)}` : visible;
}
