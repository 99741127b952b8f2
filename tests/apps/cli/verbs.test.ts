import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Issue, Severity } from '../../../src/contracts/issue.ts';
import { CoderError } from '../../../src/errors/coder-error.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { otherFiles } from './other-files.ts';
import { cli, employees, healthy } from './scripted-cli.ts';

describe('describe', () => {
  it('prints size, encoding, columns and how a table is read', async () => {
    const { stdout, calls } = await cli(['describe', 'employees.csv']);
    expect(calls[1]).toEqual(['describe', ['employees.csv']]);
    expect(stdout).toBe(
      [
        'employees.csv  csv, 60 rows x 2 columns, 2.1 KiB',
        '  encoding   utf-8, delimiter ",", with a header',
        '',
        '  column  type     missing  range              examples',
        '  name    str            0                     "Ann", "Bob"',
        '  salary  float64        2  41000 to 128500.5  41000, 52000',
        '',
        "  read with  pd.read_csv('employees.csv')",
        '',
      ].join('\n'),
    );
  });

  it.each(otherFiles)('prints what it knows about $file.type files', async ({ file, lines }) => {
    const { stdout } = await cli(['describe', file.name], { describe: async () => [file] });
    expect(stdout.split('\n').slice(0, -1)).toEqual(lines);
  });

  it('prints one object with --json, and the input fault as one', async () => {
    expect(JSON.parse((await cli(['describe', 'a', '--json'])).stdout)).toEqual({
      success: true,
      files: [employees],
    });
    const fault = await cli(['describe', 'a', '--json'], {
      describe: () => Promise.reject(new CoderError('There is no file a.', { code: 'input-invalid' })),
    });
    expect(fault.exitCode).toBe(2);
    expect(JSON.parse(fault.stdout)).toMatchObject({
      success: false,
      error: { message: 'There is no file a.' },
    });
  });
});

describe('verify', () => {
  const issueOf = (severity: Severity): Issue => ({
    rule: 'some-rule',
    source: 'policy',
    severity,
    message: 'This is wrong.',
    line: 2,
    suggestion: 'Write it like this.',
  });
  const script = async (): Promise<string> => {
    const file = path.join(temporaryFolder(), 'script.py');
    await writeFile(file, 'import os\n');
    return file;
  };

  it.each([
    ['blocking', 1],
    ['major', 1],
    ['minor', 0],
  ] as const)('ends a script with a %s issue with exit code %i', async (severity, exitCode) => {
    const file = await script();
    const verify = async (code: string) => ({ code, issues: [issueOf(severity)] });
    const plain = await cli(['verify', file, '--file', 'a.csv'], { verify });
    expect(plain.exitCode).toBe(exitCode);
    expect(plain.calls[1]).toEqual(['verify', 'import os\n', ['a.csv']]);
    expect(plain.stdout).toBe(
      `  ${severity}: line 2: This is wrong. [some-rule]\n  Write it like this.\n${file}: 1 ${severity}\n`,
    );
    const { stdout } = await cli(['verify', file, '--json'], { verify });
    expect(JSON.parse(stdout)).toEqual({
      success: exitCode === 0,
      issues: [issueOf(severity)],
      code: 'import os\n',
    });
  });

  it('passes a clean script and names one it can not read', async () => {
    const file = await script();
    expect(await cli(['verify', file])).toMatchObject({ exitCode: 0, stdout: `${file}: no issues\n` });
    const folder = path.dirname(file);
    expect(await cli(['verify', folder])).toMatchObject({
      exitCode: 2,
      stderr: `error: The script ${folder} can't be read: it is a folder. Name another file.\n`,
    });
    const pipe = path.join(folder, 'pipe.py');
    execFileSync('mkfifo', [pipe]);
    expect((await cli(['verify', pipe])).stderr).toBe(
      `error: The script ${pipe} can't be read: it is a named pipe. Name another file.\n`,
    );
    expect((await cli(['verify', '/dev/zero'])).stderr).toContain('it is a device');
    const { exitCode, stderr } = await cli(['verify', path.join(file, 'script.py')]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: The script .* can't be read: ENOTDIR: .* Name another file\.\n$/);
  });
});

describe('doctor', () => {
  it('prints what was found, what is missing and every layer with its reason', async () => {
    const { stdout, exitCode } = await cli(['doctor']);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'python-coder 0.1.0',
        '',
        'node       found    v20.20.2 on linux-x64',
        'python     found    3.12.4, built by python-coder: /opt/python/bin/python',
        '                    2 packages: numpy 2.4.0, pandas 3.1.0',
        '                    not installed: xlrd',
        'model      missing  No model is configured.',
        '                    Set OPENAI_API_KEY, or start Ollama.',
        'state      found    /home/ada/.local/state/python-coder: the key of this user and how far each audit log went',
        'isolation  found    tier B; at least B is required',
        '                      namespaces    off  user namespaces are denied on this host',
        '                      filesystem    off  needs a mount namespace',
        '                      landlock      on   ABI 4',
        '                      seccomp       on   312 rules',
        '                      capabilities  on   all dropped',
        '                      rlimits       on   memory, processes, files',
        '                      cgroup        off  not delegated',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['python', { python: { found: false, problem: 'Python is missing. Install it.' } }],
    ['isolation', { isolation: { found: false, problem: 'Landlock is off. Use Linux 5.13.' } }],
  ] as const)('exits with 4 when %s is missing', async (subject, missing) => {
    const diagnosis = { ...healthy, ...missing };
    const { exitCode, stdout } = await cli(['doctor'], { diagnosis });
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(new RegExp(`^${subject} +missing  \\w+`, 'm'));
    expect(JSON.parse((await cli(['doctor', '--json'], { diagnosis })).stdout)).toEqual({
      success: false,
      ...diagnosis,
    });
  });

  it('says what is off without a state folder, which is no fault', async () => {
    const state = { found: false, problem: 'The folder /s is a link.\nNo code is reused.' } as const;
    const { exitCode, stdout } = await cli(['doctor'], { diagnosis: { ...healthy, state } });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^state {6}missing {2}The folder \/s is a link\.\n {20}No code is reused\.$/m);
  });
});
