import path from 'node:path';
import type { RunOutcome } from '../contracts/program-run.ts';
import type { Coder } from './coder.ts';
import { keepArtifacts } from './keep-artifacts.ts';
import type { Task } from './task.ts';

/** Keeps what a run left behind and says what could not be kept. */
export async function collectArtifacts(
  coder: Coder,
  task: Task,
  { outcome, outputDir }: { outcome: RunOutcome; outputDir: string | undefined },
): Promise<void> {
  const target = outputDir ?? path.join(coder.config.outputDir, task.id);
  for (const artifact of await keepArtifacts(outcome.files, target)) {
    task.artifacts.push(artifact);
    task.emit({ type: 'artifact-collected', artifact });
  }
  for (const left of outcome.leftBehind) task.warn(`Not kept: ${left}.`);
  if (outcome.truncated) task.warn('The output was cut; its beginning is shown.');
}
