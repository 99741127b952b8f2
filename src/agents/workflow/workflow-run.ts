import type { Artifact } from '../../contracts/code-task.ts';
import type { FileInput } from '../../contracts/file-input.ts';
import type { CallResult, CallStatus } from '../../contracts/python-functions.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { FunctionFailure } from '../graph/python-function-node.ts';

/** What a running workflow tells, in order. */
export type WorkflowEvent =
  | { type: 'node-started'; node: string; function: string }
  /** From inside the call of a node. */
  | { type: 'task-event'; node: string; event: TaskEvent }
  | {
      type: 'node-finished';
      node: string;
      status: CallStatus;
      /** True where the workflow goes on after a failure. */
      handled: boolean;
      failure: FunctionFailure | null;
      artifacts: Artifact[];
      durationMs: number;
    }
  /** `when` is the condition that held, `default` where none did, `on error` after a failure. */
  | { type: 'branch-taken'; node: string; to: string[]; when: string };

/** How a node ended when it ran last; what conditions read as `nodes.<id>`. */
export interface NodeOutcome {
  status: CallStatus;
  error: FunctionFailure | null;
  /** The returned value; left out unless a condition reads it. */
  result?: unknown;
  auditId: string;
  /** Files the function wrote; functions that run later find them by name. */
  artifacts: Artifact[];
}

export const workflowStatuses = ['succeeded', 'failed', 'out-of-steps'] as const;

/** `failed`: a function failed and no `on_error` took it, or nothing was left to run before END; `out-of-steps`: `max_steps` was reached. */
export type WorkflowStatus = (typeof workflowStatuses)[number];

export interface WorkflowResult {
  success: boolean;
  status: WorkflowStatus;
  /** The values of the state when the run ended. */
  state: Record<string, unknown>;
  nodes: Record<string, NodeOutcome>;
  /** Why END was not reached, with what to do next; null when it was. `call` is the one that failed. */
  failure: { node: string | null; message: string; call: CallResult | null } | null;
  artifacts: Artifact[];
  totalMs: number;
}

/** What every call of a run is given. */
export interface RunContext {
  /** Files that functions find by name. */
  files?: FileInput[] | undefined;
  /** Folder for the files that functions write. */
  outputDir?: string | undefined;
  onEvent?: ((event: WorkflowEvent) => void) | undefined;
}

export interface WorkflowRunOptions extends RunContext {
  signal?: AbortSignal | undefined;
  /** Name of the run in the checkpointer that the workflow was loaded with. */
  thread?: string | undefined;
}

/** Tells the `custom` stream, and at once who runs the workflow: a stream drops what was said right before a failure. */
export function tell(
  event: WorkflowEvent,
  { writer, context }: { writer?: ((event: unknown) => void) | undefined; context?: RunContext | undefined },
): void {
  writer?.(event);
  context?.onEvent?.(event);
}
