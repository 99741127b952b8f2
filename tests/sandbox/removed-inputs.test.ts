import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

const inputs = { 'a.csv': 'a', 'b.csv': 'b', 'data/c.csv': 'c', 'data/passwd': 'd' };

describe.each(['A', 'B', 'limits'] as const)('inputs of a program in tier %s', (tier) => {
  it('that are still there are not removed', async () => {
    const run = await runInSandbox('open("a.csv", "w").write("other")', { tier, inputs });
    expect(run.removedInputs).toEqual([]);
  });

  it('that it deleted or called otherwise are named', async () => {
    const code = 'import os\nos.remove("a.csv")\nos.rename("b.csv", "z.csv")\nos.remove("data/c.csv")';
    const run = await runInSandbox(code, { tier, inputs });
    expect(run.removedInputs).toEqual(['a.csv', 'b.csv', 'data/c.csv']);
  });

  it('that went before it failed are named too', async () => {
    const run = await runInSandbox('import os\nos.remove("a.csv")\nraise ValueError', { tier, inputs });
    expect(run).toMatchObject({ status: 'failed', removedInputs: ['a.csv'] });
  });
});

describe('inputs of a script', () => {
  it.each([
    ['rm a.csv; mv b.csv z.csv', ['a.csv', 'b.csv']],
    ['rm -r data', ['data/c.csv', 'data/passwd']],
    ['rm a.csv; echo new > a.csv', []],
    // A link in the place of their folder leads to where a file of such a name is, on the host.
    ['rm -r data; ln -s /etc data', ['data/c.csv', 'data/passwd']],
    ['rm -r data; echo no folder > data', ['data/c.csv', 'data/passwd']],
    ['chmod 0 data', []],
  ])('after `%s`', async (code, removed) => {
    const run = await runInSandbox(code, { language: 'shell', inputs });
    expect(run).toMatchObject({ status: 'finished', removedInputs: removed });
  });
});
