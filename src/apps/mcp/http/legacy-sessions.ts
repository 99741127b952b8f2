import { randomUUID } from 'node:crypto';
import { type McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { maxMessageBytes } from '../attachments.ts';

const maxSessions = 64;
const idleMs = 30 * 60_000;

interface Session {
  transport: WebStandardStreamableHTTPServerTransport;
  idle: NodeJS.Timeout;
}

/** Clients of the revisions with sessions: each gets a server of its own, and loses it when it says so, is idle for long, or was used longest ago when there are too many. */
export class LegacySessions {
  readonly #sessions = new Map<string, Session>();
  readonly #createServer: () => McpServer;

  constructor(createServer: () => McpServer) {
    this.#createServer = createServer;
  }

  /** A request of a known session, or one that may open a session; the transport refuses every other. */
  async fetch(request: Request): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    if (id === null) return this.#open(request);
    const session = this.#sessions.get(id);
    if (session === undefined) return refusal(404, 'There is no such session: initialize a new one.');
    session.idle.refresh();
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    return session.transport.handleRequest(request);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.#end(id)));
  }

  async #open(request: Request): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: maxMessageBytes,
      onsessioninitialized: (id) => {
        const idle = setTimeout(() => void this.#end(id), idleMs).unref();
        this.#sessions.set(id, { transport, idle });
      },
      onsessionclosed: (id) => this.#end(id),
    });
    const server = this.#createServer();
    await server.connect(transport);
    const response = await transport.handleRequest(request);
    if (transport.sessionId === undefined) await server.close();
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > maxSessions && oldest !== undefined) await this.#end(oldest);
    return response;
  }

  async #end(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (session === undefined) return;
    this.#sessions.delete(id);
    clearTimeout(session.idle);
    await session.transport.close();
  }
}

function refusal(status: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }, { status });
}
