import type { ApprovalRecord, ApprovalRequest } from '../../contracts/approval.ts';
import type { Artifact, CodeTaskResult, ReusedCode, VerificationRound } from '../../contracts/code-task.ts';
import type { FileDescription } from '../../contracts/file-description.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { RunOutcome } from '../../contracts/runtime.ts';
import type { PlacedFile } from '../../files/placed-file.ts';

/** An input of a task; what is handed over as it is has no description. */
export interface TaskFile extends PlacedFile {
  description?: FileDescription;
}

/** What a task has come to so far. */
export class TaskState {
  files: TaskFile[] = [];
  /** What the program may import from `functions`; null where no functions are declared. */
  library: FunctionLibrary | null = null;
  generator: CodeTaskResult['generator'] = { kind: 'none', name: 'none', understood: null };
  /** The version that is worked on; once verified, exactly the string that was. */
  code = '';
  /** What the code is kept under; null when it is not kept. */
  cacheKey: string | null = null;
  reused: ReusedCode | null = null;
  readonly rounds: VerificationRound[] = [];
  /** Of the round that let the code run. */
  findings: Issue[] = [];
  /** Every approval that was asked for and what became of it. */
  readonly approvals: ApprovalRecord[] = [];
  /** What has to be decided elsewhere before the program runs. */
  approvalRequest: ApprovalRequest | null = null;
  /** The latest run. */
  outcome: RunOutcome | null = null;
  readonly artifacts: Artifact[] = [];

  get descriptions(): FileDescription[] {
    return this.files.flatMap(({ description }) => description ?? []);
  }

  /** The number of the round that is worked on, or comes next. */
  get iteration(): number {
    return this.rounds.length + 1;
  }
}
