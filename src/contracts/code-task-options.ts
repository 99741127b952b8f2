import type { ApprovalPolicy } from './approval.ts';
import type { FileInput } from './file-input.ts';
import type { ReviewPolicy } from './policies.ts';
import type { FunctionRegistry } from './python-functions.ts';
import type { RunLimits } from './run-limits.ts';
import type { TaskEvent } from './task-event.ts';

/** What the caller of one task may choose. */
export interface CodeTaskOptions {
  /** Anything the model should know beside the query. */
  context?: string | undefined;
  files?: FileInput[] | undefined;
  /** Goes on without the files that can't be used, which are described as `unusable`, instead of failing with `input-invalid`. */
  skipBadFiles?: boolean | undefined;
  /** Declared functions that the program may import from `functions`; they run where it runs, without network and without secrets. Templates call none. */
  functions?: Pick<FunctionRegistry, 'library'> | undefined;
  limits?: Partial<RunLimits> | undefined;
  maxIterations?: number | undefined;
  /** A whole number below 2^32: the program draws the same random numbers and hashes text the same way in every run with it, so that a run can be repeated. Clocks, `os.urandom` and `secrets` stay as they are. */
  seed?: number | undefined;
  /** Who is asked before a program runs; the configuration's policy unless given. With nobody to ask the task ends as `approval-required`. */
  approval?: ApprovalPolicy | undefined;
  /** When the model reviews the program; the configuration's policy unless given. */
  review?: ReviewPolicy | undefined;
  /** False neither reuses approved code of an earlier task nor keeps this one's; the configuration's choice unless given. */
  cache?: boolean | undefined;
  /** Folder for the files the program wrote; created when missing, and it may be a link. Existing files are never overwritten, and nothing below it is written through a link. */
  outputDir?: string | undefined;
  signal?: AbortSignal | undefined;
  onEvent?: ((event: TaskEvent) => void) | undefined;
}
