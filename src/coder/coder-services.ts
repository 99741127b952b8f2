import type { ChainedLog } from '../audit/chained-log.ts';
import type { Config } from '../config/schema.ts';
import type { FileDescription } from '../contracts/file-description.ts';
import type { FunctionSignature } from '../contracts/function-library.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import type { RunLimits } from '../contracts/run-limits.ts';
import type { Runtime } from '../contracts/runtime.ts';
import type { ModelConnection } from '../llm/connect-model.ts';
import type { Brief } from '../prompts/brief.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import type { StaticVerdict } from '../verification/verify-statically.ts';
import type { SetupObserver } from '../workspace/setup-observer.ts';
import type { TaskFolder } from '../workspace/task-folders.ts';
import type { ApprovalDesk } from './approval/approval-desk.ts';
import type { CodeCache } from './cache/code-cache.ts';
import type { Task } from './task/task.ts';

/** What verification knows of an interpreter; its packages are unknown until an environment is there. */
export type TargetPython = Pick<PythonEnvironment, 'version'> & {
  packages: PythonEnvironment['packages'] | undefined;
};

/** The long-lived collaborators of every task; each is made when first needed and shared from then on. */
export interface CoderServices extends AsyncDisposable {
  readonly config: Config;
  readonly prompts: Prompts;
  readonly approvals: ApprovalDesk;
  /** Where the record of every task goes. */
  readonly auditLog: ChainedLog;
  readonly codeCache: CodeCache;
  /** Ceilings of the program that describes input files. */
  readonly describeLimits: RunLimits;
  environment(observer?: SetupObserver): Promise<PythonEnvironment>;
  runtime(observer?: SetupObserver): Promise<Runtime>;
  /** Starts loading what every task will need while its files are being prepared. */
  warmUp(): void;
  connectModel(signal?: AbortSignal): Promise<ModelConnection>;
  /** The Python that code would run on, without installing one. */
  target(): Promise<TargetPython>;
  verifyStatically(
    code: string,
    options: {
      files: FileDescription[];
      python: TargetPython;
      /** Left out where no functions are declared. */
      functions?: readonly FunctionSignature[] | undefined;
      /** Absolute names under which the program may find its own folders. */
      ownFolders?: readonly string[] | undefined;
    },
  ): Promise<StaticVerdict>;
  brief(task: Task): Promise<Brief>;
  openTaskFolder(id: string): Promise<TaskFolder>;
}
