import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { cutToWidth } from '../display-width.ts';
import { escapeLine } from '../escape-terminal.ts';
import { formatTime } from '../format-time.ts';
import { formatCount, formatDuration } from '../format-units.ts';
import { renderTable } from '../render-table.ts';

const shownId = 8;
const queryCells = 60;

/** Prints the newest records, one line each. */
export async function auditList({ limit }: { limit?: number }, { coder, out }: Session): Promise<Answer> {
  const listing = await coder.audit.list({ limit });
  const rows = listing.records.map(({ auditId, startedAt, status, totalMs, query }) => [
    auditId.slice(0, shownId),
    formatTime(startedAt),
    status,
    formatDuration(totalMs),
    cutToWidth(escapeLine(query), queryCells),
  ]);
  const header = ['id', 'started (UTC)', 'status', 'took', 'question'];
  const [head = '', ...lines] = renderTable([header, ...rows], [false, false, false, true]);
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, ...listing },
    text: rows.length === 0 ? 'No task is on record yet.' : [out.palette.bold(head), ...lines].join('\n'),
    problem:
      listing.unreadable === 0
        ? ''
        : `${formatCount(listing.unreadable, 'line')} could not be read: see python-coder audit verify.`,
    notes: '',
  };
}
