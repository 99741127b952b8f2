import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';

let folder: string;

/** A project of a user, with the package and the frameworks installed. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'examples-'));
  const modules = path.join(folder, 'node_modules');
  await mkdir(path.join(modules, '@langchain'), { recursive: true });
  await mkdir(path.join(modules, '@openai'));
  symlinkSync(packageRoot, path.join(modules, 'python-coder'));
  for (const name of [
    'ai',
    'langchain',
    '@langchain/core',
    '@openai/agents',
    '@modelcontextprotocol',
    '@types',
  ])
    symlinkSync(path.join(packageRoot, 'node_modules', name), path.join(modules, name));
  cpSync(path.join(packageRoot, 'data/samples'), path.join(folder, 'data/samples'), { recursive: true });
  cpSync(path.join(packageRoot, 'examples'), folder, { recursive: true });
  await mkdir(path.join(folder, 'config/python-coder'), { recursive: true });
  writeFileSync(path.join(folder, 'config/python-coder/config.yaml'), 'model: { detectLocal: false }\n');
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const { compilerOptions } = JSON.parse(await readFile(path.join(packageRoot, 'tsconfig.json'), 'utf8'));
  const { rootDir, outDir, declaration, ...kept } = compilerOptions;
  const options = { ...kept, sourceMap: false, noEmitOnError: true };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  const compiler = path.join(packageRoot, 'node_modules/typescript/bin/tsc');
  const { stdout, exitCode } = await execa(process.execPath, [compiler, '-p', folder], { reject: false });
  expect([exitCode, stdout]).toEqual([0, '']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the examples', () => {
  it.each(['langchain', 'ai', 'openai-agents', 'mcp'])(
    '%s compiles, runs in its framework and answers',
    async (name) => {
      const { PATH = '', HOME = '', XDG_CACHE_HOME, PYTHON_CODER_PYTHON } = process.env;
      const ended = await execa(process.execPath, [`${name}.js`], {
        cwd: folder,
        env: {
          PATH,
          HOME,
          XDG_CACHE_HOME,
          PYTHON_CODER_PYTHON,
          XDG_CONFIG_HOME: path.join(folder, 'config'),
          XDG_STATE_HOME: path.join(folder, 'state'),
        },
        extendEnv: false,
        reject: false,
      });
      expect(ended.stdout).toMatch(/^Status: succeeded\nOutput of the program \(data.*"Engineering": \d+/s);
      expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
    },
  );
});
