import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceFault } from '../service-fault.ts';
import type { Tenants } from './tenants.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request it is; empty on routes that are open to everybody. */
    tenant: string;
  }
  interface FastifyContextConfig {
    /** Answered without a token: what tells nothing of any tenant. */
    isOpen?: boolean;
  }
}

interface Admission {
  tenants: Tenants;
  /** Names the service is called by; a page that was rebound to this address comes under another. */
  hostnames: readonly string[];
  /** Origins whose pages may call it beside its own. */
  origins: readonly string[];
}

/** Decides from the head of a request, before a byte of its body is read, whether it may come in. */
export function addGuard(app: FastifyInstance, { tenants, hostnames, origins }: Admission): void {
  app.decorateRequest('tenant', '');
  app.addHook('onRequest', async (request, reply) => {
    if (!hostnames.includes(nameOf(request.headers.host)))
      throw new ServiceFault(
        'forbidden',
        'This service is not called by that name; allow it with --allow-host.',
      );
    checkOrigin(request, { hostnames, origins });
    const { isOpen = false } = request.routeOptions.config;
    if (isOpen || request.is404) return;
    const tenant = tenants.whoSent(request.headers);
    if (tenant === null) {
      reply.header('www-authenticate', 'Bearer');
      throw new ServiceFault(
        'unauthorized',
        'Send a token of this service: Authorization: Bearer <token>, or x-api-key: <token>.',
      );
    }
    request.tenant = tenant;
  });
}

/** A page of another site could otherwise use a service that trusts its machine. */
function checkOrigin(
  { headers }: FastifyRequest,
  { hostnames, origins }: Pick<Admission, 'hostnames' | 'origins'>,
): void {
  const { origin } = headers;
  if (origin === undefined || origins.includes(origin)) return;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url !== null && hostnames.includes(url.hostname) && url.host === headers.host?.toLowerCase()) return;
  throw new ServiceFault(
    'forbidden',
    'Pages of that origin may not call this service; allow it with service.corsOrigins.',
  );
}

function nameOf(host: string | undefined): string {
  const url = `http://${host ?? ''}`;
  return host !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
}
