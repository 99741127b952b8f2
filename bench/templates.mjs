import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../dist/config/load-config.js';
import { createPythonCoder } from '../dist/index.js';
import { ensurePythonEnvironment } from '../dist/sandbox/environment/ensure-python-environment.js';
import { interleave, pause, quantile, round } from './measure.mjs';

const run = promisify(execFile);
const fixtures = path.join(import.meta.dirname, '../tests/fixtures/rendering');

const plain = `import json, sys
from jinja2.sandbox import ImmutableSandboxedEnvironment
print(ImmutableSandboxedEnvironment().from_string(sys.argv[1]).render(json.loads(sys.argv[2])))`;

/** Renderings of templates beside plain `python -c` with the same Jinja, and many at once; each waits for its text. */
export async function benchTemplates({ rounds = 100 } = {}) {
  const { python } = await ensurePythonEnvironment({ config: loadConfig() });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const config = { executionDir: `${folder}/run`, auditDir: `${folder}/audit`, stateDir: `${folder}/state` };
  const coder = createPythonCoder({ config, model: null });
  try {
    const rows = [];
    for (const { name, template, variables } of await subjects()) {
      const ours = async () => (await coder.templates.render(template, variables)).status === 'rendered';
      const theirs = async () =>
        (await run(python, ['-I', '-c', plain, template, JSON.stringify(variables)])).stdout !== '';
      for (let warm = 0; warm < 10; warm += 1) await ours();
      await pause(200);
      const { samples, failures } = await interleave({ ours, plain: theirs }, rounds);
      const at = (who, share) => round(quantile(samples[who], share));
      rows.push({
        name,
        p10: at('ours', 0.1),
        p50: at('ours', 0.5),
        p95: at('ours', 0.95),
        'plain p50': at('plain', 0.5),
        failures: failures.ours + failures.plain,
      });
    }
    return [...rows, await manyAtOnce(coder, 100)];
  } finally {
    await coder[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

async function subjects() {
  const found = [{ name: 'Hello {{ name }}', template: 'Hello {{ name }}', variables: { name: 'Ada' } }];
  for (const name of ['chat-prompt', 'markdown-report']) {
    const read = (file) => readFile(path.join(fixtures, name, file), 'utf8');
    found.push({
      name,
      template: await read('template.j2'),
      variables: JSON.parse(await read('variables.json')),
    });
  }
  return found;
}

/** From the first question to each answer. */
async function manyAtOnce(coder, count) {
  const startedAt = performance.now();
  const ended = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const rendering = await coder.templates.render('{{ n }}', { n: index });
      return { isRight: rendering.text === String(index), ms: performance.now() - startedAt };
    }),
  );
  const took = ended.map(({ ms }) => ms);
  const at = (share) => round(quantile(took, share));
  const failures = ended.filter(({ isRight }) => !isRight).length;
  return { name: `${count} at once`, p10: at(0.1), p50: at(0.5), p95: at(0.95), failures };
}
