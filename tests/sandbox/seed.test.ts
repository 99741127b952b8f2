import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/apps/cli/command-line.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { CommandRoom } from '../helpers/cli.ts';
import { runInSandbox } from '../helpers/sandbox.ts';
import { approval, program, testCoder } from '../helpers/test-coder.ts';

/** What depends on chance: name and an expression statement that prints it. */
const draws: [name: string, code: string][] = [
  ['random', 'import random\nprint(random.random(), random.randint(1, 10**9), random.sample(range(999), 3))'],
  [
    'random generators of its own',
    'import random\nprint(random.Random().random(), random.Random().random())',
  ],
  ['random after reseeding from nothing', 'import random\nrandom.seed()\nprint(random.random())'],
  ['numpy.random', 'import numpy as np\nprint(np.random.rand(3), np.random.permutation(9))'],
  [
    'numpy generators without a seed',
    'import numpy as np\nprint(np.random.default_rng().random(), np.random.default_rng().random(), np.random.RandomState().rand(), np.random.Generator(np.random.PCG64()).random())',
  ],
  ['seed sequences', 'import numpy as np\nprint(np.random.SeedSequence(pool_size=64).entropy)'],
  ['numpy after reseeding from nothing', 'import numpy as np\nnp.random.seed()\nprint(np.random.rand())'],
  ['pandas samples', 'import pandas as pd\nprint(pd.Series(range(10**6)).sample(4).tolist())'],
  [
    'scikit-learn without random_state',
    'import numpy as np\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.cluster import KMeans\nx = np.arange(2000.0).reshape(-1, 1) % 97\nprint(train_test_split(x)[0][:3].ravel(), KMeans(5, n_init=1, max_iter=2, init="random").fit(x).inertia_)',
  ],
  ['scipy distributions', 'from scipy import stats\nprint(stats.norm.rvs(size=2))'],
  ['random UUIDs', 'import uuid\nfrom uuid import uuid4\nprint(uuid.uuid4(), uuid4())'],
  ['names of temporary files', 'import tempfile\nprint(tempfile.mktemp())'],
];

/** What every seed fixes in the same way, and without one each interpreter for all of its programs. */
const hashes: [name: string, code: string][] = [
  ['hashes of text', 'print(hash("text"), hash(b"bytes"))'],
  ['the order of sets of text', 'print([*{f"name {n}" for n in range(60)}])'],
];

/** What no seed fixes: clocks, and what must not be computable by whoever knows the seed. */
const neverFixed: [name: string, code: string][] = [
  ['os.urandom', 'import os\nprint(os.urandom(16))'],
  ['secrets', 'import secrets\nprint(secrets.token_hex(), secrets.randbelow(10**9))'],
  ['SystemRandom', 'import random\nprint(random.SystemRandom().random())'],
  ['the clock', 'import time\nprint(time.time_ns())'],
];

async function printed(code: string, options: { seed?: number; tier?: 'A' | 'B' | 'limits' } = {}) {
  const run = await runInSandbox(code, { limits: { memoryMiB: 1024 }, ...options });
  expect(run).toMatchObject({ status: 'finished', stderr: '' });
  return run.stdout;
}

describe('a seed', () => {
  it.each(draws)('makes two runs agree on %s, and another seed gives something else', async (_, code) => {
    const first = await printed(code, { seed: 7 });
    expect(await printed(code, { seed: 7 })).toBe(first);
    expect(await printed(code, { seed: 8 })).not.toBe(first);
  });

  it.each(hashes)('makes two runs agree on %s, and so does another seed', async (_, code) => {
    const first = await printed(code, { seed: 7 });
    expect(await printed(code, { seed: 7 })).toBe(first);
    expect(await printed(code, { seed: 8 })).toBe(first);
  });

  it.each(['B', 'limits'] as const)(
    'means the same in tier %s as in tier A',
    async (tier) => {
      const code = [...draws, ...hashes]
        .map(([, draw]) => draw)
        .join('\n')
        .replace('tempfile.mktemp()', '"name"');
      expect(await printed(code, { seed: 7, tier })).toBe(await printed(code, { seed: 7 }));
    },
    30_000,
  );

  it('takes the smallest and the largest number', async () => {
    for (const seed of [0, 2 ** 32 - 1]) {
      expect(await printed('import numpy as np\nprint(np.random.rand())', { seed })).toMatch(/^0\.\d+\n$/);
    }
  });

  it('gives the same numbers whether or not libraries were imported before', async () => {
    const code =
      'import importlib\nnumpy = importlib.import_module("numpy")\nimport random\nprint(random.random(), numpy.random.rand(), numpy.random.default_rng().random())';
    const warm = `import numpy, pandas, matplotlib.pyplot\n${code}`;
    expect(await printed(warm, { seed: 7 })).toBe(await printed(code, { seed: 7 }));
  });

  it('leaves the numbers a program asked for with a seed of its own as they are everywhere', async () => {
    const code =
      'import random, numpy as np\nrandom.seed(1)\nnp.random.seed(1)\nprint(random.random(), np.random.rand(), random.Random(1).random(), np.random.default_rng(1).random())';
    const everywhere = '0.13436424411240122 0.417022004702574 0.13436424411240122 0.5118216247002567\n';
    expect(await printed(code, { seed: 7 })).toBe(everywhere);
    expect(await printed(code)).toBe(everywhere);
  });

  it.each(neverFixed)('leaves %s as it is', async (_, code) => {
    expect(await printed(code, { seed: 7 })).not.toBe(await printed(code, { seed: 7 }));
  });
});

describe('the seed of a task', () => {
  const code =
    'import random, uuid\nimport numpy as np\nprint(random.random(), uuid.uuid4(), np.random.default_rng().random(), {"a", "b", "c", "d"})';
  const replies = Array.from({ length: 2 }, () => [program(code), JSON.stringify(approval)]).flat();

  it('makes two separate processes of Node print the same and is in the audit record', async () => {
    await using room = await CommandRoom.open(replies);
    const runs = [await room.ask(['Draw', '--seed', '7']), await room.ask(['Draw', '--seed', '7'])];
    expect(runs.map(({ value }) => value.status)).toEqual(['succeeded', 'succeeded']);
    expect(runs[1]?.value.output).toBe(runs[0]?.value.output);
    expect(room.auditRecords()).toMatchObject([{ seed: 7 }, { seed: 7 }]);
  }, 60_000);

  it('is null in the audit record where none was given', async () => {
    await using test = await testCoder(scriptedModel(replies.slice(0, 2)));
    expect(await test.coder.executeCodeTask('Draw')).toMatchObject({ status: 'succeeded' });
    expect(test.auditRecords()).toMatchObject([{ seed: null }]);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('is refused when it is %d', async (seed) => {
    await using test = await testCoder(null);
    await expect(test.coder.executeCodeTask('Draw', { seed })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('at seed'),
    });
  });

  it.each(['-1', '1.5', '4294967296', 'x', ''])('is refused on the command line when it is "%s"', (seed) => {
    expect(() => parseCommandLine(['q', `--seed=${seed}`], { write: () => true })).toThrow(
      /It must be a whole number from 0 to 4294967295/,
    );
  });
});

describe('without a seed', () => {
  it.each([...draws, ...neverFixed])('two runs in a row differ in %s', async (_, code) => {
    expect(await printed(code)).not.toBe(await printed(code));
  });

  it.each(hashes)('a run has other %s than every run with a seed', async (_, code) => {
    expect(await printed(code)).not.toBe(await printed(code, { seed: 7 }));
  });

  it.each(['A', 'B'] as const)(
    'a run in tier %s never comes from an interpreter whose hashes are fixed',
    async (tier) => {
      const code = 'import sys\nprint(sys.flags.hash_randomization, hash("text"))';
      const fixed = await printed(code, { tier, seed: 7 });
      const free = await printed(code, { tier });
      expect([fixed[0], free[0]]).toEqual(['0', '1']);
      expect(free).not.toBe(fixed);
    },
  );
});
