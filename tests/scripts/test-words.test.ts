import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { finished } from './checkout.ts';

const test = (...words: string[]) =>
  finished(spawn(process.execPath, [path.join(packageRoot, 'scripts/test.mjs'), ...words]));

describe('npm test', () => {
  it('gives words that name Python tests to pytest', async () => {
    const { exitCode, stdout } = await test('tests/python/isolation/test_endings.py', '-k', 'signal');
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/2 passed, 2 deselected/),
    });
  });

  it('fails as pytest does', async () => {
    const { exitCode, stderr } = await test('tests/python/isolation/test_endings.py::test_nothing');
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/not found: .*test_nothing/);
  });

  it('gives all other words to vitest', async () => {
    const { exitCode, stderr } = await test('tests/scripts/nothing.test.ts', '--globals');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('No test files found'),
    });
  });
});
