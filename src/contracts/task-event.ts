import type { ApprovalRecord, ApprovalRequest } from './approval.ts';
import type { Artifact, CodeTaskResult, Phase, ReusedCode } from './code-task.ts';
import type { FileDescription } from './file-description.ts';
import type { Issue } from './issue.ts';
import type { Claim, ModificationRecord } from './modification-record.ts';
import type { ReviewRecord } from './review-record.ts';

/** What a running task tells its observers, in order; every face (CLI, SSE, MCP progress) shows this one stream. */
export type TaskEvent =
  | { type: 'phase-started'; phase: Phase; iteration: number }
  | { type: 'phase-finished'; phase: Phase; iteration: number; durationMs: number }
  | { type: 'setup-progress'; message: string }
  | { type: 'file-described'; file: FileDescription }
  | {
      type: 'code-generated';
      code: string;
      generator: string;
      understood: string | null;
      reused?: ReusedCode;
    }
  | {
      type: 'round-verified';
      iteration: number;
      approved: boolean;
      issues: Issue[];
      review?: ReviewRecord;
      /** What the modifier said after the round before, checked. */
      claims?: Claim[];
    }
  | {
      type: 'code-modified';
      iteration: number;
      changes: string[];
      code: string;
      modification?: ModificationRecord;
    }
  | { type: 'approval-asked'; request: ApprovalRequest }
  | { type: 'approval-decided'; decision: ApprovalRecord }
  | { type: 'output'; stream: 'stdout' | 'stderr'; text: string }
  | { type: 'artifact-collected'; artifact: Artifact }
  | { type: 'warning'; message: string }
  | { type: 'finished'; result: CodeTaskResult };
