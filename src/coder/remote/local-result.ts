import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { FileDescription } from '../../contracts/file-description.ts';
import type { TaskView } from '../../contracts/service/task-view.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { Task } from '../task/task.ts';
import { fetchArtifacts } from './fetch-artifacts.ts';
import type { RemoteServices } from './remote-services.ts';

interface Ended {
  view: TaskView;
  /** Files that never reached the service. */
  unusable: FileDescription[];
}

/** What the service came to, with its files on this machine. */
export async function localResult(
  services: RemoteServices,
  task: Task,
  { view, unusable }: Ended,
): Promise<CodeTaskResult> {
  const { result } = view;
  if (result === null) throw new CoderError(`The task ${view.id} has no result.`, { code: 'internal' });
  const { artifacts, warnings } = await fetchArtifacts(services, task, view);
  const named = unusable.map((file) => [file.name, file] as const);
  return {
    ...result,
    artifacts,
    inputFiles: [...result.inputFiles, ...unusable.map(({ name }) => name)],
    fileMetadata: { ...result.fileMetadata, ...Object.fromEntries(named) },
    warnings: [...new Set([...result.warnings, ...task.events.warnings, ...warnings])],
  };
}
