import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../../config/schema.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { resolveBinding } from '../listening/reachable-names.ts';
import { readTenants } from './admission/tenants.ts';
import { createApp } from './create-app.ts';
import { openMetrics } from './metrics.ts';
import { type Patience, usualPatience } from './patience.ts';
import { TenantRooms } from './tenant-rooms.ts';

export interface HttpServiceOptions {
  coder: PythonCoder;
  config: Config;
  /** What the variable of `service.tokensEnv` holds; null lets everybody of this machine in, and only of this machine. */
  tokens: string | null;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Further names clients may call the service by, such as the one of a proxy. */
  allowedHosts?: string[] | undefined;
  logger?: FastifyBaseLogger | null | undefined;
  patience?: Patience | undefined;
  /** Fires when the service is to stop. */
  signal: AbortSignal;
  /** Told once clients can connect. */
  onListening(url: string): void;
}

const maxConnections = 1_024;
const farewellMs = 1_000;
const cancelledWord = 'The service is being stopped.';

/** Serves clients until the signal fires; then tasks at work may go on for `service.drainSeconds` and are cancelled after that. Throws `config-invalid` for an address that can't be served safely or at all. */
export async function serveHttp(options: HttpServiceOptions): Promise<void> {
  const { coder, config, logger = null, patience = usualPatience, signal } = options;
  const tenants = readTenants(options.tokens, { variable: config.service.tokensEnv });
  const binding = await resolveBinding(options.host, options.allowedHosts ?? []);
  if (!tenants.needToken && !binding.isLoopback)
    throw invalid(
      `Other machines can reach ${options.host}, so clients must send a bearer token: put "name=token" into ${config.service.tokensEnv}; make a token with: openssl rand -hex 32`,
    );
  const metrics = openMetrics(() => rooms.load());
  const observer = {
    onEvent: metrics.watch,
    onEnd: metrics.countTask,
    onError: (error: unknown) => logger?.error({ err: error }, 'the service failed at a task'),
  };
  const rooms = new TenantRooms({ coder, config, tenants: tenants.names, observer });
  await rooms.openAll();
  const closing = new AbortController();
  const calls = new Set<Promise<unknown>>();
  const ends = { stopping: signal, closing: closing.signal };
  const service = { coder, config, tenants, rooms, metrics, calls, ...ends };
  const app = await createApp(service, { hostnames: binding.hostnames, logger, patience });
  app.server.maxConnections = maxConnections;
  try {
    await app.listen({ host: binding.address, port: options.port });
  } catch (cause) {
    throw invalid(
      `The service can't listen on ${options.host} port ${options.port} (${(cause as Error).message}).`,
      cause,
    );
  }
  try {
    const { port } = app.server.address() as AddressInfo;
    const host = binding.address.includes(':') ? `[${binding.address}]` : binding.address;
    options.onListening(`http://${host}:${port}`);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    const working = () => rooms.list().flatMap(({ tasks }) => tasks.working());
    const settled = async () => void (await Promise.all(working().map((task) => task.settled)));
    const atWork = Promise.allSettled([settled(), ...calls]);
    await Promise.race([atWork, delay(config.service.drainSeconds * 1_000, undefined, { ref: false })]);
    for (const task of working()) task.cancel(cancelledWord); // also one that began as the service was told to stop
    await settled();
    closing.abort();
    // A connection that never carried a request, as browsers and Node open them ahead, counts as busy for ever.
    const cut = setTimeout(() => app.server.closeAllConnections(), farewellMs);
    await app.close();
    clearTimeout(cut);
  }
}

function invalid(message: string, cause?: unknown): CoderError {
  return new CoderError(message, { code: 'config-invalid', cause });
}
