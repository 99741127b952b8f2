import type { Stats } from 'node:fs';

export type FileKind = 'folder' | 'named pipe' | 'socket' | 'device' | 'symbolic link';

/** What was to be read as a file is none. */
export class NotRegular extends Error {
  override readonly name = 'NotRegular';
  readonly kind: FileKind;
  constructor(kind: FileKind) {
    super(`It is a ${kind} and no regular file`);
    this.kind = kind;
  }
}

/** What is no regular file. */
export function kindOf(status: Stats): FileKind {
  const kinds = [
    [status.isDirectory(), 'folder'],
    [status.isFIFO(), 'named pipe'],
    [status.isSocket(), 'socket'],
    [status.isSymbolicLink(), 'symbolic link'],
  ] as const;
  return kinds.find(([matches]) => matches)?.[1] ?? 'device';
}
