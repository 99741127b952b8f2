import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { renderAudit } from '../render-audit.ts';

/** Prints one record as a page; with `--json` as it was written, with every text it names. */
export async function auditShow(id: string, { coder, out }: Session): Promise<Answer> {
  const entry = await coder.audit.show(id);
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, ...entry },
    text: renderAudit(entry, out),
    problem: entry.intact
      ? ''
      : 'This record or one of its texts does not match its hash: see python-coder audit verify.',
    notes: '',
  };
}
