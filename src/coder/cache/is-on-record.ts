import { recordAt } from '../../audit/read-records.ts';
import { sha256 } from '../../text/sha256.ts';
import type { CachedCode } from './cached-code.ts';

/** Whether the audit log has the task that ran this code to its end; only the one line where it stands is read. */
export async function isOnRecord(
  auditDir: string,
  { auditId, code, record: place }: CachedCode,
): Promise<boolean> {
  const stored = await recordAt(auditDir, place).catch(() => null);
  if (stored === null || !stored.isGenuine) return false;
  const { record } = stored;
  const last = record.rounds.at(-1);
  return (
    record.auditId === auditId &&
    record.status === 'succeeded' &&
    last?.action === 'approved' &&
    last.code.sha256 === sha256(code)
  );
}
