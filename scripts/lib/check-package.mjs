import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './root.mjs';
import { capture, npm } from './run.mjs';

const required = [
  'dist/index.js',
  'dist/index.d.ts',
  'dist/apps/cli/main.js',
  'dist/web/index.html',
  'dist/web/licenses.md',
  'config/default.yaml',
  'docs/README.md',
  'requirements_python_coder.txt',
  'requirements_python_coder.lock',
  'src/python/environment/probe_interpreter.py',
  'package.json',
  'README.md',
  'LICENSE',
];
const allowed = /^(dist|src\/python|prompts|config|docs|vendor)\/|^[^/]+\.(txt|lock|md|json)$|^LICENSE$/;
const unwanted = /__pycache__|\.pyc$|\.ts$(?<!\.d\.ts)|built-from$/;

/** Packs what would be published, installs it into an empty folder and starts its command there. */
export async function checkPackage() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'python-coder-package-'));
  try {
    const packed = await capture([...npm(), 'pack', '--json', '--silent', '--pack-destination', folder]);
    if (packed.exitCode !== 0) return packed;
    const [{ filename, files }] = JSON.parse(packed.stdout);
    const problems = contentProblems(files.map((file) => file.path));
    if (problems.length > 0) return { exitCode: 1, stdout: problems.join('\n'), stderr: '' };
    return await installAndStart(path.join(folder, filename), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function contentProblems(files) {
  const absent = required.filter((file) => !files.includes(file));
  const strange = files.filter((file) => !allowed.test(file) || unwanted.test(file));
  return [
    ...absent.map((file) => `${file} is not in the package`),
    ...strange.map((file) => `${file} does not belong in the package`),
  ];
}

async function installAndStart(tarball, folder) {
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const install = [
    ...npm(),
    'install',
    tarball,
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ];
  const installed = await capture(install, { cwd: folder });
  if (installed.exitCode !== 0) return installed;
  const started = await capture([path.join(folder, 'node_modules/.bin/python-coder'), '--version'], {
    cwd: folder,
  });
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return started.stdout.trim() === version
    ? started
    : {
        exitCode: 1,
        stdout: `--version printed "${started.stdout.trim()}" instead of ${version}\n`,
        stderr: started.stderr,
      };
}
