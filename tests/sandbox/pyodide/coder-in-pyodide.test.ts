import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createPythonCoder } from '../../../src/coder/create-python-coder.ts';

it('executes code for a coder on a host without any other Python', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'test-'));
  const coder = createPythonCoder({
    model: null,
    config: {
      python: { runtime: 'pyodide', path: path.join(folder, 'no-python') },
      stateDir: path.join(folder, 'state'),
      executionDir: path.join(folder, 'runs'),
      outputDir: path.join(folder, 'artifacts'),
      auditDir: path.join(folder, 'audit'),
    },
  });
  try {
    const files = [{ name: 'a.csv', bytes: Buffer.from('x\n1\n') }];
    const result = await coder.executeCode("print(1 + len(open('a.csv').readline().strip()))", { files });
    expect(result).toMatchObject({ success: true, output: '2\n' });
    const [described] = await coder.describeFiles(files);
    expect(described).toMatchObject({ name: 'a.csv', type: 'undescribed', mediaType: 'text/csv', bytes: 4 });
    const { python, isolation } = await coder.diagnose();
    expect({ python, isolation }).toMatchObject({
      python: { environment: { source: 'pyodide' } },
      isolation: { isolation: { tier: 'W' }, minimumTier: 'W' },
    });
  } finally {
    await coder[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
});
