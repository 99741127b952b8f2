import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server and cuts connections. */
export interface CuttingProxy extends AsyncDisposable {
  url: string;
  /** Connections that were made through it. */
  readonly connections: number;
  /** Cuts every connection as soon as the server has sent so many bytes on it; null cuts none. */
  cutAfter(bytes: number | null): void;
  /** Cuts the next connections once the whole request has reached the server, before any answer. */
  swallowAnswers(count: number): void;
}

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let limit: number | null = null;
  let swallowed = 0;
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(Number(port), hostname);
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
      bytes += chunk.length;
      client.write(chunk);
      if (limit !== null && bytes >= limit) client.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    cutAfter: (wanted) => {
      limit = wanted;
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
