import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

const code = `import os, tempfile
import pandas
with tempfile.NamedTemporaryFile("w", delete=False) as file:
    file.write("x")
print(os.path.dirname(file.name) == os.environ["TMPDIR"])`;

describe.each(['A', 'B'] as const)('in tier %s', (tier) => {
  it('a program has a temporary folder of its own, whatever its interpreter used while it warmed up', async () => {
    for (const _ of [1, 2, 3]) {
      const run = await runInSandbox(code, { tier });
      expect([run.stderr, run.stdout]).toEqual(['', 'True\n']);
    }
  });
});
