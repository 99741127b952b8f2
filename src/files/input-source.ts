import path from 'node:path';
import type { FileInput } from '../contracts/code-task.ts';

/** One input in one shape: where it comes from and what the caller calls it. */
export type InputSource = { label: string } & (
  | { path: string; bytes: null }
  | { path: null; bytes: Uint8Array }
);

/** Reads the three forms a caller may write as one. */
export function inputSource(input: FileInput): InputSource {
  if (typeof input === 'string') return fromPath(input, undefined);
  if ('bytes' in input) return { label: input.name, path: null, bytes: input.bytes };
  return fromPath(input.path, input.name);
}

function fromPath(given: string, name: string | undefined): InputSource {
  return { label: name ?? path.basename(given), path: path.resolve(given), bytes: null };
}

/** How an error names the file: what the caller would recognise, on one line and not endless. */
export function displayName(source: InputSource): string {
  const visible = (source.path ?? source.label).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�');
  return visible.length > 300 ? `${visible.slice(0, 150)}…${visible.slice(-149)}` : visible;
}
