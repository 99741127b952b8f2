import { CoderError } from '../../errors/coder-error.ts';

/** A fault in what was typed: one sentence that names it and says what to type instead. */
export function usageError(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
