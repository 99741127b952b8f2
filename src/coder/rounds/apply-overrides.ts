import type { Issue } from '../../contracts/issue.ts';
import type { Remark } from '../author/read-note.ts';

/** Marks the issues that may be called false positives: major ones from the review, with a reason. Every other override is ignored. */
export function applyOverrides(issues: Issue[], overrides: Remark[]): Issue[] {
  return issues.map((issue, index) => {
    const reason = overrides.find((override) => override.issue === index)?.explanation.trim();
    const allowed = issue.source === 'review' && issue.severity === 'major' && reason;
    return allowed ? { ...issue, overridden: reason } : issue;
  });
}
