import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { renderDescription } from '../render-description.ts';

export interface DescribeFlags {
  skipBadFiles?: boolean;
}

/** Prints what the tool knows about files: the same description a model is given. */
export async function describe(
  files: string[],
  { skipBadFiles }: DescribeFlags,
  { coder, observer, out }: Session,
): Promise<Answer> {
  const descriptions = await coder.describeFiles(files, { ...observer, skipBadFiles });
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, files: descriptions },
    text: descriptions.map((file) => renderDescription(file, out)).join('\n\n'),
    problem: '',
    notes: '',
  };
}
