import path from 'node:path';
import type { BaseMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { FileInput } from '../../contracts/file-input.ts';
import type { FileShelf } from '../../tools/file-shelf.ts';
import { ownReply, ownTools } from './own-replies.ts';

const filesKey = 'python_coder_files';
const keptFile = z.object({
  path: z.string(),
  name: z.string(),
  within: z.string().optional(),
  sha256: z.string().optional(),
});
const keptReply = z.object({ artifacts: z.array(keptFile) });

/** What a message remembers of its files, which have these names; bytes without a path end with the process that was given them. */
export function keepFiles(files: FileInput[], names: string[]): Record<string, unknown> {
  const kept = files.flatMap((file, index) => {
    if (typeof file !== 'string' && 'bytes' in file) return [];
    const name = names[index] as string;
    const given = typeof file === 'string' ? { path: file } : file;
    return [{ ...given, path: path.resolve(given.path), name }];
  });
  return kept.length === 0 ? {} : { [filesKey]: kept };
}

/** Puts back the files that earlier messages brought and earlier calls wrote, in their order. */
export function restoreShelf(
  shelf: FileShelf,
  messages: BaseMessage[],
  own: readonly string[] = ownTools,
): void {
  for (const message of messages) {
    const given = z.array(keptFile).safeParse(message.additional_kwargs[filesKey]);
    const reply = keptReply.safeParse(ownReply(message, own));
    for (const file of given.data ?? []) shelf.add(file);
    for (const file of reply.data?.artifacts ?? []) shelf.addWritten(file);
  }
}
