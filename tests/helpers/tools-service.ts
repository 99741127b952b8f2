import path from 'node:path';
import { serveHttp } from '../../src/apps/http/serve-http.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { ConfigOverrides } from '../../src/config/schema.ts';
import type { ChatModel } from '../../src/contracts/chat-model.ts';
import { type TestCoder, testCoder } from './test-coder.ts';

/** The service in this process, with a coder and folders of its own. */
export interface ToolsService extends AsyncDisposable {
  url: string;
  /** What does its work. */
  behind: TestCoder;
}

interface Choices {
  config?: ConfigOverrides;
  /** As the variable of the tokens has them; without, everybody of this machine is the tenant "local". */
  tokens?: string | null;
}

export async function toolsService(
  model: ChatModel | null,
  { config = {}, tokens = null }: Choices = {},
): Promise<ToolsService> {
  const behind = await testCoder(model, config);
  const service = {
    dir: path.join(behind.folder, 'service'),
    drainSeconds: 0,
    requestsPerMinute: 1_000_000,
    ...config.service,
  };
  const stop = new AbortController();
  let listens: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => {
    listens = resolve;
  });
  const served = serveHttp({
    coder: behind.coder,
    config: loadConfig({
      env: {},
      overrides: { ...config, auditDir: path.join(behind.folder, 'audit'), service },
    }),
    tokens,
    host: '127.0.0.1',
    port: 0,
    signal: stop.signal,
    onListening: listens,
  });
  return {
    url: await Promise.race([url, served.then(() => '')]),
    behind,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await served;
      await behind[Symbol.asyncDispose]();
    },
  };
}
