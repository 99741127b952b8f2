import type { ReusedCode } from '../../contracts/code-task.ts';
import { escapeLine } from './escape-terminal.ts';

/** Where code came from that was not written anew, such as ", reused from 2025-03-01, approved in record 1f…"; empty for new code. */
export function reusedNote(reused: ReusedCode | undefined): string {
  if (reused === undefined) return '';
  return `, reused from ${escapeLine(reused.approvedAt.slice(0, 10))}, approved in record ${escapeLine(reused.auditId)}`;
}
