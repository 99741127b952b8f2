import type { AuditEntry } from '../../contracts/audit.ts';

export type ServedRecord = Pick<AuditEntry, 'seq' | 'intact' | 'texts' | 'record'>;

/** A record as clients see it: without the folders of this machine. Of long lists only the beginning is told, as the text of the whole one has them. */
export function servedRecord({ seq, intact, record, texts }: AuditEntry): ServedRecord {
  const { files, artifacts } = record;
  const whole = [files.all, artifacts.all].map((text) => text?.sha256);
  return {
    seq,
    intact,
    record: {
      ...record,
      files: { ...files, items: files.items.map((file) => ({ ...file, originalPath: null })) },
      artifacts: {
        ...artifacts,
        items: artifacts.items.map((artifact) => ({ ...artifact, path: artifact.name })),
      },
    },
    texts: Object.fromEntries(Object.entries(texts).filter(([sha256]) => !whole.includes(sha256))),
  };
}
