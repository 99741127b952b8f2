import type { ApprovalGrant, ApprovalRequest, ResumeDecision } from './approval.ts';
import type { Audit } from './audit.ts';
import type { CodeTaskResult } from './code-task.ts';
import type { CodeTaskOptions } from './code-task-options.ts';
import type { FileDescription } from './file-description.ts';
import type { FileInput } from './file-input.ts';
import type { Isolation, MinimumTier } from './isolation.ts';
import type { Issue } from './issue.ts';
import type { PythonEnvironment } from './python-environment.ts';
import type { FunctionRegistry } from './python-functions.ts';
import type { Readiness } from './service/health.ts';
import type { TaskEvent } from './task-event.ts';
import type { Templates } from './template-rendering.ts';

interface Observer {
  signal?: AbortSignal | undefined;
  onEvent?: ((event: TaskEvent) => void) | undefined;
}

/** Either what was found, or one sentence on why it is missing and what to do. */
export type Finding<Value> = ({ found: true } & Value) | { found: false; problem: string };

/** What `doctor` prints; gathered without running any user code. */
export interface Diagnosis {
  version: string;
  node: { version: string; platform: string };
  python: Finding<{ environment: PythonEnvironment }>;
  model: Finding<{
    name: string;
    server: string;
    chosenBy: 'configuration' | 'environment' | 'detected' | 'caller';
  }>;
  /** The folder of the user's key: without it no code is kept for reuse, and no head of the audit log outside of the log. */
  state: Finding<{ folder: string }>;
  isolation: Finding<{ isolation: Isolation; minimumTier: MinimumTier }>;
  /** The service that does the work instead of this machine; absent where nothing is sent away. */
  service?: Finding<{ url: string; version: string; readiness: Readiness }>;
}

/** Approval across processes and time: a request leaves with a result, and a decision comes back. */
export interface Approvals {
  /** Approves a request for a person who may; whoever can call it decides. Throws `input-invalid` when the request was changed, made with another key, or has expired. */
  grant(request: ApprovalRequest): ApprovalGrant;
  /** Goes on with the task of a request, without a model: runs exactly the approved code on exactly the same files, once. Anything that differs is refused and nothing runs. */
  resume(
    request: ApprovalRequest,
    decision: ResumeDecision,
    options?: ResumeOptions,
  ): Promise<CodeTaskResult>;
}

export interface ResumeOptions extends Observer {
  /** The files of the task again; they are recognised by name and content. */
  files?: FileInput[] | undefined;
  /** As it was given to the task. */
  skipBadFiles?: boolean | undefined;
  /** The functions of the task again; they are recognised by the hash of their library. */
  functions?: Pick<FunctionRegistry, 'library'> | undefined;
  outputDir?: string | undefined;
}

/** How given code is executed; nothing is generated, reviewed or modified. */
export interface ExecuteCodeOptions
  extends Omit<CodeTaskOptions, 'context' | 'maxIterations' | 'review' | 'cache'> {
  /** What the code is for, as the approval request and the audit record name it. */
  query?: string | undefined;
  /** `shell` is run by `sh` with the system's read-only tools, where the kernel isolates it completely (tier A); Python unless given. Nothing verifies a shell program: the isolation is its boundary. */
  language?: 'python' | 'shell' | undefined;
  /** False runs Python without static verification, for a host whose operator chose so: the isolation alone is its boundary then. */
  verify?: boolean | undefined;
  /** False hands the files over as they are: of any type, not looked into, not unpacked, and under their whole names, which may have folders ("data/a.csv"). Python may then call its folder `/mnt/data` and its scratch folder `/tmp`, as in other sandboxes; both are there in tier A. */
  describe?: boolean | undefined;
}

/** The core every face wraps. Faults of generated code are results; `CoderError` is thrown for faults of the host or the configuration only. */
export interface PythonCoder extends AsyncDisposable {
  executeCodeTask(query: string, options?: CodeTaskOptions): Promise<CodeTaskResult>;
  /** Verifies the caller's own code once and runs it when nothing but minor findings are left; else the status is `rejected` and nothing ran. */
  executeCode(code: string, options?: ExecuteCodeOptions): Promise<CodeTaskResult>;
  /** Members of archives follow their archive. Throws `input-invalid` naming the file, the problem and what to do, unless bad files are skipped. */
  describeFiles(
    files: FileInput[],
    options?: Observer & { skipBadFiles?: boolean | undefined },
  ): Promise<FileDescription[]>;
  /** The static findings (no model, nothing is executed) about the normalised code. */
  verifyCode(
    code: string,
    options?: Observer & {
      files?: FileInput[] | undefined;
      functions?: Pick<FunctionRegistry, 'library'> | undefined;
    },
  ): Promise<{ code: string; issues: Issue[] }>;
  diagnose(observer?: Observer): Promise<Diagnosis>;
  readonly approvals: Approvals;
  readonly templates: Templates;
  readonly audit: Audit;
}
