import { packageVersion } from '../../config/package-root.ts';
import type { Diagnosis } from '../../contracts/python-coder.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { userKey } from '../../filesystem/user-key.ts';
import type { RemoteServices } from './remote-services.ts';

type Service = NonNullable<Diagnosis['service']>;

/** Says that the work is a service's, and what that service says of itself. */
export async function remoteDiagnosis(
  services: RemoteServices,
  signal: AbortSignal | undefined,
): Promise<Diagnosis> {
  const { client, config } = services;
  const there = { found: false, problem: `The service at ${client.url} has its own.` } as const;
  return {
    version: packageVersion,
    node: { version: process.version, platform: `${process.platform}-${process.arch}` },
    python: there,
    model: there,
    isolation: there,
    state: await userKey(config.stateDir, 'diagnosis').then(
      () => ({ found: true, folder: config.stateDir }) as const,
      (cause: Error) => ({ found: false, problem: cause.message }) as const,
    ),
    service: await findService(services, signal),
  };
}

async function findService({ client }: RemoteServices, signal: AbortSignal | undefined): Promise<Service> {
  try {
    const { version } = await client.health({ signal });
    const readiness = await client.ready({ signal });
    return { found: true, url: client.url, version, readiness };
  } catch (error) {
    if (error instanceof CoderError && error.code !== 'cancelled')
      return { found: false, problem: error.message };
    throw error;
  }
}
