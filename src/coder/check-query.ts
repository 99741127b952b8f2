import { CoderError } from '../errors/coder-error.ts';

const maxQueryCharacters = 1024 * 1024;

/** Throws `input-invalid` for a question nobody can answer. */
export function checkQuery(query: string): void {
  if (query.trim() === '') {
    throw new CoderError('The question is empty: say what should be computed.', { code: 'input-invalid' });
  }
  if (query.length > maxQueryCharacters) {
    throw new CoderError(
      `The question has ${query.length} characters, and ${maxQueryCharacters} are allowed: give data as a file.`,
      { code: 'input-invalid' },
    );
  }
}
