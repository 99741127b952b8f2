import type { AuditFile } from '../../contracts/audit-record.ts';
import type { FileInput } from '../../contracts/file-input.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { OpenFile } from '../../filesystem/open-file.ts';
import { sha256 } from '../../text/sha256.ts';

interface Replacement {
  input: FileInput;
  sha256: string | null;
}

interface Given {
  files: FileInput[];
  signal: AbortSignal | undefined;
}

/** The recorded inputs under their recorded names: given ones by their content, the others where they were. Throws `input-invalid` naming every file that is gone or changed. */
export async function replayInputs(recorded: AuditFile[], given: Given): Promise<FileInput[]> {
  const replacements = await Promise.all(
    given.files.map(async (input): Promise<Replacement> => ({ input, sha256: await hashOf(input, given) })),
  );
  const inputs: FileInput[] = [];
  const problems: string[] = [];
  const used = new Set<Replacement>();
  for (const file of recorded.filter(({ use }) => use === 'input')) {
    const replacement = replacements.find((one) => one.sha256 === file.sha256);
    if (replacement) used.add(replacement);
    const input = replacement?.input ?? file.originalPath;
    const problem = replacement || input === null ? null : await changed(file, input as string, given);
    if (input === null) problems.push(`"${file.name}" was given as bytes and is at no path`);
    else if (problem !== null) problems.push(problem);
    else inputs.push(under(file.name, input));
  }
  for (const { input } of replacements.filter((one) => !used.has(one)))
    problems.push(`"${labelOf(input)}" is not one of the recorded files: none has its content`);
  if (problems.length > 0) {
    throw new CoderError(
      `The replay needs the same files as the recorded run, found by their SHA-256:\n${problems.map((problem) => `- ${problem}.`).join('\n')}\nGive unchanged copies with --file.`,
      { code: 'input-invalid' },
    );
  }
  return inputs;
}

async function changed(file: AuditFile, path: string, given: Given): Promise<string | null> {
  const hash = await hashOf(path, given);
  if (hash === null) return `"${path}" can't be read any more`;
  if (hash === file.sha256) return null;
  return `"${path}" has changed since (recorded ${file.sha256.slice(0, 12)}…, now ${hash.slice(0, 12)}…)`;
}

/** Null for what can't be read. */
async function hashOf(input: FileInput, { signal }: Given): Promise<string | null> {
  if (typeof input === 'object' && 'bytes' in input) return sha256(input.bytes);
  try {
    using file = await OpenFile.open(labelOf(input));
    return await file.sha256(signal);
  } catch {
    throwIfCancelled(signal);
    return null;
  }
}

function labelOf(input: FileInput): string {
  if (typeof input === 'string') return input;
  return 'bytes' in input ? input.name : input.path;
}

function under(name: string, input: FileInput): FileInput {
  return typeof input === 'string' ? { path: input, name } : { ...input, name };
}
