import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** More than any record can have; of what is longer, only the beginning is kept in memory. */
export const maxLineBytes = 4 * 2 ** 20;
const newline = 10;
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

export interface Line {
  /** Counted from 1. */
  number: number;
  /** Without its newline, exactly as they are. */
  bytes: Buffer;
  /** Length of the line, which can be more than what was kept of it. */
  length: number;
  /** `torn`: the file ends inside it. */
  status: 'ended' | 'torn';
}

/** The lines of a file from a byte on; a file that is not there has none, nor has what nobody of us wrote: a link or a pipe. */
export async function* readLines(file: string, fromByte = 0): AsyncGenerator<Line> {
  let number = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    if (length < maxLineBytes) parts.push(part.subarray(0, maxLineBytes - length));
    length += part.length;
  };
  const finish = (status: Line['status']): Line => {
    number += 1;
    const line: Line = { number, bytes: Buffer.concat(parts), length, status };
    parts = [];
    length = 0;
    return line;
  };
  try {
    await using handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!(await handle.stat()).isFile()) return;
    for await (const chunk of handle.createReadStream({ start: fromByte, autoClose: false })) {
      let begin = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, begin)) {
        take(chunk.subarray(begin, end));
        yield finish('ended');
        begin = end + 1;
      }
      if (begin < chunk.length) take(chunk.subarray(begin));
    }
  } catch (error) {
    if (!['ENOENT', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  if (length > 0) yield finish('torn');
}
