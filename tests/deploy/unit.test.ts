import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/apps/cli/command-line.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { errorFaceCodes } from '../../src/contracts/outcome-codes.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const text = readFileSync(path.join(packageRoot, 'deploy/python-coder.service'), 'utf8');
const settings = [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }));

function valuesOf(wanted: string): string[] {
  return settings.filter(({ name }) => name === wanted).map(({ value }) => value);
}

/** The unit as systemd reads it on a machine where its command and its variables are there. */
function installed(unit: string): string {
  const file = path.join(temporaryFolder(), 'python-coder.service');
  writeFileSync(file, unit.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`));
  return file;
}

function verify(unit: string) {
  return execa('systemd-analyze', ['verify', '--man=no', installed(unit)], { reject: false, all: true });
}

function hasSystemd(): boolean {
  try {
    execFileSync('systemd-analyze', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return process.env.REQUIRE_ALL === '1';
  }
}

describe('the systemd unit', () => {
  it('starts a command that there is', () => {
    const [, ...words] = (valuesOf('ExecStart')[0] ?? '').split(' ');
    let wrong = '';
    parseCommandLine(words, { write: (part) => (wrong += part) });
    expect(words).toEqual(['serve']);
    expect(wrong).toBe('');
  });

  it('keeps what changes in its own folders', () => {
    const place: Record<string, string> = { '%S': '/var/lib', '%C': '/var/cache', '%E': '/etc' };
    const pairs = valuesOf('Environment').flatMap((line) =>
      line.split(' ').map((pair) => pair.replace(/%[SCE]/, (letter) => place[letter] ?? '').split('=')),
    );
    const config = loadConfig({ env: Object.fromEntries(pairs) });
    const { service, executionDir, outputDir, auditDir, stateDir, cacheDir } = config;
    expect([...valuesOf('StateDirectory'), ...valuesOf('CacheDirectory')]).toEqual([
      'python-coder',
      'python-coder',
    ]);
    const kept = [service.dir, executionDir, outputDir, auditDir, stateDir];
    expect(kept.filter((folder) => !folder.startsWith('/var/lib/python-coder/'))).toEqual([]);
    expect(cacheDir).toMatch(/^\/var\/cache\/python-coder\/./);
  });

  it('lets tasks end before it is killed, and tells the service alone', () => {
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(
      loadConfig({ env: {} }).service.drainSeconds,
    );
    expect(valuesOf('KillMode')).toEqual(['mixed']);
  });

  it('does not start again with settings that are wrong', () => {
    expect(valuesOf('RestartPreventExitStatus')).toEqual([String(errorFaceCodes['config-invalid'].exitCode)]);
  });

  it('gives every program a cgroup, and survives one that is ended there', () => {
    expect([valuesOf('Delegate'), valuesOf('OOMPolicy')]).toEqual([['yes'], ['continue']]);
  });

  it('forbids nothing that the sandbox does', () => {
    const tierA = ['RestrictNamespaces', 'ProtectHostname', 'ProtectControlGroups'];
    const all = ['SystemCallFilter', 'SystemCallArchitectures', 'MemoryDenyWriteExecute'];
    expect([...tierA, ...all].flatMap(valuesOf)).toEqual([]);
    expect(valuesOf('NoNewPrivileges')).toEqual(['yes']);
  });

  it.skipIf(!hasSystemd())(
    'is understood by systemd, which would tell of a setting that it does not know',
    async () => {
      const [good, bad] = await Promise.all([
        verify(text),
        verify(text.replace('Delegate=yes', 'Delegated=yes')),
      ]);
      expect(good).toMatchObject({ exitCode: 0, all: '' });
      expect(bad.all).toContain('Delegated');
    },
  );
});
