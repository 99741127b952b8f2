import type { Artifact, CodeTaskResult } from '../../../contracts/code-task.ts';
import type { ServedArtifact, ServedEvent, ServedResult } from '../../../contracts/service/task-view.ts';
import type { TaskEvent } from '../../../contracts/task-event.ts';
import { pathOfName } from '../path-of-name.ts';

/** A result as clients see it: without the folders of this machine. */
export function servedResult(taskId: string, result: CodeTaskResult): ServedResult {
  return { ...result, artifacts: result.artifacts.map((artifact) => servedArtifact(taskId, artifact)) };
}

export function servedEvent(taskId: string, event: TaskEvent): ServedEvent {
  if (event.type === 'finished') return { ...event, result: servedResult(taskId, event.result) };
  if (event.type === 'artifact-collected')
    return { ...event, artifact: servedArtifact(taskId, event.artifact) };
  return event;
}

function servedArtifact(taskId: string, { path: _path, ...artifact }: Artifact): ServedArtifact {
  return { ...artifact, url: `/api/tasks/${taskId}/artifacts/${pathOfName(artifact.name)}` };
}
