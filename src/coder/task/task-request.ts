import type { Config } from '../../config/schema.ts';
import type { CodeTaskOptions } from '../../contracts/code-task-options.ts';
import type { RunLimits } from '../../contracts/run-limits.ts';
import { checkLimits } from '../../workspace/check-limits.ts';
import { newTaskId } from '../../workspace/task-id.ts';

/** What a task was asked for; nothing of it ever changes. What it leaves open is for the configuration to say. */
export interface TaskRequest
  extends Readonly<Required<Omit<CodeTaskOptions, 'limits' | 'signal' | 'onEvent'>>> {
  /** Names its audit record, its folder and its approvals. */
  readonly id: string;
  readonly startedAt: Date;
  readonly query: string;
  readonly limits: RunLimits;
}

/** Throws `config-invalid` for a limit out of range or a disabled configuration. */
export function taskRequest(config: Config, query: string, options: CodeTaskOptions): TaskRequest {
  // One by one, for options may be inherited.
  const { context, files, skipBadFiles, functions, maxIterations, seed } = options;
  const { approval, review, cache, outputDir } = options;
  return {
    ...{ context, files, skipBadFiles, functions, maxIterations, seed },
    ...{ approval, review, cache, outputDir },
    limits: checkLimits(config, options),
    id: newTaskId(),
    startedAt: new Date(),
    query,
  };
}
