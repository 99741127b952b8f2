import type { TaskFolder } from '../../workspace/task-folders.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { filesAsGiven, snapshotInputs } from './snapshot-inputs.ts';

/** Loads the declared functions of a task, then snapshots and describes its input files; the task knows them from then on. */
export async function prepareInputs(coder: CoderServices, task: Task, folder: TaskFolder): Promise<void> {
  await task.clock.phase('prepare', () => prepare(coder, task, folder));
}

async function prepare(
  coder: CoderServices,
  { request, state, events }: Task,
  folder: TaskFolder,
): Promise<void> {
  const { files: inputs = [], skipBadFiles, limits, describe } = request;
  state.library = (await request.functions?.library()) ?? null;
  if (inputs.length === 0) return;
  if (!describe) {
    state.files = await filesAsGiven(coder, inputs, { folder, signal: events.signal });
    return;
  }
  state.files = await snapshotInputs(coder, inputs, {
    folder,
    observer: events,
    runMemoryMiB: limits.memoryMiB,
    skipBadFiles,
    onDescribed: (file) => events.emit({ type: 'file-described', file }),
  });
  for (const { name, warnings } of state.descriptions) {
    for (const warning of warnings) events.warn(`${name}: ${warning}`);
  }
}
