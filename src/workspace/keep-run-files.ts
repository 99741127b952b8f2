import type { Artifact } from '../contracts/code-task.ts';
import type { RunOutcome } from '../contracts/runtime.ts';
import { keepArtifacts } from './keep-artifacts.ts';
import type { OutputTarget } from './output-target.ts';

interface Observer {
  onArtifact(artifact: Artifact): void;
  warn(message: string): void;
}

/** A program can leave more files than anybody wants to hear of. */
const maxRenamed = 20;

/** Keeps what a run left behind and says what could not be kept as it was. */
export async function keepRunFiles(
  { files, leftBehind, truncated }: Pick<RunOutcome, 'files' | 'leftBehind' | 'truncated'>,
  target: OutputTarget,
  { onArtifact, warn }: Observer,
): Promise<void> {
  const kept = await keepArtifacts(files, target);
  for (const { artifact } of kept) onArtifact(artifact);
  const renamed = kept.flatMap((file) => file.renamed ?? []);
  for (const sentence of renamed.slice(0, maxRenamed)) warn(sentence);
  const more = renamed.length - maxRenamed;
  if (more > 0) warn(`${more} more files were kept under other names: see the path of each.`);
  for (const left of leftBehind) warn(`Not kept: ${left}.`);
  if (truncated) warn('The output was cut; its beginning is shown.');
}
