import type { CodeTaskResult, ReusedCode } from '../../contracts/code-task.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { ReviewPolicy } from '../../contracts/policies.ts';
import type { ReviewRecord } from '../../contracts/review-record.ts';
import type { Examined } from '../../verification/judge-findings.ts';
import type { Review } from '../../verification/review-code.ts';
import type { Modification } from './modify-code.ts';

/** Judges code that passed the static checks, when the policy wants it. */
export interface Reviewer {
  readonly policy: ReviewPolicy;
  review(examined: Examined): Promise<Omit<Review, 'approved'>>;
  /** The review that reused code got in an earlier task; null for other code. */
  earlier?(code: string): { issues: Issue[]; review: ReviewRecord } | null;
}

/** Who writes the code of one task: a model, which can also review and modify, or a built-in template, which cannot. */
export interface CodeAuthor {
  readonly generator: CodeTaskResult['generator'];
  /** `ours` lets a host without kernel isolation run it under resource limits. */
  readonly origin: 'ours' | 'untrusted';
  generate(): Promise<string>;
  /** Present when what it generates is the code of an earlier task. */
  readonly reused?: ReusedCode;
  readonly reviewer: Reviewer | null;
  readonly modify: ((code: string, issues: Issue[]) => Promise<Modification>) | null;
}
