import type { RunOutcome } from '../../contracts/runtime.ts';
import { keepArtifacts } from '../../workspace/keep-artifacts.ts';
import { outputTarget } from '../../workspace/output-target.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';

/** A program can leave more files than anybody wants to hear of. */
const maxRenamed = 20;

/** Keeps what a run left behind and says what could not be kept as it was. */
export async function collectArtifacts(
  coder: CoderServices,
  { request, state, events }: Task,
  outcome: RunOutcome,
): Promise<void> {
  const kept = await keepArtifacts(outcome.files, outputTarget(coder.config, request));
  for (const { artifact } of kept) {
    state.artifacts.push(artifact);
    events.emit({ type: 'artifact-collected', artifact });
  }
  const renamed = kept.flatMap((file) => file.renamed ?? []);
  for (const sentence of renamed.slice(0, maxRenamed)) events.warn(sentence);
  const more = renamed.length - maxRenamed;
  if (more > 0) events.warn(`${more} more files were kept under other names: see the path of each.`);
  for (const left of outcome.leftBehind) events.warn(`Not kept: ${left}.`);
  if (outcome.truncated) events.warn('The output was cut; its beginning is shown.');
}
