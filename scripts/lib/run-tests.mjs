import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { say } from './root.mjs';
import { run } from './run.mjs';
import { runPytest } from './run-pytest.mjs';
import { SetupError } from './setup-error.mjs';

const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run'];

/**
 * Without words: the tests of the Python modules, then all others, and a line that counts both. Words that name Python
 * tests go to pytest, any others to vitest.
 */
export async function runTests(words) {
  try {
    if (words.length === 0) return await runAll();
    if (words.some(namesPythonTests)) return (await runPytest(words)).exitCode;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return error.exitCode;
  }
  return await run([...vitest, ...words]);
}

/** A file of Python tests, one test in it, or a folder of them. */
function namesPythonTests(word) {
  return /\.py(::|$)/.test(word) || /^(\.\/)?tests\/python(\/[^.]*)?$/.test(word);
}

async function runAll() {
  const python = await runPytest();
  const folder = mkdtempSync(path.join(tmpdir(), 'vitest-'));
  try {
    const report = path.join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const exitCode = await run([...vitest, ...reporters]);
    if (!existsSync(report)) return exitCode || 1; // vitest itself failed, and has said why
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    const { passed, failed, skipped } = python.counts;
    console.log(
      `Tests passed: ${passed + numPassedTests} (${passed} of pytest, ${numPassedTests} of vitest), ` +
        `failed: ${failed + numFailedTests}, skipped: ${skipped + numPendingTests}`,
    );
    return exitCode || python.exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
