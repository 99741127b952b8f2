import path from 'node:path';
import { checkPackage } from './check-package.mjs';
import { checkNodeVersions } from './node-smoke.mjs';
import { root, say } from './root.mjs';
import { capture } from './run.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const command =
  (...words) =>
  () =>
    capture(words);

/** Each returns an exit code and what to show when it is not 0, or why it was skipped. */
const checks = {
  'types of src': command(bin('tsc'), '--noEmit'),
  'types of tests': command(bin('tsc'), '--noEmit', '-p', 'tests/tsconfig.json'),
  'form and lint': command(bin('biome'), 'ci', '--colors=off'),
  'dead code': command(bin('knip'), '--no-progress'),
  'Python files': checkPython,
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

const compileAll = `
import pathlib, sys
for file in sorted(pathlib.Path(sys.argv[1]).rglob('*.py')):
    compile(file.read_bytes(), str(file), 'exec', dont_inherit=True)
`;

/** Every Python file must at least compile; nothing is written beside it. */
async function checkPython() {
  const { findPython } = await import('../../dist/sandbox/environment/find-python.js');
  const { executable } = await findPython();
  return capture([executable, '-I', '-W', 'error', '-c', compileAll, path.join(root, 'src/python')]);
}
