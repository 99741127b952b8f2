import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPythonToolsClient,
  type PythonToolsClientOptions,
  ServiceError,
} from '../../src/client/client.ts';
import { readText } from '../../src/client/read-reply.ts';
import type { ServedEvent } from '../../src/contracts/service/task-view.ts';
import { cuttingProxy } from '../helpers/cutting-proxy.ts';
import { type HttpRoom, openHttpRoom } from '../helpers/http-room.ts';

let service: HttpRoom;

beforeAll(async () => {
  service = await openHttpRoom();
});
afterAll(() => service[Symbol.asyncDispose]());

function clientOf(url: string, more: PythonToolsClientOptions = {}) {
  return createPythonToolsClient({ url, token: null, ...more });
}

/** Something at an address that answers as a service never would, or only when it is in trouble. */
async function oddServer(answer: RequestListener) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const execution = JSON.stringify({
  ...{ stdout: '42\n', stderr: '', exit_code: 0, duration_ms: 1, status: 'succeeded', error: null },
  ...{ findings: [], artifacts: [], warnings: [], auditId: '' },
});
const health = JSON.stringify({ status: 'ok', version: '1' });
const code = { code: 'print(42)', language: 'python' } as const;

describe('a connection that breaks', () => {
  const talkative = 'for number in range(300):\n    print(number, "." * 50, flush=True)';

  it('again and again is made again, and every event is told once', async () => {
    await using proxy = await cuttingProxy(service.url);
    const client = clientOf(proxy.url);
    const limits = [500, 2_500, 4_000, 9_000, 3_000, 20_000, 1_000];
    const events: ServedEvent[] = [];
    const task = await client.tasks.run(
      { code: talkative },
      {
        onStarted: () => {
          proxy.lead(service.url); // the events come on connections of their own
          proxy.cutAfter(...limits);
        },
        onEvent: (event) => events.push(event),
      },
    );
    expect(proxy.connections).toBeGreaterThan(limits.length);
    const direct: ServedEvent[] = [];
    for await (const event of clientOf(service.url).tasks.events(task.id)) direct.push(event);
    expect(events).toEqual(direct);
    expect(task.result?.output.split('\n').length).toBe(301);
  });

  it('before the answer to a new task came makes no second one', async () => {
    await using proxy = await cuttingProxy(service.url);
    const before = (await clientOf(service.url).tasks.list()).tasks.length;
    proxy.swallowAnswers(2);
    const task = await clientOf(proxy.url).tasks.run({ code: 'print(42)' });
    expect(task.result?.output).toBe('42\n');
    expect((await clientOf(service.url).tasks.list()).tasks.length).toBe(before + 1);
  });

  it('during an upload has the files sent again, unless they were a stream', async () => {
    await using proxy = await cuttingProxy(service.url);
    const client = clientOf(proxy.url);
    const content = new TextEncoder().encode('a,b\n1,2\n');
    proxy.swallowAnswers(1);
    expect(
      await client.files.upload({ name: 'a.csv', content: () => new Blob([content]).stream() }),
    ).toHaveLength(1);
    proxy.swallowAnswers(1);
    const once = client.files.upload({ name: 'a.csv', content: new Blob([content]).stream() });
    await expect(once).rejects.toMatchObject({ code: 'lost', message: expect.stringContaining('not known') });
  });

  it('in the middle of an answer has it asked for again', async () => {
    await using proxy = await cuttingProxy(service.url);
    proxy.cutAfter(20, 300);
    expect(await clientOf(proxy.url).health()).toMatchObject({ status: 'ok' });
    expect(proxy.connections).toBe(3);
  });

  it('because the service was stopped and started again ends with what it says of the task', async () => {
    await using room = await openHttpRoom({ config: { service: { drainSeconds: 0 } } });
    await using proxy = await cuttingProxy(room.url);
    const events: ServedEvent[] = [];
    let hasBegun: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      hasBegun = resolve;
    });
    const running = clientOf(proxy.url).tasks.run(
      { code: "print('begun', flush=True)\nimport time\ntime.sleep(600)" },
      {
        onEvent: (event) => {
          events.push(event);
          if (event.type === 'output') hasBegun();
        },
      },
    );
    await begun;
    await room.stop();
    await using again = await openHttpRoom({ after: room });
    proxy.lead(again.url);
    expect((await running).result).toMatchObject({ status: 'cancelled' });
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
  });

  it('while code is executed has it sent once only', async () => {
    await using odd = await oddServer((request) => request.socket.destroy());
    await expect(clientOf(odd.url).execute(code)).rejects.toMatchObject({ code: 'lost' });
    expect(odd.requests).toHaveLength(1);
  });

  it('for ever is given up, naming the task that goes on', async () => {
    await using odd = await oddServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end('retry: 0\n\n');
    });
    const id = '0'.repeat(32);
    const events = clientOf(odd.url, { retries: 1 }).tasks.events(id);
    await expect(events.next()).rejects.toMatchObject({ code: 'lost', message: expect.stringContaining(id) });
    expect(odd.requests).toHaveLength(3);
  });
});

describe('a service that refuses', () => {
  /** Refuses once, then answers. */
  function onceThen(status: number, body: string, headers: Record<string, string> = {}): RequestListener {
    let count = 0;
    return (_, response) => {
      count += 1;
      if (count === 1) response.writeHead(status, headers).end('<html>busy</html>');
      else response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
  }

  it.each([
    ['429', 429, { 'retry-after': '0' }],
    ['503', 503, { 'retry-after': '0' }],
    ['503 until a moment that has passed', 503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
    ['502 without a word', 502, {}],
    ['504 with nonsense', 504, { 'retry-after': 'soon' }],
  ])('is asked again after %s, where that can do no harm', async (_, status, headers) => {
    await using odd = await oddServer(onceThen(status, health, headers as Record<string, string>));
    expect(await clientOf(odd.url).health()).toMatchObject({ status: 'ok' });
    expect(odd.requests).toHaveLength(2);
  });

  it('is sent code again only where it was too busy to look at it', async () => {
    await using limited = await oddServer(onceThen(429, execution, { 'retry-after': '0' }));
    expect(await clientOf(limited.url).execute(code)).toMatchObject({ stdout: '42\n' });
    expect(limited.requests).toHaveLength(2);
    await using failing = await oddServer(onceThen(503, execution, { 'retry-after': '0' }));
    await expect(clientOf(failing.url).execute(code)).rejects.toMatchObject({ code: 'busy' });
    expect(failing.requests).toHaveLength(1);
  });

  it('and asks for more patience than anybody has is not waited for', async () => {
    await using odd = await oddServer(onceThen(503, health, { 'retry-after': '3600' }));
    await expect(clientOf(odd.url).health()).rejects.toMatchObject({ code: 'busy' });
    expect(odd.requests).toHaveLength(1);
  });

  it('is told apart by its problem', async () => {
    await using limited = await openHttpRoom({ config: { service: { requestsPerMinute: 1 } } });
    const client = clientOf(limited.url, { retries: 0 });
    await client.files.list();
    const refused = client.files.list();
    await expect(refused).rejects.toBeInstanceOf(ServiceError);
    await expect(refused).rejects.toMatchObject({
      code: 'busy',
      problem: { code: 'too-many-requests', status: 429 },
    });
  });

  it('is not waited for any more once the caller cancels', async () => {
    const cancellation = new AbortController();
    await using odd = await oddServer((_, response) => {
      response.writeHead(503, { 'retry-after': '50' }).end(() => setImmediate(() => cancellation.abort()));
    });
    const asked = clientOf(odd.url).health({ signal: cancellation.signal });
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(odd.requests).toHaveLength(1);
  });
});

describe('an answer', () => {
  const answering = (body: string, type = 'application/json') =>
    oddServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));

  it('that leads elsewhere is not followed, so that no token gets there', async () => {
    await using elsewhere = await answering(health);
    await using odd = await oddServer((_, response) =>
      response.writeHead(302, { location: `${elsewhere.url}/health` }).end(),
    );
    const client = clientOf(odd.url, { token: 'secret', retries: 0 });
    await expect(client.health()).rejects.toMatchObject({ code: 'lost' });
    expect(elsewhere.requests).toHaveLength(0);
  });

  it('may say more than is known here', async () => {
    const issue = { rule: 'r', source: 'lint', severity: 'minor', message: 'm', confidence: 0.5 };
    await using odd = await answering(JSON.stringify({ code: '1', issues: [issue], tookMs: 3 }));
    expect((await clientOf(odd.url).verify({ code: '1' })).issues).toEqual([issue]);
  });

  it.each([
    ['that says less', '{"issues":[]}'],
    ['of another shape', '{"code":1,"issues":[]}'],
    ['that is no JSON', '<html>'],
    ['that is nested without end', '['.repeat(100_000)],
  ])('%s is refused', async (_, body) => {
    await using odd = await answering(body);
    await expect(clientOf(odd.url).verify({ code: '1' })).rejects.toMatchObject({ code: 'internal' });
  });

  it('with kinds of events that are not known yet is read without them', async () => {
    const stream =
      'id: 1\nevent: mood\ndata: {"type":"mood"}\n\nid: 2\ndata: {"type":"warning","message":"w"}\n\n';
    await using odd = await answering(stream, 'text/event-stream');
    const events = clientOf(odd.url).tasks.events('0'.repeat(32));
    expect((await events.next()).value).toEqual({ type: 'warning', message: 'w' });
    await events.return(undefined as never);
  });

  it('that is longer than any is cut off', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000)) });
    await expect(readText(new Response(endless), 5_000)).rejects.toMatchObject({ code: 'internal' });
  });

  it('of a proxy in between is told from one of the service', async () => {
    await using odd = await oddServer((_, response) => response.writeHead(404).end('<h1>nginx</h1>'));
    await expect(clientOf(odd.url).health()).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+ answered 404/),
    });
  });
});
