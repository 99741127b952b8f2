import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Artifact } from '../../contracts/code-task.ts';
import { CoderError } from '../../errors/coder-error.ts';

/** The bytes of a file exactly as its task wrote them. Throws `input-invalid` when it is too large, gone or was changed. */
export async function readArtifact(
  { path, name, sha256 }: Artifact,
  { maxBytes }: { maxBytes: number },
): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) throw unreadable(name, 'is gone');
  if (found.size > maxBytes) {
    throw unreadable(
      name,
      `has ${found.size} bytes, and ${maxBytes} can be sent: name it in a task that takes what is needed`,
    );
  }
  const bytes = await readFile(path);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw unreadable(name, 'was changed after the task wrote it');
  return bytes;
}

function unreadable(name: string, problem: string): CoderError {
  return new CoderError(`The file ${JSON.stringify(name)} ${problem}.`, { code: 'input-invalid' });
}
