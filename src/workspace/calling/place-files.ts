import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { AuditFile } from '../../contracts/audit-record.ts';
import type { FileInput } from '../../contracts/file-input.ts';
import type { InputPlacement } from '../../contracts/runtime.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { displayName, inputSource } from '../../files/input-source.ts';
import { programNames } from '../../files/program-names.ts';
import { takeSnapshot } from '../../files/take-snapshot.ts';

interface Place {
  /** An existing folder of this call alone. */
  folder: string;
  maxFileSizeMiB: number;
  signal: AbortSignal | undefined;
}

export interface PlacedFiles {
  placements: InputPlacement[];
  records: AuditFile[];
}

const maxFiles = 100;

/** Private copies of the files of a call, of any type: a function knows itself what it reads. Throws one `input-invalid` for all that can't be used. */
export async function placeFiles(inputs: readonly FileInput[], place: Place): Promise<PlacedFiles> {
  if (inputs.length === 0) return { placements: [], records: [] };
  if (inputs.length > maxFiles)
    throw unusable(`A call takes at most ${maxFiles} files, but ${inputs.length} were given; give fewer.`);
  const folder = path.join(place.folder, 'inputs');
  await mkdir(folder);
  const sources = inputs.map(inputSource);
  const names = programNames(sources.map(({ label }) => label));
  const placed: PlacedFiles = { placements: [], records: [] };
  const problems: string[] = [];
  for (const [index, source] of sources.entries()) {
    throwIfCancelled(place.signal);
    const name = names[index] as string;
    const copied = await takeSnapshot(source, path.join(folder, name), place);
    if ('problem' in copied) {
      problems.push(`The file "${displayName(source)}" ${copied.problem}.`);
      continue;
    }
    const { path: copy, bytes, sha256 } = copied.value;
    placed.placements.push({ name, path: copy });
    placed.records.push({ name, use: 'input', originalPath: source.path, bytes, sha256: await sha256 });
  }
  if (problems.length > 0) throw unusable(problems.join('\n'));
  return placed;
}

function unusable(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
