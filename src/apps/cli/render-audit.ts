import type { AuditEntry } from '../../contracts/audit.ts';
import type { AuditRecord, AuditText } from '../../contracts/audit-record.ts';
import { wrapToWidth } from './display-width.ts';
import { escapeLine, escapeText } from './escape-terminal.ts';
import { issueRow } from './event-rows.ts';
import { formatTime } from './format-time.ts';
import { formatBytes, formatCount, formatDuration, groupDigits } from './format-units.ts';
import { generatorText } from './generator-text.ts';
import type { Page } from './page.ts';
import { renderRows } from './render-rows.ts';
import { reusedNote } from './reused-note.ts';
import { changedText, claimText, discountText } from './review-facts.ts';

const labelWidth = 11;

/** One record for people, in the order in which things happened. */
export function renderAudit(entry: AuditEntry, page: Page): string {
  const { record } = entry;
  const took = formatDuration(record.timings.totalMs ?? 0);
  const head = `${page.palette.bold(`audit ${record.auditId}`)}  ${record.status}, ${formatTime(record.startedAt)} UTC, ${took}`;
  return [
    head,
    ...circumstances(entry, page),
    ...record.rounds.flatMap((round) => ['', ...roundLines(round, entry, page)]),
    ...record.approvals.flatMap((approval) => ['', ...approvalLines(approval, page)]),
    '',
    ...ending(entry, page),
  ].join('\n');
}

function circumstances(entry: AuditEntry, page: Page): string[] {
  const { record } = entry;
  const { files, limits, python, generator, usage, seed } = record;
  const tokens = groupDigits(String(usage.inputTokens + usage.outputTokens));
  const spent = usage.calls === 0 ? '' : `, ${tokens} tokens in ${formatCount(usage.calls, 'call')}`;
  const understood = generator.understood === null ? '' : `: "${escapeLine(generator.understood)}"`;
  return [
    ...textRows('question', record.query, { entry, page }),
    ...(record.contextSha256 === null ? [] : row('context', `sha256 ${record.contextSha256}`, page)),
    ...files.items.flatMap(({ name, use, originalPath, bytes, sha256 }) => {
      const from = originalPath === null ? '' : `, from ${escapeLine(originalPath)}`;
      const facts =
        use === 'unusable' ? 'could not be used' : `${formatBytes(bytes)}, sha256 ${sha256.slice(0, 16)}`;
      return row('file', `${escapeLine(name)}  ${facts}${from}`, page);
    }),
    ...more(files, 'files'),
    ...functionLines(record.functions, page),
    ...callLines(entry, page),
    ...row('code by', `${generatorText(generator)}${reusedNote(record.reused)}${understood}${spent}`, page),
    ...(python === null
      ? []
      : row(
          'python',
          `${escapeLine(python.version)} (${escapeLine(python.source)}), packages ${python.packages.sha256.slice(0, 16)}`,
          page,
        )),
    ...row(
      'limits',
      `${limits.timeoutSeconds} s, ${limits.memoryMiB} MiB memory, ${limits.outputMiB} MiB output, ${limits.diskMiB} MiB of files, ${seed === null ? 'no seed' : `seed ${seed}`}`,
      page,
    ),
  ];
}

function functionLines(functions: AuditRecord['functions'], page: Page): string[] {
  if (functions === undefined) return [];
  const { names, library } = functions;
  return [
    ...row('functions', `${names.items.map(escapeLine).join(', ')}  library ${library.slice(0, 16)}`, page),
    ...more(names, 'functions'),
  ];
}

function callLines(entry: AuditEntry, page: Page): string[] {
  const { call } = entry.record;
  if (call === undefined) return [];
  const { library, network, environment, attempts, result } = call;
  const reach = network === true ? 'everything' : network?.map(escapeLine).join(', ');
  return [
    ...textRows('arguments', call.arguments, { entry, page }),
    ...(result === null ? [] : textRows('result', result, { entry, page })),
    ...row('library', library.sha256.slice(0, 16), page),
    ...(reach === undefined ? [] : row('network', reach, page)),
    ...(environment.length === 0 ? [] : row('variables', environment.map(escapeLine).join(', '), page)),
    ...attempts.slice(0, -1).flatMap(({ status, exception, pauseMs }) => {
      const what = exception === null ? status : `${status} (${escapeLine(exception)})`;
      return row('attempt', `${what}, the next one ${pauseMs} ms later`, page);
    }),
  ];
}

function roundLines(round: AuditRecord['rounds'][number], entry: AuditEntry, page: Page): string[] {
  const { iteration, action, stages, author, code, issues, run } = round;
  const ran = run === null ? 'not run' : `run: ${run}`;
  return [
    page.palette.bold(
      `round ${iteration}${author === null ? '' : `, by a ${author}`}: ${action} after ${stages.map(escapeLine).join(', ')}; ${ran}; code ${code.sha256.slice(0, 16)}`,
    ),
    ...quoted(code, entry),
    ...issues.items.flatMap((issue) => renderRows([issueRow(issue)], page)),
    ...more(issues, 'issues'),
    ...reviewLines(round.review, page),
    ...modificationLines(round, page),
  ];
}

function reviewLines(review: AuditRecord['rounds'][number]['review'], page: Page): string[] {
  if (review === undefined) return [];
  const { status, reason, evidence, discounted } = review;
  return [
    ...row('review', `${status}${reason === null ? '' : `: ${escapeLine(reason)}`}`, page),
    ...evidence.flatMap(({ question, line, answer }) =>
      row('checked', `${question}${line === null ? '' : `, line ${line}`}: ${escapeLine(answer)}`, page),
    ),
    ...discounted.flatMap((discount) => row(discount.action, discountText(discount), page)),
  ];
}

function modificationLines({ changes, modification }: AuditRecord['rounds'][number], page: Page): string[] {
  return [
    ...changes.items.flatMap((change) => row('changed', escapeLine(change), page)),
    ...more(changes, 'changes'),
    ...(modification === undefined
      ? []
      : [
          ...row('lines', changedText(modification.lines), page),
          ...modification.claims.items.flatMap((claim) => row('claim', claimText(claim), page)),
          ...more(modification.claims, 'claims'),
        ]),
  ];
}

function approvalLines(approval: AuditRecord['approvals'][number], page: Page): string[] {
  const { outcome, approver, reason, risks, codeSha256, decidedAt } = approval;
  const by = approver === null ? '' : ` by ${escapeLine(approver)}`;
  const why = reason === null ? '' : `: ${escapeLine(reason)}`;
  return [
    ...row(
      'approval',
      `${outcome}${by}${why}; ${formatTime(decidedAt)} UTC, code ${codeSha256.slice(0, 16)}`,
      page,
    ),
    ...risks.items.flatMap(({ kind, detail }) => row('risk', `${kind}: ${escapeLine(detail)}`, page)),
    ...more(risks, 'risks'),
  ];
}

function ending(entry: AuditEntry, page: Page): string[] {
  const { record } = entry;
  const { run, artifacts, warnings, error } = record;
  return [
    ...row('run', run === null ? 'nothing was run' : runFacts(run), page),
    ...(record.output.bytes === 0 ? [] : ['output', ...quoted(record.output, entry)]),
    ...(record.stderr.bytes === 0 ? [] : ['error output', ...quoted(record.stderr, entry)]),
    ...artifacts.items.flatMap(({ bytes, sha256, path }) =>
      row('saved', `${escapeLine(path)}  ${formatBytes(bytes)}, sha256 ${sha256.slice(0, 16)}`, page),
    ),
    ...more(artifacts, 'files'),
    ...warnings.items.flatMap((warning) => row('warning', escapeLine(warning), page)),
    ...(error === null ? [] : textRows('error', error, { entry, page })),
    ...row(
      'record',
      `${entry.seq}, line ${entry.line} of ${escapeLine(entry.file)}, ${entry.intact ? 'matches its hashes' : 'does NOT match its hashes'}`,
      page,
    ),
  ];
}

function runFacts({
  status,
  reason,
  wallMs,
  peakMemoryMiB,
  isolation,
}: NonNullable<AuditRecord['run']>): string {
  const memory = peakMemoryMiB === null ? '' : `, ${Math.round(peakMemoryMiB)} MiB`;
  const { canary } = isolation;
  const refused = canary ? `, ${canary.refused} of ${canary.tried} forbidden operations refused` : '';
  const why = reason === null ? '' : ` (${escapeLine(reason)})`;
  return `${status}${why}, ${formatDuration(wallMs)}${memory}, isolation ${isolation.tier}${refused}`;
}

/** All of a text, each line marked as quoted. */
function quoted(text: AuditText, { texts }: AuditEntry): string[] {
  const whole = texts[text.sha256];
  if (whole === undefined) return ['| (missing or changed: see python-coder audit verify)'];
  return escapeText(whole)
    .trimEnd()
    .split('\n')
    .map((line) => `| ${line}`);
}

function textRows(
  label: string,
  text: AuditText,
  { entry, page }: { entry: AuditEntry; page: Page },
): string[] {
  const whole = entry.texts[text.sha256] ?? text.start;
  return escapeText(whole)
    .trimEnd()
    .split('\n')
    .flatMap((line, index) => row(index === 0 ? label : '', line, page));
}

function more({ count, items }: { count: number; items: unknown[] }, noun: string): string[] {
  return count === items.length ? [] : [`and ${count - items.length} more ${noun} (--json has them)`];
}

function row(label: string, text: string, { columns }: Page): string[] {
  const lines = columns === null ? [text] : wrapToWidth(text, Math.max(columns - labelWidth, 20));
  return lines.map((line, index) => (index === 0 ? label : '').padEnd(labelWidth) + line);
}
