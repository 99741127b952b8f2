import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mixedLoad } from './http-load.mjs';
import { startService } from './http-service.mjs';
import { interleave, pause, quantile, round } from './measure.mjs';

const question = 'What is the average amount by region?';
const csv = `region,amount\n${Array.from({ length: 100 }, (_, row) => `${['North', 'South'][row % 2]},${row}`).join('\n')}\n`;
const atOnce = 100;

/** Requests over HTTP to a service in a process of its own: one after the other, a hundred at once, and many clients mixed. */
export async function benchHttp({ rounds = 100, clients = 20, seconds = 10 } = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const service = await startService(folder);
  try {
    const { post, call } = service;
    const asks = {
      'GET /health': async () => (await call('/health')).status === 'ok',
      'render a template': async () =>
        (await post('/api/templates/render', { template: 'Hello {{ name }}', variables: { name: 'Ada' } }))
          .text === 'Hello Ada',
      'execute print(1)': async () =>
        (await post('/api/execute', { code: 'print(1)', language: 'python' })).stdout === '1\n',
      'execute echo, shell': async () =>
        (await post('/api/execute', { code: 'echo 1', language: 'shell' })).stdout === '1\n',
      'a question by template': async () => {
        const files = [{ name: 'sales.csv', text: csv }];
        return (await post('/api/tasks', { query: question, files })).result?.success === true;
      },
    };
    for (const ask of Object.values(asks)) for (let warm = 0; warm < 5; warm += 1) await ask();
    await pause(2_000);
    const { samples, failures } = await interleave(asks, rounds);
    const rows = Object.keys(asks).map((name) => rowOf(name, samples[name], failures[name]));
    return [...rows, await rendersAtOnce(post), ...(await mixedLoad(service, { clients, seconds }))];
  } finally {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function rowOf(name, samples, failures) {
  const at = (share) => round(quantile(samples, share));
  return { name, count: samples.length, p10: at(0.1), p50: at(0.5), p95: at(0.95), failures };
}

/** From the first question to each answer. */
async function rendersAtOnce(post) {
  const startedAt = performance.now();
  const ended = await Promise.all(
    Array.from({ length: atOnce }, async (_, n) => {
      const { text } = await post('/api/templates/render', { template: '{{ n }}', variables: { n } });
      return { isRight: text === String(n), ms: performance.now() - startedAt };
    }),
  );
  const wrong = ended.filter(({ isRight }) => !isRight).length;
  return rowOf(
    `${atOnce} renders at once`,
    ended.map(({ ms }) => ms),
    wrong,
  );
}
