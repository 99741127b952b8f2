import type { ApprovalRequest } from '../contracts/approval.ts';
import type { Artifact } from '../contracts/code-task.ts';
import type { TaskEvent } from '../contracts/task-event.ts';

/** What an agent tells while it works on one message, in order. */
export type AgentEvent =
  /** A piece of what the model writes, as it arrives; thoughts and answers alike, so show it or use the whole texts below. */
  | { type: 'text'; text: string }
  /** What the model said before it called tools. */
  | { type: 'thought'; text: string }
  | { type: 'tool-called'; id: string; name: string; input: Record<string, unknown> }
  /** From inside a running tool. */
  | { type: 'task-event'; event: TaskEvent }
  | { type: 'tool-ended'; id: string; name: string; reply: RecordedReply }
  | { type: 'approval-required'; request: ApprovalRequest }
  | { type: 'answered'; turn: Turn };

/** What a conversation keeps of a tool's reply: small enough for a checkpoint, with files by path. */
export interface RecordedReply {
  text: string;
  isError: boolean;
  /** How the task ended, where one was run. */
  status: string | null;
  auditId: string | null;
  artifacts: Artifact[];
  approvalRequest?: ApprovalRequest | undefined;
}

/** How a message was dealt with. `out-of-steps`: the bound of model calls was reached, and the text says so; `approval-required`: the conversation waits for `decide`. */
export interface Turn {
  status: 'answered' | 'out-of-steps' | 'approval-required';
  text: string;
  /** Every tool call of this message, in order. */
  calls: { name: string; input: Record<string, unknown>; reply: RecordedReply }[];
  approvalRequest?: ApprovalRequest | undefined;
}
