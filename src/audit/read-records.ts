import path from 'node:path';
import { type AuditRecord, auditRecordSchema } from '../contracts/audit-record.ts';
import { CoderError } from '../errors/coder-error.ts';
import { auditPaths, recordedDays } from './audit-folder.ts';
import { readChainedLine } from './chained-line.ts';
import type { RecordPlace } from './chained-log.ts';
import { type Line, readLines } from './read-lines.ts';

export interface StoredRecord {
  file: string;
  line: number;
  seq: number;
  /** False when the line does not match its own hash. */
  isGenuine: boolean;
  record: AuditRecord;
}

/** The newest records, the newest first, and how many lines among them could not be read. */
export async function newestRecords(
  folder: string,
  limit: number,
): Promise<{ records: StoredRecord[]; unreadable: number }> {
  const records: StoredRecord[] = [];
  let unreadable = 0;
  for (const day of recordedDays(folder).reverse()) {
    const file = auditPaths.day(folder, day);
    let newest: Line[] = [];
    for await (const line of readLines(file)) {
      newest.push(line);
      if (newest.length > 2 * limit) newest = newest.slice(-limit);
    }
    for (const line of newest.reverse().slice(0, limit - records.length)) {
      const stored = readRecord(line, file);
      if (stored === null) unreadable += 1;
      else records.push(stored);
    }
    if (records.length >= limit) break;
  }
  return { records, unreadable };
}

/** The one record whose id is or begins with `id`. Throws `input-invalid` when there is none, or more than one. */
export async function findRecord(folder: string, id: string): Promise<StoredRecord> {
  if (!/^[0-9a-f]{4,32}$/.test(id)) {
    throw inputInvalid(
      `"${id.slice(0, 80)}" is no audit id: it has up to 32 digits and letters from a to f, of which at least 4 are needed. The list has them: python-coder audit list.`,
    );
  }
  const mark = Buffer.from(`"auditId":"${id}`);
  const found = new Map<string, StoredRecord>();
  for (const day of recordedDays(folder).reverse()) {
    const file = auditPaths.day(folder, day);
    for await (const line of readLines(file)) {
      const stored = line.bytes.includes(mark) ? readRecord(line, file) : null;
      if (stored?.record.auditId.startsWith(id) && !found.has(stored.record.auditId))
        found.set(stored.record.auditId, stored);
    }
  }
  const [stored, ...others] = found.values();
  if (stored === undefined)
    throw inputInvalid(
      `The audit log in ${folder} has no record "${id}". The list has the newest: python-coder audit list.`,
    );
  if (others.length > 0)
    throw inputInvalid(
      `${found.size} records begin with "${id}", for example ${[...found.keys()].slice(0, 2).join(' and ')}; write more of the id.`,
    );
  return stored;
}

/** The record whose line begins there; null when none does. */
export async function recordAt(folder: string, { day, offset }: RecordPlace): Promise<StoredRecord | null> {
  const file = auditPaths.day(folder, day);
  for await (const line of readLines(file, offset)) return readRecord(line, file);
  return null;
}

function readRecord(line: Line, file: string): StoredRecord | null {
  const read = readChainedLine(line.bytes);
  if (read.status === 'unreadable') return null;
  const parsed = auditRecordSchema.safeParse(read.line.record);
  if (!parsed.success) return null;
  return {
    file: path.basename(file),
    line: line.number,
    seq: read.line.seq,
    isGenuine: read.status === 'genuine' && line.status === 'ended',
    record: parsed.data,
  };
}

function inputInvalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
