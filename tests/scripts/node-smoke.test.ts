import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { skipped, smoke } from '../../scripts/lib/node-smoke.mjs';
import { nodeBinary, nodeVersions, unavailable } from '../../scripts/lib/node-versions.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'node-versions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function executable(name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('the smoke of a Node version', () => {
  it('passes where the command and the library work', async () => {
    expect(await smoke(process.execPath)).toBe('');
  });

  it.each([
    ['cannot load the command', 'echo "SyntaxError: Unexpected token" >&2; exit 1', 'ended main.js with 1'],
    [
      'gives no answer',
      `case "$2" in --version) exec ${process.execPath} "$@";; esac`,
      'ended main.js with 0',
    ],
    [
      'runs the command but not the library',
      `case "$1" in *main.js) exec ${process.execPath} "$@";; esac; echo "ReferenceError" >&2; exit 1`,
      'ended ask-library.mjs with 1:\nReferenceError',
    ],
  ])('fails and says why where it %s', async (name, script, problem) => {
    expect(await smoke(executable(name.replaceAll(' ', '-'), script))).toContain(problem);
  });
});

describe('the binaries of other Node versions', () => {
  it('are not installed for the version that is running', async () => {
    const running = { versions: { node: '22.0.0' }, execPath: '/some/node' };
    expect(await nodeBinary('22.23.5', { cache: folder, running })).toBe('/some/node');
    expect(nodeVersions.map((version) => version.split('.')[0])).toEqual(['20', '22', '24', '26']);
  });

  it('leave nothing behind when they can not be installed', async () => {
    const cache = path.join(folder, 'cache');
    await expect(nodeBinary('0.0.0', { cache })).rejects.toThrow('Node 0.0.0 could not be installed');
    expect(existsSync(cache) && readdirSync(cache)).toEqual([]);
  });

  it('are had on linux-x64 only, and without them the check is skipped, or fails where all is required', () => {
    expect(unavailable({ platform: 'linux', arch: 'x64' })).toBeNull();
    const why = unavailable({ platform: 'darwin', arch: 'arm64' }) ?? '';
    expect(why).toContain('this is darwin-arm64');
    expect(skipped(why, {})).toMatchObject({ exitCode: 0, skipped: why });
    expect(skipped(why, { CI: 'true' })).toMatchObject({ exitCode: 1, skipped: null, stdout: why });
    expect(skipped(why, { REQUIRE_ALL: '1' })).toMatchObject({ exitCode: 1, skipped: null });
  });
});
