import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../text/sha256.ts';
import { auditPaths, makePrivateFolder, syncFolder } from './audit-folder.ts';
import { writeDurably } from './write-durably.ts';

/** Longer files were not written by us; no text that a record names comes near. */
const maxBytes = 64 * 2 ** 20;

/** Keeps a text under its hash; one that is there already is not written again. */
export async function keepBlob(folder: string, text: string): Promise<void> {
  const file = auditPaths.blob(folder, sha256(text));
  if (await stat(file).catch(() => null)) return;
  const parent = path.dirname(file);
  await makePrivateFolder(auditPaths.blobs(folder));
  await makePrivateFolder(parent);
  await writeDurably(file, text);
  await syncFolder(parent);
  await syncFolder(auditPaths.blobs(folder));
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
