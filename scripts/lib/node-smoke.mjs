import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeBinary, nodeVersions, unavailable } from './node-versions.mjs';
import { root } from './root.mjs';
import { capture } from './run.mjs';

const cli = path.join(root, 'dist/apps/cli/main.js');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const employees = path.join(root, 'data/samples/employees.csv');
const question = 'What is the average salary by department?';

/** What each version must be able to do, and what it prints then. */
const tasks = [
  { words: [cli, '--version'], printed: version },
  {
    words: [cli, question, '--file', employees, '--config', 'config.yaml', '--quiet'],
    printed: 'Engineering',
  },
  { words: [path.join(root, 'scripts/lib/ask-library.mjs')], printed: 'succeeded 42' },
];

/** A check: the built command and the library work on every Node version people run. */
export async function checkNodeVersions() {
  const why = unavailable();
  if (why !== null) return skipped(why);
  const binaries = [];
  try {
    for (const each of nodeVersions) binaries.push(await nodeBinary(each));
  } catch (error) {
    return skipped(error.message);
  }
  const problems = (await Promise.all(binaries.map(smoke))).filter((problem) => problem !== '');
  return { exitCode: problems.length === 0 ? 0 : 1, stdout: problems.join('\n'), stderr: '' };
}

/** What a Node binary can't do of the tasks, or nothing. */
export async function smoke(node) {
  const folder = mkdtempSync(path.join(tmpdir(), 'node-smoke-'));
  try {
    writeFileSync(path.join(folder, 'config.yaml'), 'model: { detectLocal: false }\n');
    const env = { ...process.env, OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };
    for (const { words, printed } of tasks) {
      const { exitCode, stdout, stderr } = await capture([node, ...words], { cwd: folder, env });
      if (exitCode !== 0 || !stdout.includes(printed))
        return `${node} ended ${path.basename(words[0])} with ${exitCode}:\n${stdout}${stderr}`;
    }
    return '';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where everything is required, what can't be checked is a failure. */
export function skipped(why, { REQUIRE_ALL, CI } = process.env) {
  const isRequired = REQUIRE_ALL === '1' || CI === 'true';
  return { exitCode: isRequired ? 1 : 0, skipped: isRequired ? null : why, stdout: why, stderr: '' };
}
