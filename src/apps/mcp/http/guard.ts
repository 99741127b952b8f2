import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/node';
import { carriesToken } from '../../listening/bearer-token.ts';

export const endpointPath = '/mcp';

interface Admission {
  /** Names the server is called by; a page that was rebound to this address comes under another. */
  hostnames: string[];
  token: string | null;
}

type Check = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Decides from the head of a request, before a byte of its body is read, whether it may come in; answers it when not. */
export function createGuard({ hostnames, token }: Admission): Check {
  const checks: Check[] = [
    hostHeaderValidation(hostnames),
    originValidation(hostnames),
    ({ headers }, response) =>
      token === null ||
      carriesToken(headers.authorization, token) ||
      refuse(response, 401, 'Send the bearer token.'),
    ({ url = '' }, response) =>
      url.split('?')[0] === endpointPath || refuse(response, 404, `The endpoint is ${endpointPath}.`),
  ];
  return (request, response) => checks.every((check) => check(request, response));
}

function refuse(response: ServerResponse, status: 401 | 404, message: string): false {
  const headers = { 'content-type': 'application/json', connection: 'close' };
  response.writeHead(status, status === 401 ? { ...headers, 'www-authenticate': 'Bearer' } : headers);
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }));
  return false;
}
