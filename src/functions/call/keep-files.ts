import type { Artifact } from '../../contracts/code-task.ts';
import { keepArtifacts } from '../../workspace/keep-artifacts.ts';
import { outputTarget } from '../../workspace/output-target.ts';
import type { FunctionServices } from '../function-services.ts';
import type { EndedAttempt } from './attempt-call.ts';
import type { Call } from './open-call.ts';

/** Keeps what the last attempt wrote, and says what could not be kept as it was. */
export async function keepFiles(
  { config }: FunctionServices,
  call: Call,
  { run }: EndedAttempt,
): Promise<Artifact[]> {
  if (run === null) return [];
  const { id, options } = call;
  const kept = await keepArtifacts(run.files, outputTarget(config, { id, outputDir: options.outputDir }));
  for (const { artifact, renamed } of kept) {
    options.onEvent?.({ type: 'artifact-collected', artifact });
    if (renamed !== null) call.warn(renamed);
  }
  for (const left of run.leftBehind) call.warn(`Not kept: ${left}.`);
  if (run.truncated) call.warn('The output was cut; its beginning is shown.');
  return kept.map(({ artifact }) => artifact);
}
