import type { CallError, CallResult, ValueProblem } from '../../contracts/python-functions.ts';
import { escapeJson, escapeLine, escapeText } from './escape-terminal.ts';
import { formatCount, formatDuration } from './format-units.ts';
import type { Page } from './page.ts';
import { renderRows } from './render-rows.ts';
import { savedRows } from './saved-rows.ts';

/** A value as people read it and other programs parse it. */
export function renderJson(value: unknown): string {
  return escapeJson(JSON.stringify(value ?? null, null, 2));
}

/** Why a call gave no result, with the arguments its message does not name already and the exception's own frames; empty on success. */
export function renderCallError({ status, name, error }: CallResult, { palette }: Page): string {
  if (error === null) return '';
  return [
    `${palette.bold(palette.red(`${escapeLine(name)} ${status}:`))} ${escapeText(error.message)}`,
    ...unsaid(error).map(({ path, message, expected }) => {
      const place = path === '' ? '' : `${escapeLine(path)}: `;
      return `  ${place}${escapeLine(message)}${expected === null ? '' : ` (expected ${escapeLine(expected)})`}`;
    }),
    ...(error.traceback === null ? [] : [palette.dim(escapeText(error.traceback).trimEnd())]),
  ].join('\n');
}

/** What is worth knowing beside the result: what was printed and written, warnings, and the record. */
export function renderCallRecord(call: CallResult, page: Page): string {
  const { stdout, artifacts, warnings, attempts, totalMs, run, auditId } = call;
  const record = [
    ...(attempts.length > 1 ? [formatCount(attempts.length, 'attempt')] : []),
    formatDuration(totalMs),
    ...(run === null ? ['nothing was run'] : [`isolation ${run.isolation.tier}`]),
    `audit ${escapeLine(auditId)}`,
  ].join(', ');
  return [
    ...[stdout, ownErrors(call)].filter((text) => text !== '').map((text) => escapeText(text).trimEnd()),
    ...savedRows(artifacts, page),
    ...renderRows(
      warnings.map((text) => ({ mark: 'note', label: 'Warning', text: escapeLine(text) })),
      page,
    ),
    page.palette.dim(record),
  ].join('\n');
}

function unsaid({ message, problems }: CallError): ValueProblem[] {
  return problems.filter((problem) => !message.includes(problem.message.replace(/\.$/, '')));
}

/** What the function wrote to standard error before its exception, which is shown already. */
function ownErrors({ stderr, error }: CallResult): string {
  const traceback = error?.traceback?.trimEnd() ?? '';
  const written = stderr.trimEnd();
  return traceback !== '' && written.endsWith(traceback) ? written.slice(0, -traceback.length) : written;
}
