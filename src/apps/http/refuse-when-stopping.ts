import { CoderError } from '../../errors/coder-error.ts';

/** Throws `busy` once the service is told to stop, for nobody would wait for what begins then. */
export function refuseWhenStopping(stopping: AbortSignal): void {
  if (stopping.aborted) throw new CoderError('This service is being stopped: try again.', { code: 'busy' });
}
