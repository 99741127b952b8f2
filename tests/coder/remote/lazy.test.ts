import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';

const entry = path.join(packageRoot, 'dist/index.js');
const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const hooks = `export async function resolve(specifier, context, next) {
  if (/\\/client\\/|remote-coder\\.js$/.test(specifier)) throw new Error('loaded: ' + specifier);
  return next(specifier, context);
}`;
const registration = asUrl(
  `import { register } from 'node:module'; register(${JSON.stringify(asUrl(hooks))});`,
);

/** Runs code with the built package, from which nothing that sends work away can be loaded. */
function run(code: string) {
  const text = `const { createPythonCoder } = await import(${JSON.stringify(entry)}); ${code}`;
  const hooked = ['--disable-warning=DEP0205', '--import', registration];
  return execa(process.execPath, [...hooked, '--input-type=module', '--eval', text], {
    reject: false,
    cwd: packageRoot,
  });
}

describe('what sends work to a service', () => {
  it('is not loaded by the package, nor by a coder of this machine', async () => {
    const { exitCode, stderr } = await run("createPythonCoder(); console.log('made');");
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('is loaded with the first call where a URL is set', async () => {
    const url = '{ config: { pythonTools: { url: "http://127.0.0.1:9" } } }';
    const { exitCode, stderr } = await run(`await createPythonCoder(${url}).executeCode('print(1)');`);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('loaded: ./remote/remote-coder.js')]);
  });
});
