import type { AuditEntry } from '../contracts/audit.ts';
import { findRecord } from './read-records.ts';
import { recordedText } from './recorded-text.ts';
import { textsOf } from './texts-of.ts';

/** One record with every text it names. */
export async function showRecord(folder: string, id: string): Promise<AuditEntry> {
  const { isGenuine, ...stored } = await findRecord(folder, id);
  const texts: Record<string, string> = {};
  let intact = isGenuine;
  for (const { text } of textsOf(stored.record)) {
    const whole = await recordedText(folder, text);
    if (whole === null) intact = false;
    else texts[text.sha256] = whole;
  }
  return { ...stored, intact, texts };
}
