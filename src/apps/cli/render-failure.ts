import type { CodeTaskResult, TaskStatus } from '../../contracts/code-task.ts';
import type { Session } from './answer.ts';
import { escapeText } from './escape-terminal.ts';
import { issueRow } from './event-rows.ts';
import { renderRows } from './render-rows.ts';

const stderrLines = 15;

const headlines: Record<Exclude<TaskStatus, 'succeeded' | 'cancelled'>, string> = {
  rejected: 'Rejected',
  failed: 'Failed',
  'timed-out': 'Timed out',
  'out-of-memory': 'Out of memory',
  'output-too-large': 'Too much output',
  'disk-full': 'Disk full',
  denied: 'Denied',
  expired: 'Not approved in time',
  'approval-required': 'Approval needed',
  'no-generator': 'No code was written',
  'input-invalid': 'Input refused',
  'model-failed': 'The model failed',
  lost: 'The run was lost',
};

/** Why there is no answer and what to do next, the issues neither it nor the live display has named, and the end of what the program complained; empty on success. */
export function renderFailure(result: CodeTaskResult, { err, hasShown }: Session): string {
  if (result.status === 'succeeded') return '';
  if (result.status === 'cancelled') return 'Cancelled.';
  const { palette } = err;
  const headline = palette.bold(palette.red(`${headlines[result.status]}:`));
  const issues = (result.verificationHistory.at(-1)?.issues ?? [])
    .filter(({ message }) => !result.error?.includes(message))
    .map(issueRow)
    .filter(({ text }) => !hasShown(text));
  const complaint = unsaidLines(result);
  return [
    `${headline} ${escapeText(result.error ?? 'no reason was given.')}`,
    ...renderRows(issues, err),
    ...(complaint.length === 0 ? [] : ['The program wrote to standard error:']),
    ...complaint.map((line) => palette.dim(`  | ${line}`)),
  ].join('\n');
}

/** The end of the program's standard error, unless the error already quotes it. */
function unsaidLines({ stderr, error }: CodeTaskResult): string[] {
  const text = stderr.trim();
  if (text === '' || error?.includes(text.slice(-200))) return [];
  return escapeText(text).split('\n').slice(-stderrLines);
}
