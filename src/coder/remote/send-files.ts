import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Upload } from '../../client/multipart.ts';
import type { FileDescription } from '../../contracts/file-description.ts';
import type { FileInput } from '../../contracts/file-input.ts';
import type { FileReference } from '../../contracts/service/stored-file.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { displayName, type InputSource, inputSource } from '../../files/input-source.ts';
import { programNames } from '../../files/program-names.ts';
import { sourceProblem, takeSnapshot } from '../../files/take-snapshot.ts';
import { unusableFile } from '../../files/unusable-file.ts';
import { newTaskId } from '../../workspace/task-id.ts';
import type { RemoteServices } from './remote-services.ts';

interface Sending {
  skipBadFiles: boolean | undefined;
  signal: AbortSignal | undefined;
}

interface Sent {
  references: FileReference[];
  /** Those that could not be read here, and were to be skipped. */
  unusable: FileDescription[];
}

const maxFiles = 100;

/** Sends files to the service as they are now, by the rules for files of tasks on this machine. Throws one `input-invalid` that lists every file that can't be read. */
export async function sendFiles(
  services: RemoteServices,
  inputs: readonly FileInput[],
  { skipBadFiles = false, signal }: Sending,
): Promise<Sent> {
  if (inputs.length === 0) return { references: [], unusable: [] };
  if (inputs.length > maxFiles)
    throw invalid(`A task takes at most ${maxFiles} files, but ${inputs.length} were given; give fewer.`);
  const sources = inputs.map(inputSource);
  const names = programNames(sources.map(({ label }) => label));
  const problems: string[] = [];
  const sent: Sent = { references: [], unusable: [] };
  await using folder = await services.folders.open(newTaskId());
  for (const [at, source] of sources.entries()) {
    const name = names[at] as string;
    const file = path.join(folder.inputs, name);
    const problem = await copy(source, file, { services, signal });
    if (problem === null) {
      const [stored] = await services.client.files.upload({ name, content: opened(file) }, { signal });
      if (stored !== undefined) sent.references.push({ id: stored.id, name });
    } else if (skipBadFiles) sent.unusable.push(unusableFile(name, problem).description);
    else problems.push(`"${displayName(source)}" ${problem}.`);
  }
  if (problems.length === 1) throw invalid(`The file ${problems[0]}`);
  if (problems.length > 1)
    throw invalid(
      `${problems.length} files can't be used:\n${problems.map((line) => `- ${line}`).join('\n')}`,
    );
  return sent;
}

/** Why it can't be used, else null. */
async function copy(
  source: InputSource,
  target: string,
  { services, signal }: { services: RemoteServices; signal: AbortSignal | undefined },
): Promise<string | null> {
  const { maxFileSizeMiB } = services.config;
  const problem = await sourceProblem(source, maxFileSizeMiB);
  if (problem !== null) return problem;
  const copied = await takeSnapshot(source, target, { maxFileSizeMiB, signal });
  return 'problem' in copied ? copied.problem : null;
}

/** Opens the file anew for each attempt. */
function opened(file: string): Extract<Upload, { content: unknown }>['content'] {
  return () => Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
}

function invalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
