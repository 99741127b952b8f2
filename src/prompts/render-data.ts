import { createHash } from 'node:crypto';
import type { FileDescription } from '../contracts/file-description.ts';
import type { Issue } from '../contracts/issue.ts';
import { cleanText } from './clean-text.ts';
import { fitFiles } from './fit-files.ts';
import { layoutJson } from './layout-json.ts';

const filesChars = 14_000;
const maxIssues = 15;
const issueChars = 2_500;
const reviewedChars = 400;

/**
 * Everything strangers wrote, as JSON inside one marked block, with what was left out for size.
 * The mark is derived from the content: text inside can't contain it, and the same task gives the same prompt.
 */
export function renderData(untrusted: { files: FileDescription[]; issues?: Issue[] }): string {
  const { files, leftOut } = fitFiles(untrusted.files, filesChars);
  const issues = untrusted.issues ?? [];
  if (issues.length > maxIssues) leftOut.push(`${issues.length - maxIssues} of ${issues.length} issues`);
  const body = layoutJson({
    files,
    ...(untrusted.issues && { issues: issues.slice(0, maxIssues).map(renderIssue) }),
    ...(leftOut.length > 0 && { leftOutForSize: leftOut }),
  });
  const mark = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return `<data-${mark}>\n${body}\n</data-${mark}>`;
}

function renderIssue(issue: Issue, index: number): unknown {
  const { source, severity, rule, line, suggestion } = issue;
  return {
    issue: index + 1,
    source,
    severity,
    rule: cleanText(rule, 80),
    ...(line !== undefined && { line }),
    message: cleanText(issue.message, source === 'execution' ? issueChars : reviewedChars),
    ...(suggestion !== undefined && { suggestion: cleanText(suggestion, reviewedChars) }),
  };
}
