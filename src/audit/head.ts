import { z } from 'zod';
import { sha256Schema } from '../contracts/audit-record.ts';
import { readRegularFile } from '../filesystem/read-regular-file.ts';
import { parseJson } from '../text/parse-json.ts';
import { auditPaths } from './audit-folder.ts';
import { beginning } from './chained-line.ts';
import { type ReadyFile, readyFile, writeDurably } from './write-durably.ts';

/** Much more than any head has. */
export const maxHeadBytes = 2 ** 16;

export const headSchema = z.strictObject({
  count: z.number().int().nonnegative(),
  sha256: sha256Schema,
  /** Null before the first record. */
  day: z.iso.date().nullable(),
  /** Size of the day's file after the last record. */
  bytes: z.number().int().nonnegative(),
});

/** How far the log goes; without it nobody would see that records at its end are gone. */
export type Head = z.infer<typeof headSchema>;

export const emptyHead: Head = { count: 0, sha256: beginning, day: null, bytes: 0 };

export type FoundHead = { status: 'found'; head: Head } | { status: 'missing' | 'unreadable' };

export async function readHead(folder: string): Promise<FoundHead> {
  const file = await readRegularFile(auditPaths.head(folder), maxHeadBytes);
  if (file.status === 'missing') return { status: 'missing' };
  const parsed = headSchema.safeParse(file.status === 'read' ? parseJson(file.text) : null);
  return parsed.success ? { status: 'found', head: parsed.data } : { status: 'unreadable' };
}

export async function writeHead(folder: string, head: Head): Promise<void> {
  await writeDurably(auditPaths.head(folder), headText(head));
}

/** A head that waits for the record it names to be on the disk. */
export function readyHead(folder: string, head: Head): Promise<ReadyFile> {
  return readyFile(auditPaths.head(folder), headText(head));
}

function headText(head: Head): string {
  return `${JSON.stringify(head)}\n`;
}
