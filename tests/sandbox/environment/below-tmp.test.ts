import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createCPythonRuntime } from '../../../src/sandbox/cpython-runtime.ts';
import { smallStack } from './small-stack.ts';

const code = `import os, tinydep
with open('/tmp/own.txt', 'w') as file:
    file.write('mine')
print(tinydep.answer, sorted(os.listdir(os.environ['TMPDIR']))[-1], os.path.realpath('/tmp') == os.environ['TMPDIR'])
try:
    os.mkdir(os.path.join(os.path.dirname(tinydep.__file__), 'new'))
except OSError as error:
    print(type(error).__name__)`;

it('an interpreter that was installed below /tmp is found, and programs have a /tmp of their own', async () => {
  using stack = await smallStack();
  expect(stack.folder).toMatch(/^\/tmp\//);
  await using runtime = createCPythonRuntime({
    environment: await stack.ensure(),
    minimumTier: 'B',
    maxFiles: 10,
    maxInterpreters: 1,
  });
  const runDir = path.join(stack.folder, 'run');
  mkdirSync(runDir);
  const limits = { timeoutSeconds: 20, memoryMiB: 512, outputMiB: 4, diskMiB: 32 };
  for (const _ of [1, 2]) {
    const run = await runtime.run({ code, origin: 'ours', inputs: [], limits, runDir });
    expect([run.stderr, run.isolation.tier]).toEqual(['', 'A']);
    expect(run.stdout).toMatch(/^42 python-coder-environment-\w+ True\n(?:OSError|PermissionError)\n$/);
  }
});
