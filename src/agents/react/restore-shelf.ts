import path from 'node:path';
import { type BaseMessage, isToolMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { FileInput } from '../../contracts/code-task.ts';
import type { FileShelf } from '../../tools/file-shelf.ts';

const filesKey = 'python_coder_files';
const keptFile = z.object({ path: z.string(), name: z.string() });
const keptReply = z.object({ artifacts: z.array(keptFile) });

/** What a message remembers of its files; bytes without a path end with the process that was given them. */
export function keepFiles(files: FileInput[]): Record<string, unknown> {
  const kept = files.flatMap((file) => {
    if (typeof file === 'string') return [{ path: path.resolve(file), name: path.basename(file) }];
    if ('bytes' in file) return [];
    return [{ path: path.resolve(file.path), name: file.name ?? path.basename(file.path) }];
  });
  return kept.length === 0 ? {} : { [filesKey]: kept };
}

/** Puts back the files that earlier messages brought and earlier calls wrote, in their order. */
export function restoreShelf(shelf: FileShelf, messages: BaseMessage[]): void {
  for (const message of messages) {
    const given = z.array(keptFile).safeParse(message.additional_kwargs[filesKey]);
    const reply = isToolMessage(message) ? keptReply.safeParse(message.artifact) : undefined;
    for (const { path: file, name } of given.data ?? reply?.data?.artifacts ?? [])
      shelf.add({ path: file, name });
  }
}
