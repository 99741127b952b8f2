import type { CodeTaskOptions } from '../../contracts/code-task.ts';
import { type PreparedFile, prepareFiles } from '../../files/prepare-files.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task.ts';
import type { TaskFolder } from './task-folders.ts';

/** Snapshots and describes the input files of a task, which knows them from then on. */
export async function prepareInputs(
  coder: CoderServices,
  task: Task,
  { folder, options }: { folder: TaskFolder; options: Pick<CodeTaskOptions, 'files' | 'skipBadFiles'> },
): Promise<PreparedFile[]> {
  const inputs = options.files ?? [];
  if (inputs.length === 0) return [];
  const prepared = await prepareFiles(inputs, {
    folder: folder.inputs,
    runtime: await coder.runtime(task),
    limits: coder.describeLimits,
    runMemoryMiB: task.limits.memoryMiB,
    maxFileSizeMiB: coder.config.maxFileSizeMiB,
    scratchDir: await folder.newRunDir(),
    skipBadFiles: options.skipBadFiles,
    signal: task.signal,
    onDescribed: (file) => task.emit({ type: 'file-described', file }),
  });
  task.files = prepared;
  for (const { name, description } of prepared) {
    for (const warning of description.warnings) task.warn(`${name}: ${warning}`);
  }
  return prepared;
}
