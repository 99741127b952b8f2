import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { say } from './root.mjs';
import { run } from './run.mjs';
import { runPytest } from './run-pytest.mjs';
import { SetupError } from './setup-error.mjs';

const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run'];

/**
 * Without words: the tests of the Python modules, then all others, and a line that counts both. A first word that names
 * Python tests hands all words to pytest; a folder below tests/python alone goes to both; any others go to vitest.
 */
export async function runTests(words) {
  const [first = ''] = words;
  if (words.length === 0) return await runAll();
  if (!namesPythonTests(first)) return await run([...vitest, ...words]);
  const { exitCode } = await pytest(words);
  const isFolder = words.length === 1 && !first.includes('.py');
  return (isFolder && (await run([...vitest, '--passWithNoTests', first]))) || exitCode;
}

/** A file of Python tests, one test in it, or a folder of them. */
function namesPythonTests(word) {
  return /^(\.\/)?tests\/python(\/[^.]*(\.py(::.*)?)?)?$/.test(word);
}

/** Where its tools can't be had, that is said and counts as a failure, and the other tests still run. */
async function pytest(words) {
  try {
    return await runPytest(words);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return { exitCode: error.exitCode, counts: { passed: 0, failed: 1, skipped: 0 } };
  }
}

async function runAll() {
  const python = await pytest();
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
