import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const nowhere = { XDG_CONFIG_HOME: '/nonexistent' };

function userFile(text: string): string {
  const file = path.join(temporaryFolder(), 'config.yaml');
  writeFileSync(file, text);
  return file;
}

describe('the configuration', () => {
  it('has the documented defaults when nothing is set', () => {
    expect(loadConfig({ env: nowhere })).toMatchObject({
      enabled: true,
      timeoutSeconds: 30,
      maxMemoryMiB: 512,
      executionDir: './data/code_execution',
      maxIterations: 3,
      allowPartialExecution: false,
      maxFileSizeMiB: 50,
      apiKey: null,
    });
  });

  it('of these tests keeps its state in a folder that is removed after them, never in that of who runs them', () => {
    expect(loadConfig().stateDir).toContain(path.join(os.tmpdir(), 'state-of-tests-'));
  });

  it('lets the environment win over the file, and the caller over both', () => {
    const file = userFile('timeoutSeconds: 5\nmaxIterations: 5\nmaxFileSizeMiB: 5\n');
    const env = { ...nowhere, PYTHON_CODE_TIMEOUT: '6', PYTHON_CODE_MAX_ITERATIONS: '6' };
    const config = loadConfig({ file, env, overrides: { maxIterations: 7 } });
    expect(config).toMatchObject({ maxFileSizeMiB: 5, timeoutSeconds: 6, maxIterations: 7 });
  });

  it('reads every documented variable', () => {
    const config = loadConfig({
      env: {
        ...nowhere,
        PYTHON_CODE_ENABLED: 'false',
        PYTHON_CODE_TIMEOUT: '1.5',
        PYTHON_CODE_MAX_MEMORY: '128',
        PYTHON_CODE_EXECUTION_DIR: '/e',
        PYTHON_CODE_MAX_ITERATIONS: '2',
        PYTHON_CODE_ALLOW_PARTIAL_EXECUTION: 'yes',
        PYTHON_CODE_MAX_FILE_SIZE: '9',
        PYTHON_CODE_OUTPUT_DIR: '/o',
        PYTHON_CODE_AUDIT_DIR: '/a',
        PYTHON_CODE_CACHE: 'no',
        PYTHON_CODE_REVIEW: 'when-uncertain',
        PYTHON_CODER_PYTHON: '/p',
        OPENAI_MODEL: 'm',
        OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
        OPENAI_API_KEY: 'secret',
        XDG_CACHE_HOME: '/cache',
        XDG_STATE_HOME: '/state',
      },
    });
    expect(config).toMatchObject({
      enabled: false,
      timeoutSeconds: 1.5,
      maxMemoryMiB: 128,
      executionDir: '/e',
      maxIterations: 2,
      allowPartialExecution: true,
      maxFileSizeMiB: 9,
      outputDir: '/o',
      auditDir: '/a',
      cache: false,
      python: { path: '/p' },
      model: { name: 'm', baseUrl: 'http://127.0.0.1:1/v1', review: 'when-uncertain' },
      apiKey: 'secret',
      cacheDir: '/cache/python-coder',
      stateDir: '/state/python-coder',
    });
  });

  it('treats an empty variable as unset', () => {
    expect(loadConfig({ env: { ...nowhere, PYTHON_CODE_TIMEOUT: '', OPENAI_API_KEY: '' } })).toMatchObject({
      timeoutSeconds: 30,
      apiKey: null,
    });
  });

  it('takes the key from the variable the file names, never from the file', () => {
    const file = userFile('model: { apiKeyEnv: MY_KEY }\n');
    expect(loadConfig({ file, env: { ...nowhere, MY_KEY: 'k', OPENAI_API_KEY: 'other' } }).apiKey).toBe('k');
    expect(() => loadConfig({ file: userFile('apiKey: k\n'), env: nowhere })).toThrow(
      /Unrecognized key: "apiKey"/,
    );
  });

  it('lists every problem of a file at once and never falls back', () => {
    const file = userFile('timeoutSeconds: soon\nsandbox: { tiemout: 3 }\n');
    expect(() => loadConfig({ file, env: nowhere })).toThrow(/(?=[\s\S]*timeoutSeconds)(?=[\s\S]*sandbox)/);
  });

  it.each([
    [
      'a variable that is not a number',
      { PYTHON_CODE_TIMEOUT: 'soon' },
      /PYTHON_CODE_TIMEOUT must be a number, but it is "soon"/,
    ],
    ['a variable that is not a flag', { PYTHON_CODE_ENABLED: 'maybe' }, /PYTHON_CODE_ENABLED must be a flag/],
    ['a base URL that is not HTTP', { OPENAI_BASE_URL: 'file:///etc' }, /baseUrl/],
  ])('refuses %s', (_, env, message) => {
    expect(() => loadConfig({ env: { ...nowhere, ...env } })).toThrow(message);
  });

  it('says which file can not be read', () => {
    expect(() => loadConfig({ file: '/nonexistent/config.yaml', env: nowhere })).toThrow(
      /configuration file \/nonexistent\/config.yaml can't be used/,
    );
  });
});
