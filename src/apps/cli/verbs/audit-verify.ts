import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import { formatCount } from '../format-units.ts';

/** Says whether the log is as it was written; every fault is named by file, line and record. */
export async function auditVerify({ coder, observer, out }: Session): Promise<Answer> {
  const report = await coder.audit.verify({ signal: observer.signal });
  const { intact, records, files, texts, last, problems, omittedProblems, notes } = report;
  const size = `${formatCount(records, 'record')} in ${formatCount(files, 'file')}, ${formatCount(texts, 'text')} beside them`;
  const faults = problems.length + omittedProblems;
  const lines = intact
    ? [
        `${out.palette.green('intact')}: ${size}`,
        ...(last === null ? [] : [`record ${last.seq} has the hash ${last.sha256}`]),
      ]
    : [
        `${out.palette.red(formatCount(faults, 'problem'))} in ${size}`,
        ...problems.map(({ kind, message }) => `${kind.padEnd(12)}  ${escapeLine(message)}`),
        ...(omittedProblems === 0 ? [] : [`and ${omittedProblems} more`]),
      ];
  return {
    exitCode: statusCodes[intact ? 'succeeded' : 'rejected'].exitCode,
    value: { success: intact, ...report },
    text: lines.join('\n'),
    problem: '',
    notes: notes.map((note) => `Note: ${escapeLine(note)}`).join('\n'),
  };
}
