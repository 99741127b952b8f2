import type { ApprovalRecord, ApprovalRequest } from './approval.ts';
import type { FileDescription } from './file-description.ts';
import type { Issue } from './issue.ts';
import type { ModificationRecord } from './modification-record.ts';
import type { ReviewRecord } from './review-record.ts';
import type { RunRecord } from './run-record.ts';

export const taskStatuses = [
  'succeeded',
  'rejected',
  'failed',
  'timed-out',
  'out-of-memory',
  'output-too-large',
  'disk-full',
  'denied',
  'expired',
  'approval-required',
  'no-generator',
  'input-invalid',
  'model-failed',
  'lost',
  'cancelled',
] as const;

/** How a task ended. `rejected`: verification never approved the code; `failed`: the program itself failed; `no-generator`: no model is configured and no template fits; `denied`: the approver refused the program; `expired`: nobody answered in time, or the grant was too old; `approval-required`: nothing ran yet, and `approvalRequest` says what to decide; `lost`: the sandbox died under a program that had started, which is no fault of the program. */
export type TaskStatus = (typeof taskStatuses)[number];

/** A file the program wrote, kept after the run folder is gone. */
export interface Artifact {
  /** What the program called it, with the folders of its working folder. */
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  /** Where it is kept: below the output folder by its name, unless that is taken or is one that something on this machine obeys; `warnings` then says so. */
  path: string;
  /** Present on the whole standard output, which the program did not write as a file. */
  fullOutput?: true;
}

export interface VerificationRound {
  iteration: number;
  code: string;
  codeSha256: string;
  issues: Issue[];
  action: 'approved' | 'modified' | 'rejected' | 'executed-partially';
  /** Verification stages that ran this round, in order; `review` is missing when static checks blocked or no model exists. */
  stages: string[];
  /** Present when a person wrote this round's code, which no model reviews or modifies. */
  author?: 'human';
  /** How the model's review of this round came about, or why there was none. */
  review?: ReviewRecord;
  /** What the modifier says it changed after this round. */
  changes: string[];
  /** Present when the code was modified after this round: each claim with what the next round found. */
  modification?: ModificationRecord;
  /** Present when this round's code was executed. */
  run?: RunRecord;
  durationMs: number;
}

/** Where code came from that no model wrote anew. */
export interface ReusedCode {
  /** The task whose record says how the code came about. */
  auditId: string;
  approvedAt: string;
}

/** Tokens as the server counted them; zero where it did not say. */
export interface Usage {
  calls: number;
  inputTokens: number;
  outputTokens: number;
}

export type Phase = 'prepare' | 'generate' | 'verify' | 'review' | 'modify' | 'execute' | 'collect';

export interface CodeTaskResult {
  success: boolean;
  status: TaskStatus;
  /** The last version of the code, which is the executed one when anything was executed; empty when none was written. */
  code: string;
  /** What the program printed on stdout, cut at the configured size. */
  output: string;
  /** `output` parsed, when it is one JSON value; else undefined. */
  result?: unknown;
  /** What went wrong, with what to do about it; null on success. */
  error: string | null;
  stderr: string;
  /** Verification rounds used. */
  iterations: number;
  modifications: string[];
  /** Wall time of the last run in seconds; 0 when nothing ran. */
  executionTime: number;
  /** Names of the input files as the program saw them. */
  inputFiles: string[];
  fileMetadata: Record<string, FileDescription>;
  verificationHistory: VerificationRound[];
  artifacts: Artifact[];
  /** Issues that were left or overridden when the code ran. */
  findings: Issue[];
  /** Notes for people: isolation warnings, files left behind or kept under other names, truncated output. */
  warnings: string[];
  /** What wrote the code: a model's name, a built-in template and what it understood, or whoever gave it to `executeCode`. */
  generator: { kind: 'model' | 'template' | 'caller' | 'none'; name: string; understood: string | null };
  /** Present when the code is that of an earlier task with the same question about the same files. */
  reused?: ReusedCode;
  run: RunRecord | null;
  usage: Usage & { model: string | null };
  /** Every approval that was asked for, in order; absent when none was. */
  approvals?: ApprovalRecord[];
  /** What has to be decided before the program runs; present when the status is `approval-required`. */
  approvalRequest?: ApprovalRequest;
  /** Milliseconds per phase, summed over rounds. */
  timings: Partial<Record<Phase, number>> & { totalMs: number };
  auditId: string;
}
