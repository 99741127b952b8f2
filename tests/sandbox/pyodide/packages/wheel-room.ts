import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { runPython } from '../../../helpers/run-python.ts';

export interface WheelSpec {
  name: string;
  version?: string;
  tag?: string;
  requires?: string[];
  extras?: string[];
  requiresPython?: string;
  /** Beside the module of its name. */
  files?: Record<string, string>;
}

export async function makeWheels(folder: string, wheels: WheelSpec[]): Promise<void> {
  await runPython(path.join(import.meta.dirname, 'make_wheels.py'), folder, JSON.stringify(wheels));
}

export interface TestIndex extends AsyncDisposable {
  url: string;
  host: string;
  /** The paths that were asked for. */
  asked: string[];
  /** What a path answers instead. */
  answers: Map<string, (response: ServerResponse) => void>;
  /** Keys added to a file of a project's page. */
  facts: Map<string, object>;
}

/** A simple index on loopback of the wheels in a folder. */
export async function serveIndex(folder: string): Promise<TestIndex> {
  const asked: string[] = [];
  const answers: TestIndex['answers'] = new Map();
  const facts: TestIndex['facts'] = new Map();
  const listener: RequestListener = (request, response) => {
    const asking = request.url ?? '';
    asked.push(asking);
    const [, kind, name = ''] = asking.split('/');
    const own = answers.get(asking);
    if (own !== undefined) return own(response);
    if (kind === 'files') return void response.end(readFileSync(path.join(folder, name)));
    const files = readdirSync(folder)
      .filter((file) => file.split('-')[0]?.replaceAll('_', '-').toLowerCase() === name)
      .map((file) => ({
        filename: file,
        url: `../../files/${file}`,
        hashes: { sha256: sha256Of(path.join(folder, file)) },
        ...facts.get(file),
      }));
    response.statusCode = files.length === 0 ? 404 : 200;
    response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json');
    response.end(JSON.stringify({ meta: { 'api-version': '1.1' }, name, files }));
  };
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/simple/`,
    host,
    asked,
    answers,
    facts,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
