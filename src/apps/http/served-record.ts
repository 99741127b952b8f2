import type { AuditEntry } from '../../contracts/audit.ts';
import type { AuditList, AuditRecord } from '../../contracts/audit-record.ts';

export type ServedRecord = Pick<AuditEntry, 'seq' | 'intact' | 'texts'> & {
  record: Omit<AuditRecord, 'files' | 'artifacts'> & { files: unknown; artifacts: unknown };
};

/** A record as clients see it: without the folders of this machine. Of long lists only the beginning is told, as the text of the whole one has them. */
export function servedRecord({ seq, intact, record, texts }: AuditEntry): ServedRecord {
  const { files, artifacts, ...others } = record;
  const whole = [files.all, artifacts.all].map((text) => text?.sha256);
  return {
    seq,
    intact,
    record: {
      ...others,
      files: listed(files, ({ originalPath: _path, ...file }) => file),
      artifacts: listed(artifacts, ({ path: _path, ...artifact }) => artifact),
    },
    texts: Object.fromEntries(Object.entries(texts).filter(([sha256]) => !whole.includes(sha256))),
  };
}

function listed<Item>({ count, items }: AuditList<Item>, served: (item: Item) => unknown) {
  return { count, items: items.map(served) };
}
