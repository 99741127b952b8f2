import type { ApprovalRequest } from '../../contracts/approval.ts';
import { escapeLine } from './escape-terminal.ts';
import { issueRow, type Row } from './event-rows.ts';
import { highlightPython } from './highlight-python.ts';
import type { Page } from './page.ts';
import { renderRows } from './render-rows.ts';

/** Everything a person needs to decide on a program: why it is asked about, what verification found, its files, the functions it may call, and its code, all of it. */
export function approvalScreen(request: ApprovalRequest, page: Page): string {
  const { palette } = page;
  const { risks, findings, files, functions, code, codeSha256, expiresAt } = request;
  const time = new Date(expiresAt).toLocaleTimeString('en-GB');
  const lines = highlightPython(code, palette);
  const width = String(lines.length).length;
  return [
    '',
    palette.bold(`This program has not run yet. Approve it before ${time}.`),
    ...section('Why', risks.map(riskRow), page),
    ...section('Found', findings.map(issueRow), page),
    ...section('Reads', files.map(fileRow), page),
    ...section('May call', functions === undefined ? [] : [functionsRow(functions)], page),
    palette.bold(
      `Code, ${lines.length} line${lines.length === 1 ? '' : 's'}, sha256 ${codeSha256.slice(0, 12)}`,
    ),
    ...lines.map((line, index) => `${palette.dim(`${String(index + 1).padStart(width + 2)} │`)} ${line}`),
    '',
  ].join('\n');
}

function section(title: string, rows: Row[], page: Page): string[] {
  return rows.length === 0 ? [] : [page.palette.bold(title), ...renderRows(rows, page)];
}

function riskRow({ detail, line }: ApprovalRequest['risks'][number]): Row {
  const place = line === undefined ? '' : `line ${line}: `;
  return { mark: 'note', label: '', text: `${place}${escapeLine(detail)}` };
}

function fileRow({ name, sha256 }: ApprovalRequest['files'][number]): Row {
  return { mark: 'none', label: '', text: `${escapeLine(name)}  sha256 ${sha256.slice(0, 12)}` };
}

function functionsRow({ names, library }: NonNullable<ApprovalRequest['functions']>): Row {
  const text = `${names.map(escapeLine).join(', ')}  sha256 ${library.slice(0, 12)}`;
  return { mark: 'none', label: '', text };
}
