import path from 'node:path';
import type { AuditProblem } from '../contracts/audit.ts';
import { auditRecordSchema } from '../contracts/audit-record.ts';
import { auditPaths } from './audit-folder.ts';
import { type Blob, readBlob } from './blobs.ts';
import type { ChainedLine } from './chained-line.ts';
import { type Place, problemAt } from './problems.ts';
import { isInline, textsOf } from './texts-of.ts';

const blobFaults = {
  kept: null,
  missing: { kind: 'blob-missing', says: 'is missing' },
  changed: { kind: 'blob-changed', says: 'was changed: it does not match its hash' },
} as const satisfies Record<Blob['status'], unknown>;

/** Checks the texts that records name; each is read once, and named with the first record that has it. */
export class TextCheck {
  readonly notes: string[] = [];
  readonly #folder: string;
  readonly #report: (problem: AuditProblem) => void;
  readonly #checked = new Set<string>();

  constructor(folder: string, report: (problem: AuditProblem) => void) {
    this.#folder = folder;
    this.#report = report;
  }

  get count(): number {
    return this.#checked.size;
  }

  async check({ seq, record }: ChainedLine, place: Place): Promise<void> {
    const parsed = auditRecordSchema.safeParse(record);
    if (!parsed.success) {
      this.notes.push(
        `${place.file}, line ${place.line}: record ${seq} has a form that this version does not know; its texts were not checked.`,
      );
      return;
    }
    const { auditId } = parsed.data;
    for (const { name, text } of textsOf(parsed.data)) {
      if (isInline(text) || this.#checked.has(text.sha256)) continue;
      this.#checked.add(text.sha256);
      const fault = blobFaults[(await readBlob(this.#folder, text.sha256)).status];
      if (fault === null) continue;
      const file = path.relative(this.#folder, auditPaths.blob(this.#folder, text.sha256));
      const says = `needs ${file}, ${name}, which ${fault.says}`;
      this.#report({ ...problemAt(fault.kind, place, { seq, auditId, says }), file });
    }
  }
}
