import type { Issue } from '../../../contracts/issue.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import { countIssues, issueRow } from '../event-rows.ts';
import type { Page } from '../page.ts';
import { readSmallFile } from '../read-small-file.ts';
import { renderRows } from '../render-rows.ts';

/** Prints the static findings about a script and runs nothing; blocking and major issues fail it. */
export async function verify(script: string, files: string[], session: Session): Promise<Answer> {
  const { coder, observer, out } = session;
  const source = await readSmallFile(script, 'script');
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
