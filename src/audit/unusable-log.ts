import { CoderError } from '../errors/coder-error.ts';
import { isExhaustion, outOf } from '../errors/exhaustion.ts';

/** The error for a folder of the log that let us down; `why` says what is therefore not done. What has a code of ours keeps it. */
export function unusableLog(folder: string, why: string, cause: unknown): CoderError {
  if (cause instanceof CoderError) return cause;
  if (isExhaustion(cause)) return outOf(cause as NodeJS.ErrnoException);
  return new CoderError(
    `The audit log in ${folder} can't be written (${(cause as Error).message}), and ${why}. Set auditDir to a folder you may write to, or free some space.`,
    { code: 'config-invalid', cause },
  );
}
