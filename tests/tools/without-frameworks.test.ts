import { readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';

const { peerDependencies, peerDependenciesMeta } = JSON.parse(
  readFileSync(path.join(packageRoot, 'package.json'), 'utf8'),
) as {
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
};
/** `@langchain/core` stands for everything of its scope. */
const refused = Object.keys(peerDependencies).map((name) =>
  name.startsWith('@') ? `${name.split('/')[0]}/` : name,
);

const hooks = `export async function resolve(specifier, context, next) {
  const refused = ${JSON.stringify(refused)}.some((name) =>
    name.endsWith('/') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(name + '/'));
  if (refused) throw new Error('not installed: ' + specifier);
  return next(specifier, context);
}`;
const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const registration = asUrl(
  `import { register } from 'node:module'; register(${JSON.stringify(asUrl(hooks))});`,
);
const built = (file: string) => path.join(packageRoot, 'dist', file);

/** Node, to which no optional peer is installed; of these hooks, which all versions have, the newest say that others are better. */
function node(...args: string[]) {
  const hooked = ['--disable-warning=DEP0205', '--import', registration];
  return execa(process.execPath, [...hooked, ...args], { reject: false, cwd: packageRoot });
}

function load(file: string, then = '') {
  const code = `const loaded = await import(${JSON.stringify(built(file))}); ${then}`;
  return node('--input-type=module', '--eval', code);
}

describe('without the frameworks', () => {
  it('every one of them is optional', () => {
    expect(refused).toEqual(expect.arrayContaining(['@langchain/', '@openai/', 'ai', 'langchain']));
    for (const name of Object.keys(peerDependencies))
      expect(peerDependenciesMeta[name]).toEqual({ optional: true });
  });

  it('the library loads and makes a coder', async () => {
    const ended = await load(
      'index.js',
      `console.log(typeof loaded.createPythonCoder({ model: null }).executeCode);`,
    );
    expect([ended.exitCode, ended.stdout, ended.stderr]).toEqual([0, 'function', '']);
  });

  it('the command runs', async () => {
    const ended = await node(built('apps/cli/main.js'), 'formats');
    expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout).toMatch(/csv/);
  });

  it.each([
    'tools/python-coder-tool.js',
    'tools/execute-python-tool.js',
    'tools/verify-python-tool.js',
    'tools/describe-files-tool.js',
  ])('%s loads', async (file) => {
    const { exitCode, stderr } = await load(file);
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it.each([
    ['langchain', '@langchain/core/messages'],
    ['ai', 'ai'],
    ['openai-agents', '@openai/agents'],
  ])('the adapter %s, and it alone, names the package that is missing', async (name, specifier) => {
    const { exitCode, stderr } = await load(`tools/adapters/${name}.js`);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`not installed: ${specifier}\n`);
  });
});
