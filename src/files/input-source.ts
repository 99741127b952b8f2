import path from 'node:path';
import type { FileInput } from '../contracts/file-input.ts';
import { hiddenInLine } from '../text/hidden-characters.ts';

/** One input in one shape: where it comes from and what the caller calls it. */
export type InputSource = { label: string } & (FileSource | { path: null; bytes: Uint8Array });

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
  if ('bytes' in input) return { label: input.name, path: null, bytes: input.bytes };
  const { path: given, name = path.basename(given), within, sha256 } = input;
  return { label: name, path: path.resolve(given), bytes: null, within, sha256 };
}

/** How an error names the file: what the caller would recognise, on one line and not endless. */
export function displayName(source: InputSource): string {
  const { path: place, label } = source;
  const known = place !== null && path.basename(place) === label ? place : label;
  const visible = known.replace(hiddenInLine, '�');
  return visible.length > 300 ? `${visible.slice(0, 150)}…${visible.slice(-149)}` : visible;
}
