import path from 'node:path';
import { checkPackage } from './check-package.mjs';
import { ensurePythonTools } from './ensure-python-tools.mjs';
import { checkNodeVersions } from './node-smoke.mjs';
import { root, say } from './root.mjs';
import { capture } from './run.mjs';
import { SetupError } from './setup-error.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const command =
  (...words) =>
  () =>
    capture(words);

/** Each returns an exit code and what to show when it is not 0, or why it was skipped. */
const checks = {
  'types of src': command(bin('tsc'), '--noEmit'),
  'types of the page': command(bin('tsc'), '-p', 'src/web'),
  'types of the widget': command(bin('tsc'), '-p', 'src/browser'),
  'types of tests': command(bin('tsc'), '--noEmit', '-p', 'tests/tsconfig.json'),
  'form and lint': command(bin('biome'), 'ci', '--colors=off'),
  'dead code': command(bin('knip'), '--no-progress'),
  'Python form and lint': checkPythonForm,
  'Python types': () => pythonTool('mypy'),
  'package.json': command(bin('publint'), '--strict'),
  'package contents': checkPackage,
  'Node versions': checkNodeVersions,
};

/** Runs the named checks, or all, to the end; one line each and the words of those that fail. */
export async function runChecks(names) {
  const chosen = names.length > 0 ? names : Object.keys(checks);
  let failures = 0;
  let skips = 0;
  for (const name of chosen) {
    if (!(name in checks)) {
      say(`There is no check "${name}". Choose from: ${Object.keys(checks).join(', ')}.`);
      return 2;
    }
    const started = performance.now();
    const { exitCode, skipped = null, stdout, stderr } = await checks[name]();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (skipped !== null) {
      skips += 1;
      console.log(`skipped ${name}: ${skipped}`);
      continue;
    }
    console.log(`${exitCode === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    if (exitCode === 0) continue;
    failures += 1;
    console.log(`${stdout}${stderr}`.trimEnd());
  }
  const passed = skips === 0 ? `All ${chosen.length} checks passed.` : `Passed but for ${skips} skipped.`;
  console.log(failures === 0 ? passed : `${failures} of ${chosen.length} checks failed.`);
  return failures === 0 ? 0 : 1;
}

/** The rules, and the oldest Python whose grammar counts, are in pyproject.toml. */
async function checkPythonForm() {
  const form = await pythonTool('ruff', 'format', '--check');
  const lint = await pythonTool('ruff', 'check', '--output-format=concise');
  return {
    exitCode: form.exitCode || lint.exitCode,
    stdout: form.stdout + lint.stdout,
    stderr: form.stderr + lint.stderr,
  };
}

/** Asked for once: where it fails, it fails for every check. */
let tools = null;

async function pythonTool(name, ...words) {
  try {
    tools ??= ensurePythonTools();
    const { python } = await tools;
    return await capture([python, '-I', '-m', name, ...words]);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { exitCode: error.exitCode, stdout: '', stderr: error.message };
  }
}
