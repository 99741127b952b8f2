import type { AuditList, AuditText } from '../contracts/audit-record.ts';
import { readBlob } from './blobs.ts';
import { isInline } from './texts-of.ts';

/** All of a recorded text, or null when it is missing or was changed. */
export async function recordedText(folder: string, text: AuditText): Promise<string | null> {
  if (isInline(text)) return text.start;
  const blob = await readBlob(folder, text.sha256);
  return blob.status === 'kept' ? blob.text : null;
}

/** All entries of a recorded list, or null when they are missing or were changed; `parse` checks each. */
export async function recordedList<Item>(
  folder: string,
  { items, all }: AuditList<Item>,
  parse: (entry: unknown) => Item,
): Promise<Item[] | null> {
  if (all === null) return items;
  const text = await recordedText(folder, all);
  return text === null ? null : (JSON.parse(text) as unknown[]).map(parse);
}
