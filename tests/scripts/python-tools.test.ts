import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { type Finished, finished } from './checkout.ts';

const script = path.join(packageRoot, 'scripts/lib/ensure-python-tools.mjs');
const wheel = 'small_tool-1.0-py3-none-any.whl';
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'python-tools-'));
  mkdirSync(path.join(folder, 'wheels'));
  const { python } = await testEnvironment();
  await execa(python, ['-I', '-c', makeWheel, path.join(folder, 'wheels', wheel)]);
  writeLock(hashOf(path.join(folder, 'wheels', wheel)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes a distribution of one module. */
const makeWheel = `import sys, zipfile
info = 'small_tool-1.0.dist-info/'
files = {
    'small_tool.py': 'print("the small tool")',
    info + 'METADATA': 'Metadata-Version: 2.1\\nName: small-tool\\nVersion: 1.0\\n',
    info + 'WHEEL': 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
}
files[info + 'RECORD'] = ''.join(f'{name},,\\n' for name in [*files, info + 'RECORD'])
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    for name, text in files.items(): wheel.writestr(name, text)`;

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

function writeLock(hash: string): void {
  writeFileSync(path.join(folder, 'tools.lock'), `small-tool==1.0 --hash=sha256:${hash}\n`);
}

/** Makes the tools of the lock file ready in a process of its own, which prints where they are; nothing is downloaded. */
function ensure(cache: string): Promise<Finished> {
  const options = JSON.stringify({ cache: path.join(folder, cache), lock: path.join(folder, 'tools.lock') });
  const code = `import { ensurePythonTools } from ${JSON.stringify(script)};
ensurePythonTools(${options}).then(({ python }) => console.log(python), (error) => { console.log(error.constructor.name); console.error(error.message); process.exitCode = error.exitCode; });`;
  const wheels = path.join(folder, 'wheels');
  const offline = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels, UV_NO_INDEX: '1', UV_FIND_LINKS: wheels };
  const command = ['--input-type=module', '-e', code];
  return finished(spawn(process.execPath, command, { env: { ...process.env, ...offline } }));
}

describe('the tools that check the Python half', () => {
  it('are installed once when two ask for them together, and then they are there', async () => {
    const both = await Promise.all([ensure('cache'), ensure('cache')]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(both.filter(({ stderr }) => stderr.includes('Installing the Python tools'))).toHaveLength(1);
    const [python = ''] = new Set(both.map(({ stdout }) => stdout.trim()));
    expect((await execa(python, ['-I', '-m', 'small_tool'])).stdout).toBe('the small tool');
    expect(await ensure('cache')).toEqual({ exitCode: 0, stdout: `${python}\n`, stderr: '' });
    expect(readdirSync(path.join(folder, 'cache'))).toHaveLength(1);
  }, 240_000);

  it('are not installed when they are not what the lock file says, and nothing half-made stays', async () => {
    writeLock('0'.repeat(64));
    const { exitCode, stdout, stderr } = await ensure('other');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'SetupError\n' });
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^The Python tools \(ruff, mypy, pytest\) could not be installed: .+ connect to the network, or name a mirror/,
    );
    expect(readdirSync(path.join(folder, 'other'))).toEqual([]);
  }, 240_000);
});

it('the lock file has the hashes of every tool that is asked for', () => {
  const wanted = readFileSync(path.join(packageRoot, 'requirements_dev.txt'), 'utf8').matchAll(/^[a-z]+/gm);
  const locked = readFileSync(path.join(packageRoot, 'requirements_dev.lock'), 'utf8').split(/\n(?=\S)/);
  for (const [name] of wanted)
    expect(locked.find((entry) => entry.startsWith(`${name}==`))).toContain('--hash=sha256:');
});
