import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server and cuts connections. */
export interface CuttingProxy extends AsyncDisposable {
  url: string;
  /** Connections that were made through it. */
  readonly connections: number;
  /** Leads new connections to another server, and cuts those to the one before. */
  lead(target: string): void;
  /** Cuts the next connections, each once it has carried so many bytes of the server. */
  cutAfter(...bytes: number[]): void;
  /** Drops the next answers with the connections they came on; the requests have reached the server. */
  swallowAnswers(count: number): void;
}

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  let address = new URL(target);
  const open = new Set<Socket>();
  let limits: number[] = [];
  let swallowed = 0;
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const limit = limits.shift() ?? Number.POSITIVE_INFINITY;
    const upstream = connect(Number(address.port), address.hostname);
    let bytes = 0;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (swallowed > 0) {
        swallowed -= 1;
        client.destroy();
        return;
      }
      const rest = limit - bytes;
      bytes += chunk.length;
      client.write(rest < chunk.length ? chunk.subarray(0, rest) : chunk);
      if (bytes >= limit) client.end(() => client.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    lead: (other) => {
      address = new URL(other);
      for (const socket of open) socket.destroy();
    },
    cutAfter: (...bytes) => {
      limits = bytes;
    },
    swallowAnswers: (count) => {
      swallowed = count;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
