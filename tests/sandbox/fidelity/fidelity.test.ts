import { describe, expect, it } from 'vitest';
import { choices, details } from './differences.ts';
import { plainly, sandboxed } from './endings.ts';
import { scripts } from './scripts.ts';

describe('a program in the sandbox ends and prints as with python3 script.py', () => {
  it.each(Object.entries(scripts))('%s', async (_, code) => {
    const [plain, inside] = await Promise.all([plainly(code), sandboxed(code)]);
    expect(inside).toEqual(plain);
  });

  it.each(Object.entries(details))('%s, but for a detail', async (_, { code, without }) => {
    const [plain, inside] = await Promise.all([plainly(code), sandboxed(code)]);
    expect({ ...inside, stderr: without(inside.stderr) }).toEqual({
      ...plain,
      stderr: without(plain.stderr),
    });
  });
});

describe('a program in the sandbox differs on purpose from python3 script.py in', () => {
  it.each(Object.entries(choices))('%s', async (_, { code, plain, inside }) => {
    expect(await plainly(code)).toMatchObject(plain);
    expect(await sandboxed(code)).toMatchObject(inside);
  });

  it.each([
    'import multiprocessing\nmultiprocessing.Pool(2)',
    'import multiprocessing\nmultiprocessing.Process(target=print).start()',
    'import multiprocessing\nmultiprocessing.Queue()',
    'from concurrent.futures import ProcessPoolExecutor\nProcessPoolExecutor().submit(len, "a").result()',
    'import subprocess\nsubprocess.run(["ls"])',
  ])('the answer to %j, which says what to do instead', async (code) => {
    const { exitCode, stderr } = await sandboxed(code);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /PermissionError: .*one process and can start no other: use a plain loop, threads or n_jobs=1\n$/,
    );
  });
});
