import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { packageRoot } from '../../src/config/package-root.ts';

const pyodide = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** RFC 6455. */
const socketSeed = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export interface SiteFile {
  type: string;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

/** A web site of somebody else: files, a policy as strict as it may be, and a list of what was asked for. */
export interface WidgetSite extends AsyncDisposable {
  url: string;
  asked: string[];
  files: Map<string, SiteFile>;
}

export async function openWidgetSite(): Promise<WidgetSite> {
  const asked: string[] = [];
  const files = new Map<string, SiteFile>();
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://site.invalid').pathname;
    asked.push(name);
    void (async () => {
      const { type, body, headers = {} } = files.get(name) ?? (await fileOf(name));
      response.writeHead(200, { 'content-type': type, ...headers }).end(body);
    })().catch(() => response.writeHead(404).end());
  });
  server.on('upgrade', ({ url, headers }, socket) => {
    asked.push(url ?? '');
    const accepted = createHash('sha1')
      .update(`${headers['sec-websocket-key']}${socketSeed}`)
      .digest('base64');
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.end([...lines, `Sec-WebSocket-Accept: ${accepted}`, '', ''].join('\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    files,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Like any file server: the built widget, and Pyodide as its package has it. */
async function fileOf(name: string): Promise<SiteFile> {
  const [, folder, file = ''] = /^\/(widget|pyodide)\/((?:installer\/)?[\w.-]+)$/.exec(name) ?? [];
  const root = folder === 'pyodide' ? pyodide : path.join(packageRoot, 'dist/browser');
  const body = await readFile(path.join(root, file));
  return { type: types[path.extname(file)] ?? 'application/octet-stream', body };
}
