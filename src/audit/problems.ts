import { z } from 'zod';
import type { AuditProblem } from '../contracts/audit.ts';

/** Where a line stands. */
export interface Place {
  file: string;
  day: string;
  line: number | null;
}

interface About {
  seq: number | null;
  auditId?: string | null;
  says: string;
}

/** One fault of the log, named by file, line and record. */
export function problemAt(
  kind: AuditProblem['kind'],
  { file, line }: Place,
  { seq, auditId = null, says }: About,
): AuditProblem {
  const where = line === null ? file : `${file}, line ${line}`;
  const subject = auditId === null ? '' : `record ${seq} (audit ${auditId}) `;
  return { kind, file, line, seq, auditId, message: `${where}: ${subject}${says}.` };
}

/** "record 3 is", "records 3 to 5 are". */
export function span(from: number, to: number): string {
  return from === to ? `record ${from} is` : `records ${from} to ${to} are`;
}

const identified = z.object({ auditId: z.string().regex(/^[0-9a-f]{32}$/) });

/** The id of a record that need not be one. */
export function auditIdIn(record: unknown): string | null {
  return identified.safeParse(record).data?.auditId ?? null;
}
