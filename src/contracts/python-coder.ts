import type { Audit } from './audit.ts';
import type { CodeTaskOptions, CodeTaskResult, FileInput } from './code-task.ts';
import type { FileDescription } from './file-description.ts';
import type { Isolation, MinimumTier } from './isolation.ts';
import type { Issue } from './issue.ts';
import type { PythonEnvironment } from './python-environment.ts';
import type { TaskEvent } from './task-event.ts';

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
  isolation: Finding<{ isolation: Isolation; minimumTier: MinimumTier }>;
}

/** The core every face wraps. Faults of generated code are results; `CoderError` is thrown for faults of the host or the configuration only. */
export interface PythonCoder extends AsyncDisposable {
  executeCodeTask(query: string, options?: CodeTaskOptions): Promise<CodeTaskResult>;
  /** Members of archives follow their archive. Throws `input-invalid` naming the file, the problem and what to do, unless bad files are skipped. */
  describeFiles(
    files: FileInput[],
    options?: Observer & { skipBadFiles?: boolean | undefined },
  ): Promise<FileDescription[]>;
  /** The static findings (no model, nothing is executed) about the normalised code. */
  verifyCode(
    code: string,
    options?: Observer & { files?: FileInput[] },
  ): Promise<{ code: string; issues: Issue[] }>;
  diagnose(observer?: Observer): Promise<Diagnosis>;
  readonly audit: Audit;
}
