import type { Config } from '../../config/schema.ts';
import type { CodeTaskOptions } from '../../contracts/code-task-options.ts';
import type { ExecuteCodeOptions } from '../../contracts/python-coder.ts';
import type { RunLimits } from '../../contracts/run-limits.ts';
import type { Language } from '../../contracts/runtime.ts';
import { checkLimits } from '../../workspace/check-limits.ts';
import { newTaskId } from '../../workspace/task-id.ts';

/** What may be chosen for any task, with what only given code has a choice of. */
export type TaskOptions = CodeTaskOptions & Pick<ExecuteCodeOptions, 'language' | 'verify' | 'describe'>;

/** What a task was asked for; nothing of it ever changes. What it leaves open is for the configuration to say. */
export interface TaskRequest
  extends Readonly<Required<Omit<CodeTaskOptions, 'limits' | 'signal' | 'onEvent'>>> {
  /** Names its audit record, its folder and its approvals. */
  readonly id: string;
  readonly startedAt: Date;
  readonly query: string;
  readonly limits: RunLimits;
  readonly language: Language;
  readonly verify: boolean;
  readonly describe: boolean;
}

/** Throws `config-invalid` for a limit out of range or a disabled configuration. */
export function taskRequest(config: Config, query: string, options: TaskOptions): TaskRequest {
  // One by one, for options may be inherited.
  const { context, files, skipBadFiles, functions, maxIterations, seed } = options;
  const { approval, review, cache, outputDir } = options;
  const { language = 'python', verify = true, describe = true } = options;
  return {
    ...{ context, files, skipBadFiles, functions, maxIterations, seed },
    ...{ approval, review, cache, outputDir, language, verify, describe },
    limits: checkLimits(config, options),
    id: newTaskId(),
    startedAt: new Date(),
    query,
  };
}
