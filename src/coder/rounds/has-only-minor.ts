import type { Issue } from '../../contracts/issue.ts';

/** True for issues of which none needs to be settled, and for none. */
export function hasOnlyMinor(issues: readonly Issue[]): boolean {
  return issues.every(({ severity }) => severity === 'minor');
}
