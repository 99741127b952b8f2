import { createHash } from 'node:crypto';
import type { Artifact } from '../contracts/code-task.ts';
import { CoderError } from '../errors/coder-error.ts';
import { OpenFile } from '../filesystem/open-file.ts';

/** The bytes of a file exactly as its task wrote them. Throws `input-invalid` when it is too large, gone, was changed, or a link or pipe is in its place. */
export async function readArtifact(
  { path, name, bytes: size, sha256 }: Artifact,
  { maxBytes }: { maxBytes: number },
): Promise<Buffer> {
  if (size > maxBytes) {
    throw unreadable(
      name,
      `has ${size} bytes, and ${maxBytes} can be sent: name it in a task that takes what is needed`,
    );
  }
  using file = await OpenFile.open(path, { links: 'refused' }).catch((cause: unknown) => {
    throw unreadable(name, 'is gone', cause);
  });
  const bytes = await file.read(size);
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw unreadable(name, 'was changed after the task wrote it');
  return bytes;
}

function unreadable(name: string, problem: string, cause?: unknown): CoderError {
  return new CoderError(`The file ${JSON.stringify(name)} ${problem}.`, { code: 'input-invalid', cause });
}
