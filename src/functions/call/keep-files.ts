import type { Artifact } from '../../contracts/code-task.ts';
import { keepRunFiles } from '../../workspace/keep-run-files.ts';
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
  const artifacts: Artifact[] = [];
  await keepRunFiles(run, outputTarget(config, { id, outputDir: options.outputDir }), {
    onArtifact: (artifact) => {
      artifacts.push(artifact);
      options.onEvent?.({ type: 'artifact-collected', artifact });
    },
    warn: call.warn,
  });
  return artifacts;
}
