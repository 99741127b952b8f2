import type { AuditRecord } from '../../contracts/audit-record.ts';
import { escapeLine } from './escape-terminal.ts';

/** Who wrote the code, such as "model gpt-5-mini"; "the caller" is a name that says it all. */
export function generatorText({ kind, name }: Pick<AuditRecord['generator'], 'kind' | 'name'>): string {
  return kind === 'caller' ? escapeLine(name) : `${kind} ${escapeLine(name)}`;
}
