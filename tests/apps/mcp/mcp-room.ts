import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Endpoint, serveOverHttp } from '../../../src/apps/mcp/serve-over-http.ts';
import type { ServiceOptions } from '../../../src/apps/mcp/service.ts';
import { commandEnvironment, mainFile } from '../../helpers/cli.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';

export const transports = ['stdio', 'http'] as const;
export const revisions = ['2025-11-25', '2026-07-28'] as const;

type Transport = (typeof transports)[number];
type Revision = (typeof revisions)[number];

export type RoomOptions = Partial<Pick<ServiceOptions, 'approval' | 'approveByTool'>>;
type Offered = Partial<Pick<ServiceOptions, 'functions' | 'onlyFunctions' | 'watchFunctions' | 'onError'>>;

/** A server and how clients reach it: over HTTP inside this process, over stdio as a process for each client. */
export interface McpRoom extends AsyncDisposable {
  folder: string;
  /** The process below which programs run. */
  processId(): number;
  connect(revision: Revision, options?: ClientOptions): Promise<Client>;
}

export async function openRoom(transport: Transport, options: RoomOptions = {}): Promise<McpRoom> {
  return transport === 'stdio' ? stdioRoom(options) : httpRoom(options);
}

/** What an HTTP test needs to know beside what a room says. */
export interface HttpServer extends AsyncDisposable {
  url: string;
  coder: TestCoder;
  /** Tells the server to stop, and resolves when it has. */
  stop(): Promise<void>;
}

export async function startHttp(
  options: RoomOptions & Offered & { folders?: string[]; endpoint?: Partial<Endpoint> } = {},
): Promise<HttpServer> {
  const { endpoint, folders, ...service } = options;
  const coder = await testCoder(null);
  const stopping = new AbortController();
  let served: Promise<void> = Promise.resolve();
  const listening = new Promise<string>((resolve, reject) => {
    served = serveOverHttp(
      {
        coder: coder.coder,
        folders: folders ?? [coder.folder],
        signal: stopping.signal,
        onError: () => undefined,
        ...service,
      },
      {
        host: '127.0.0.1',
        port: 0,
        allowedHosts: [],
        token: null,
        onListening: resolve,
        ...endpoint,
      },
    );
    served.catch(reject);
  });
  const url = await listening.catch(async (error: unknown) => {
    await coder[Symbol.asyncDispose]();
    throw error;
  });
  const stop = async () => {
    stopping.abort();
    await served;
  };
  return {
    url,
    coder,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await coder[Symbol.asyncDispose]();
    },
  };
}

export function newClient(revision: Revision, options: ClientOptions = {}): Client {
  const mode = revision === '2025-11-25' ? 'legacy' : { pin: revision };
  return new Client({ name: 'test client', version: '1' }, { ...options, versionNegotiation: { mode } });
}

async function httpRoom(options: RoomOptions): Promise<McpRoom> {
  const server = await startHttp(options);
  const clients: Client[] = [];
  return {
    folder: server.coder.folder,
    processId: () => process.pid,
    connect: async (revision, clientOptions) => {
      const client = newClient(revision, clientOptions);
      await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
      clients.push(client);
      return client;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await server[Symbol.asyncDispose]();
    },
  };
}

async function stdioRoom({ approval, approveByTool }: RoomOptions): Promise<McpRoom> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mcp-'));
  const flags = [
    ...(approval === undefined ? [] : ['--approve', approval]),
    ...(approveByTool === true ? ['--approve-by-tool'] : []),
  ];
  const opened: { client: Client; transport: StdioClientTransport }[] = [];
  return {
    folder,
    processId: () => opened.at(-1)?.transport.pid ?? 0,
    connect: async (revision, clientOptions) => {
      const transport = new StdioClientTransport(serverCommand(folder, flags));
      const client = newClient(revision, clientOptions);
      await client.connect(transport);
      opened.push({ client, transport });
      return client;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map(({ client }) => client.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The built command as a client's configuration starts it: no model, nothing of who runs the tests. */
export function serverCommand(folder: string, flags: string[] = []) {
  mkdirSync(path.join(folder, 'config/python-coder'), { recursive: true });
  writeFileSync(path.join(folder, 'config/python-coder/config.yaml'), 'model: { detectLocal: false }\n');
  return {
    command: process.execPath,
    args: [mainFile, 'mcp', ...flags],
    cwd: folder,
    env: commandEnvironment(folder),
  };
}
