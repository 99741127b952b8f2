import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { maxMessageBytes } from './attachments.ts';
import { createServer } from './create-server.ts';
import { openMcpConversation } from './mcp-conversation.ts';
import { openService, type ServiceOptions } from './service.ts';

interface Streams {
  stdin: Readable;
  /** Nothing but protocol messages is ever written to it. */
  stdout: Writable;
}

/** Serves the one client at the other end of the streams until it leaves or the signal fires; returns when all its tasks have ended. */
export async function serveOverStdio(options: ServiceOptions, { stdin, stdout }: Streams): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  await using service = await openService({ ...options, signal });
  const conversation = openMcpConversation('log', service.folders);
  const left = new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) stdin.once(event, () => resolve());
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const transport = new StdioServerTransport(stdin, stdout, { maxBufferSize: maxMessageBytes });
  const connection = serveStdio(() => createServer(service, conversation), {
    transport,
    onerror: service.onError,
  });
  await left;
  stop.abort();
  await connection.close();
  await service.settled();
}
