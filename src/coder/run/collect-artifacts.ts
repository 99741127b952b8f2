import type { RunOutcome } from '../../contracts/runtime.ts';
import { keepRunFiles } from '../../workspace/keep-run-files.ts';
import { outputTarget } from '../../workspace/output-target.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';

/** Keeps what a run left behind for its task, and tells of each file. */
export async function collectArtifacts(
  coder: CoderServices,
  { request, state, events }: Task,
  outcome: RunOutcome,
): Promise<void> {
  await keepRunFiles(outcome, outputTarget(coder.config, request), {
    onArtifact: (artifact) => {
      state.artifacts.push(artifact);
      events.emit({ type: 'artifact-collected', artifact });
    },
    warn: (message) => events.warn(message),
  });
}
