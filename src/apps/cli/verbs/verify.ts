import { readFile } from 'node:fs/promises';
import type { Issue } from '../../../contracts/issue.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import { countIssues, issueRow } from '../event-rows.ts';
import type { Page } from '../page.ts';
import { renderRows } from '../render-rows.ts';
import { usageError } from '../usage-error.ts';

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read by this user',
};

/** Prints the static findings about a script and runs nothing; blocking and major issues fail it. */
export async function verify(script: string, files: string[], session: Session): Promise<Answer> {
  const { coder, observer, out } = session;
  const source = await readScript(script);
  const { code, issues } = await coder.verifyCode(source, { files, ...observer });
  const passed = issues.every(({ severity }) => severity === 'minor');
  return {
    exitCode: statusCodes[passed ? 'succeeded' : 'rejected'].exitCode,
    value: { success: passed, issues, code },
    text: [
      ...issues.flatMap((issue) => renderIssue(issue, out)),
      `${escapeLine(script)}: ${countIssues(issues).join(', ')}`,
    ].join('\n'),
    problem: '',
    notes: '',
  };
}

function renderIssue(issue: Issue, page: Page): string[] {
  const row = issueRow(issue);
  const rule = `[${escapeLine(issue.rule)}]`;
  const suggestion =
    issue.suggestion === undefined
      ? []
      : renderRows([{ mark: 'none', label: '', text: escapeLine(issue.suggestion) }], page);
  return [...renderRows([{ ...row, text: `${row.text} ${rule}` }], page), ...suggestion];
}

async function readScript(script: string): Promise<string> {
  try {
    return await readFile(script, 'utf8');
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw usageError(`The script ${script} can't be read: ${reasons[code] ?? message}. Name a Python file.`);
  }
}
