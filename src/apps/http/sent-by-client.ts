import type { FastifyError } from 'fastify';
import { CoderError } from '../../errors/coder-error.ts';

/** Parts of a request as they come. Throws `input-invalid` where they break off or make no sense. */
export async function* sentByClient<Part>(parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts;
  } catch (error) {
    if ((error as FastifyError).statusCode !== undefined) throw error;
    throw new CoderError(
      'The body of the request is broken or broke off: send it again, a form with its boundary and its end.',
      { code: 'input-invalid', cause: error },
    );
  }
}
