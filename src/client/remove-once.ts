import { ServiceError } from './service-error.ts';
import type { Transport } from './transport.ts';

/** Removes what a path names. What is not there is removed: the answer to an earlier attempt may have been lost. */
export async function removeOnce(
  transport: Transport,
  path: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    const { body } = await transport.send({ method: 'DELETE', path, signal, repeatable: true });
    await body?.cancel();
  } catch (error) {
    if (!(error instanceof ServiceError && error.problem.status === 404)) throw error;
  }
}
