import path from 'node:path';
import type { Patience } from '../../src/apps/http/patience.ts';
import { serveHttp } from '../../src/apps/http/serve-http.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { ConfigOverrides } from '../../src/config/schema.ts';
import type { ChatModel } from '../../src/contracts/chat-model.ts';
import type { StoredFile } from '../../src/contracts/service/stored-file.ts';
import type { TaskView } from '../../src/contracts/service/task-view.ts';
import { type TestCoder, testCoder } from './test-coder.ts';

export interface HttpRoomOptions {
  model?: ChatModel | null;
  config?: ConfigOverrides;
  /** As the variable of the service has them. */
  tokens?: string;
  patience?: Patience;
  /** Goes on with the folders of another room. */
  after?: HttpRoom;
}

/** A service on a free port of this machine with a real sandbox. */
export interface HttpRoom extends AsyncDisposable {
  url: string;
  coder: TestCoder;
  serviceDir: string;
  /** A request to a path of the service. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Sends JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  upload(name: string, content: string | Uint8Array, headers?: Record<string, string>): Promise<StoredFile>;
  /** Tells the service to stop, and resolves when it has. */
  stop(): Promise<void>;
}

export async function openHttpRoom(options: HttpRoomOptions = {}): Promise<HttpRoom> {
  const { model = null, config = {}, tokens = null, patience, after } = options;
  const coder = after?.coder ?? (await testCoder(model, config));
  const serviceDir = path.join(coder.folder, 'service');
  const settings = loadConfig({
    overrides: {
      ...config,
      auditDir: path.join(coder.folder, 'audit'),
      service: { ...config.service, dir: serviceDir },
    },
  });
  const stopping = new AbortController();
  let served: Promise<void> = Promise.resolve();
  const url = await new Promise<string>((resolve, reject) => {
    served = serveHttp({
      coder: coder.coder,
      config: settings,
      tokens,
      host: '127.0.0.1',
      port: 0,
      patience,
      signal: stopping.signal,
      onListening: resolve,
    });
    served.catch(reject);
  });
  const call = (target: string, init: RequestInit = {}): Promise<Response> => fetch(url + target, init);
  const stop = async () => {
    stopping.abort();
    await served;
  };
  return {
    url,
    coder,
    serviceDir,
    call,
    post: (target, body, headers = {}) =>
      call(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    upload: async (name, content, headers = {}) => {
      const form = new FormData();
      form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), name);
      const response = await call('/api/files', { method: 'POST', body: form, headers });
      const { files } = (await response.json()) as { files: StoredFile[] };
      return files[0] as StoredFile;
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await coder[Symbol.asyncDispose]();
    },
  };
}

/** One server-sent event. */
export interface Message {
  id: string | null;
  event: string;
  data: unknown;
}

/** The events of a whole answer, in order. */
export async function messagesOf(response: Response): Promise<Message[]> {
  const blocks = (await response.text()).split('\n\n');
  return blocks.filter((block) => /^(id|event|data):/m.test(block)).map(messageOf);
}

function messageOf(block: string): Message {
  const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  return { id: field('id'), event: field('event') ?? 'message', data: JSON.parse(field('data') ?? 'null') };
}

export async function viewOf(response: Response): Promise<TaskView> {
  return (await response.json()) as TaskView;
}
