import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The lines of an audit log in order, as they stand in its files. */
export function auditLines(auditDir: string): string[] {
  if (!existsSync(auditDir)) return [];
  const days = readdirSync(auditDir).filter((name) => name.endsWith('.jsonl'));
  return days
    .sort()
    .flatMap((day) => readFileSync(path.join(auditDir, day), 'utf8').split('\n').filter(Boolean));
}

/** The records of an audit log, the oldest first. */
export function auditRecords(auditDir: string): Record<string, unknown>[] {
  return auditLines(auditDir).map((line) => JSON.parse(line).record);
}
