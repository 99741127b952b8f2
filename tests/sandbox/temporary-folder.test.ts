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

const fromElsewhere = `import os
with open("/mnt/data/in.txt") as source, open("/mnt/data/out.txt", "w") as target:
    target.write(source.read())
with open("/tmp/scratch.txt", "w") as file:
    file.write("gone")
print(os.path.realpath("/mnt/data") == os.getcwd(), os.path.realpath("/tmp") == os.environ["TMPDIR"])
for change in (
    lambda: os.remove("/mnt/data"),
    lambda: os.rename("/tmp", "/mnt/other"),
    lambda: os.mkdir("/mnt/other"),
    lambda: os.listdir("/mnt"),
    lambda: os.listdir("/mnt/data/.."),
):
    try:
        change()
        print("done")
    except OSError as error:
        print(type(error).__name__)`;

describe('the folders that programs written for other sandboxes look for', () => {
  it('are names of the own ones in tier A, and lead nowhere else', async () => {
    const run = await runInSandbox(fromElsewhere, { tier: 'A', inputs: { 'in.txt': 'content' } });
    expect(run.stderr).toBe('');
    const refused = run.stdout.split('\n').slice(1, -1);
    expect(run.stdout).toMatch(/^True True\n/);
    expect(refused).toHaveLength(5);
    expect(refused).not.toContain('done');
    expect(run.contents).toEqual({ 'out.txt': Buffer.from('content') });
    const next = await runInSandbox('import os\nprint(os.path.exists("/tmp/scratch.txt"))', { tier: 'A' });
    expect(next.stdout).toBe('False\n');
  });

  it('are there for shells, too', async () => {
    const code = 'cd /mnt/data && cat in.txt > out.txt; echo x > /tmp/x && cat /tmp/x';
    const run = await runInSandbox(code, { language: 'shell', inputs: { 'in.txt': 'content' } });
    expect(run).toMatchObject({ stdout: 'x\n', contents: { 'out.txt': Buffer.from('content') } });
  });
});
