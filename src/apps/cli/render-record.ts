import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { Session } from './answer.ts';
import { wrapToWidth } from './display-width.ts';
import { escapeLine } from './escape-terminal.ts';
import { issueRow, type Row } from './event-rows.ts';
import { formatCount, formatDuration, groupDigits } from './format-units.ts';
import { generatorText } from './generator-text.ts';
import { renderRows } from './render-rows.ts';
import { reusedNote } from './reused-note.ts';
import { reviewNotes } from './review-facts.ts';
import { savedText } from './saved-rows.ts';

/** What is left to know after the answer: files written, warnings, and how the answer came about in one line. */
export function renderRecord(result: CodeTaskResult, savedCode: string | null, session: Session): string {
  if (result.status === 'cancelled') return '';
  const saved = result.artifacts.map(savedText);
  if (savedCode !== null) saved.push(`${escapeLine(savedCode)}  the code`);
  const findings = result.success ? result.findings.map(issueRow) : [];
  const rows: Row[] = [
    ...saved.map((text): Row => ({ mark: 'done', label: 'Saved', text })),
    ...findings.filter(({ text }) => !session.hasShown(text)),
    ...result.warnings
      .map(escapeLine)
      .filter((text) => !session.hasShown(text))
      .map((text): Row => ({ mark: 'note', label: 'Warning', text })),
  ];
  const { palette, columns } = session.err;
  const record = wrapToWidth(oneLine(result), columns ?? Number.POSITIVE_INFINITY);
  return [...renderRows(rows, session.err), ...record.map((line) => palette.dim(line))].join('\n');
}

function oneLine(result: CodeTaskResult): string {
  const { usage, generator, run } = result;
  const tokens = usage.inputTokens + usage.outputTokens;
  return [
    formatCount(result.iterations, 'round'),
    ...reviewNotes(result.verificationHistory.findLast(({ run }) => run !== undefined)?.review),
    formatDuration(result.timings.totalMs),
    usage.calls === 0
      ? 'no model calls'
      : `${groupDigits(String(tokens))} tokens in ${formatCount(usage.calls, 'call')}`,
    ...(generator.kind === 'none' ? [] : [`${generatorText(generator)}${reusedNote(result.reused)}`]),
    run === null ? 'nothing was run' : `isolation ${run.isolation.tier}`,
    `audit ${escapeLine(result.auditId)}`,
  ].join(', ');
}
