import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePythonTools } from './ensure-python-tools.mjs';
import { say } from './root.mjs';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** pytest in the interpreter that runs programs, whose own packages count before those of the tools. */
const start = 'import sys; sys.path.append(sys.argv.pop(1)); import pytest; sys.exit(pytest.main())';

/** Runs the tests of the Python modules; gives pytest's exit code and how many passed, failed and were skipped. */
export async function runPytest(words = []) {
  const { loadConfig } = await import('../../dist/config/load-config.js');
  const { ensurePythonEnvironment } = await import(
    '../../dist/sandbox/environment/ensure-python-environment.js'
  );
  const { python, matplotlibCache } = await ensurePythonEnvironment({
    config: loadConfig(),
    onProgress: say,
  }).catch((error) => {
    throw error.code === 'python-missing' ? new SetupError(error.message, 4) : error;
  });
  const { modules } = await ensurePythonTools({ python });
  const folder = mkdtempSync(path.join(tmpdir(), 'pytest-'));
  try {
    const report = path.join(folder, 'report.xml');
    const flags = ['-I', '-B', '-X', 'utf8'];
    const command = [python, ...flags, '-c', start, modules, `--junit-xml=${report}`, ...words];
    const { PYTEST_ADDOPTS: _, ...others } = process.env; // a person's own habits decide nothing here
    const env = { ...others, PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1', MPLCONFIGDIR: matplotlibCache ?? folder };
    const exitCode = await run(command, { env });
    return { exitCode, counts: countsOf(existsSync(report) ? readFileSync(report, 'utf8') : '') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All zero where pytest did not get as far as a report; its exit code then tells. */
function countsOf(report) {
  const [head = ''] = /<testsuite [^>]*>/.exec(report) ?? [];
  const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped') };
}
