import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { CoderError } from '../../errors/coder-error.ts';
import { resolveBinding } from '../listening/reachable-names.ts';
import { maxMessageBytes } from './attachments.ts';
import { createServer } from './create-server.ts';
import { createGuard, endpointPath } from './http/guard.ts';
import { LegacySessions } from './http/legacy-sessions.ts';
import { openCall, openMcpConversation } from './mcp-conversation.ts';
import { openService, type Service, type ServiceOptions } from './service.ts';

export interface Endpoint {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Further names clients may call the server by, such as the one of a proxy. */
  allowedHosts: string[];
  /** What clients must send; only a loopback address may do without. */
  token: string | null;
  /** Told once clients can connect. */
  onListening(url: string): void;
}

const maxConnections = 256;
const maxSubscriptions = 64;
const farewellMs = 1_000;

/** Serves clients until the signal fires; returns when all tasks have ended and no connection is left. Throws `config-invalid` for an address that can't be served safely or at all. */
export async function serveOverHttp(options: ServiceOptions, endpoint: Endpoint): Promise<void> {
  const { token, onListening } = endpoint;
  const { onError } = options;
  const binding = await resolveBinding(endpoint.host, endpoint.allowedHosts);
  if (token === null && !binding.isLoopback) {
    throw invalid(
      `Other machines can reach ${endpoint.host}, so clients must send a bearer token: put one into the variable that --token-env names; make one with: openssl rand -hex 32`,
    );
  }
  await using service = await openService(options);
  const protocol = openProtocol(service);
  const answering = new Set<Promise<void>>();
  const admits = createGuard({ hostnames: binding.hostnames, token });
  const server = createHttpServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    if (!admits(request, response)) return;
    const answer = protocol
      .handle(request, response)
      .catch(onError)
      .finally(() => answering.delete(answer));
    if (request.method === 'POST') answering.add(answer);
  });
  server.maxConnections = maxConnections;
  const { port } = await listen(server, { port: endpoint.port, host: binding.address });
  try {
    const host = binding.address.includes(':') ? `[${binding.address}]` : binding.address;
    onListening(`http://${host}:${port}${endpointPath}`);
    if (!options.signal.aborted) await once(options.signal, 'abort');
  } finally {
    server.close();
    await service.settled();
    // The last answers leave; streams that stay open by nature do not hold the server up.
    await Promise.race([Promise.allSettled(answering), delay(farewellMs, undefined, { ref: false })]);
    await protocol.close();
    server.closeAllConnections();
  }
}

/** Both kinds of clients behind one handler: those with sessions, and those whose every request stands alone. */
function openProtocol(service: Service) {
  const { folders, onError } = service;
  const shared = openMcpConversation('known-ids', folders);
  const modern = createMcpHandler(() => createServer(service, openCall(shared, folders)), {
    legacy: 'reject',
    maxRequestBodySize: maxMessageBytes,
    maxSubscriptions,
    onerror: onError,
  });
  service.functions?.onChange(() => modern.notify.toolsChanged());
  const sessions = new LegacySessions(() => createServer(service, openMcpConversation('session', folders)));
  const size = { maxRequestBodySize: maxMessageBytes };
  const handle = toNodeHandler(
    {
      fetch: async (request, fetchOptions) =>
        (await isLegacyRequest(request, undefined, size))
          ? sessions.fetch(request)
          : modern.fetch(request, fetchOptions),
    },
    { ...size, onerror: onError },
  );
  return {
    handle: (request: IncomingMessage, response: ServerResponse) =>
      handle(request as NodeIncomingMessageLike, response),
    close: async () => {
      await sessions.close();
      await modern.close();
    },
  };
}

async function listen(server: Server, address: { host: string; port: number }): Promise<AddressInfo> {
  server.listen(address);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw invalid(
      `The server can't listen on ${address.host} port ${address.port} (${(cause as Error).message}).`,
      cause,
    );
  }
  return server.address() as AddressInfo;
}

function invalid(message: string, cause?: unknown): CoderError {
  return new CoderError(message, { code: 'config-invalid', cause });
}
