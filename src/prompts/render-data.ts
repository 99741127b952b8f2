import type { FileDescription } from '../contracts/file-description.ts';
import type { Issue } from '../contracts/issue.ts';
import { cleanText } from '../text/clean-text.ts';
import { dataBlock } from './data-block.ts';
import { fitFiles } from './fit-files.ts';
import { layoutJson } from './layout-json.ts';
import { namedIn } from './named-in.ts';

const defaultBytes = 14_000;
/** For the marks, the keys and the list of what was left out. */
const frameBytes = 900;
const maxIssues = 15;
const issueChars = 2_500;
const reviewedChars = 400;

/** Everything in the data block that strangers wrote. */
export interface Untrusted {
  files: FileDescription[];
  issues?: readonly Issue[] | undefined;
}

/** Everything strangers wrote, as JSON inside one marked block of about `maxBytes`, with what was left out for size; what the question names stays longest. */
export function renderData(
  untrusted: Untrusted,
  { maxBytes = defaultBytes, question = '' }: { maxBytes?: number; question?: string } = {},
): string {
  const room = maxBytes - frameBytes;
  const issues = untrusted.issues && fitIssues(untrusted.issues, room / 2);
  const { files, leftOut } = fitFiles(untrusted.files, {
    maxBytes: room - (issues ? Buffer.byteLength(layoutJson(issues, ' ')) : 0),
    naming: namedIn(question),
  });
  const missing = (untrusted.issues?.length ?? 0) - (issues?.length ?? 0);
  if (missing > 0) leftOut.push(`${missing} of ${untrusted.issues?.length} issues`);
  return dataBlock(
    layoutJson({
      files,
      ...(issues && { issues }),
      ...(leftOut.length > 0 && { leftOutForSize: leftOut }),
    }),
  );
}

/** The first issues that fit, at least one. */
function fitIssues(issues: readonly Issue[], maxBytes: number): unknown[] {
  const rendered = issues.slice(0, maxIssues).map(renderIssue);
  while (rendered.length > 1 && Buffer.byteLength(layoutJson(rendered, ' ')) > maxBytes) rendered.pop();
  return rendered;
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
