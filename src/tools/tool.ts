import type { z } from 'zod';
import type { ApprovalPolicy } from '../contracts/approval.ts';
import type { CodeTaskResult } from '../contracts/code-task.ts';
import type { CallResult } from '../contracts/python-functions.ts';
import type { TaskEvent } from '../contracts/task-event.ts';

/** What whoever makes a call passes along with the model's arguments. */
export interface ToolCall {
  signal?: AbortSignal | undefined;
  onEvent?: ((event: TaskEvent) => void) | undefined;
  /** Wins over the policy the tool was made with. */
  approval?: ApprovalPolicy | undefined;
}

/** What every call ends as; faults of the code, the caller and the host are replies a model can read and act on. */
export interface ToolReply<Output extends object = object> {
  /** For the model: bounded, without hidden characters, what came from files and programs marked as data. */
  text: string;
  isError: boolean;
  /** The same as data; matches the tool's output schema. */
  output: Output;
  /** The whole result of the task, for the program around the model; null when no task was run. */
  result: CodeTaskResult | null;
  /** The whole result of the call, where a declared function was called. */
  call?: CallResult | undefined;
}

/** One tool for every framework: adapters turn it into their own shape and add nothing. */
export interface Tool<Input extends object = object, Output extends object = object> {
  readonly name: string;
  readonly title: string;
  /** For the model that decides when to call it. */
  readonly description: string;
  readonly inputSchema: z.ZodType<Input>;
  readonly outputSchema: z.ZodType<Output>;
  /** Never rejects, also not for arguments that do not fit the schema. */
  call(input: unknown, call?: ToolCall): Promise<ToolReply<Output>>;
}
