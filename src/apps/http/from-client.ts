import { CoderError } from '../../errors/coder-error.ts';

/** What a client sends, whose faults are the client's: it left in the middle, or sends what is no form. */
export async function* fromClient<Part>(source: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* source;
  } catch (cause) {
    if ((cause as { statusCode?: number }).statusCode !== undefined) throw cause;
    throw new CoderError('The body of the request is cut off, or is not what its content type says.', {
      code: 'input-invalid',
      cause,
    });
  }
}
