import { recordedText } from '../../audit/recorded-text.ts';
import type { ComparedText } from '../../contracts/audit.ts';
import type { AuditText } from '../../contracts/audit-record.ts';
import { sha256 } from '../../text/sha256.ts';
import { firstDifference } from './compare-runs.ts';
import { compareTexts } from './compare-texts.ts';

interface Texts {
  recorded: AuditText;
  /** Without secrets, as what is recorded. */
  replayed: string;
  /** Has both texts in lines, so that the first that differs can be shown. */
  inLines?(text: string): string;
}

/** How a text differs from the recorded one; by the hash alone where that is lost. */
export async function compareRecorded(
  auditDir: string,
  { recorded, replayed, inLines = (text) => text }: Texts,
): Promise<ComparedText> {
  if (sha256(replayed) === recorded.sha256) return { comparison: 'same', difference: null };
  const text = await recordedText(auditDir, recorded);
  if (text === null) return { comparison: 'different', difference: null };
  return {
    comparison: compareTexts(text, replayed),
    difference: firstDifference(inLines(text), inLines(replayed)),
  };
}
