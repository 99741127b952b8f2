import { statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../text/sha256.ts';
import { auditPaths, makePrivateFolder, syncFolder } from './audit-folder.ts';
import { writeDurably } from './write-durably.ts';

/** Longer files were not written by us; no text that a record names comes near. */
const maxBytes = 64 * 2 ** 20;

/** A text that a record names by its hash. */
export interface NamedText {
  sha256: string;
  text: string;
}

/** Keeps a text under its hash; one that is there already is not written again. */
export async function keepBlob(folder: string, { sha256: hash, text }: NamedText): Promise<void> {
  const file = auditPaths.blob(folder, hash);
  if (isThere(file)) return;
  const parent = path.dirname(file);
  await makePrivateFolder(auditPaths.blobs(folder));
  await makePrivateFolder(parent);
  await writeDurably(file, text);
  await syncFolder(parent);
  await syncFolder(auditPaths.blobs(folder));
}

function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

export type Blob = { status: 'kept'; text: string } | { status: 'missing' } | { status: 'changed' };

/** The text with that hash, or what became of it. */
export async function readBlob(folder: string, hash: string): Promise<Blob> {
  const file = auditPaths.blob(folder, hash);
  const found = await stat(file).catch(() => null);
  if (found === null) return { status: 'missing' };
  if (!found.isFile() || found.size > maxBytes) return { status: 'changed' };
  const bytes = await readFile(file);
  return sha256(bytes) === hash ? { status: 'kept', text: bytes.toString('utf8') } : { status: 'changed' };
}
