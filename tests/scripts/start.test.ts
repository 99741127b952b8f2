import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Checkout, type Finished, finished } from './checkout.ts';

const countOf = (text: string, part: string) => text.split(part).length - 1;

describe('npm start in a fresh clone', () => {
  let checkout: Checkout;
  let both: Finished[];

  beforeAll(async () => {
    checkout = new Checkout();
    both = await Promise.all([
      checkout.run('start.mjs', 'a b', '--json'),
      checkout.run('start.mjs', 'a b', '--json'),
    ]);
  });

  afterAll(() => checkout[Symbol.dispose]());

  it('installs, builds and runs the command with its arguments, and keeps stdout for the command', () => {
    for (const { exitCode, stdout } of both)
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '["a b","--json"]\n' });
    expect(statSync(checkout.path('dist/apps/cli/main.js')).mode & 0o111).toBe(0o111);
  });

  it('sets up once when two are started together', () => {
    const said = both.map(({ stderr }) => stderr).join('');
    expect(countOf(said, 'Installing the Node packages')).toBe(1);
    expect(countOf(said, 'Building')).toBe(1);
    expect(readdirSync(checkout.folder).filter((name) => name.startsWith('.setup'))).toEqual([]);
  });

  it('has nothing to do and to say the second time', async () => {
    expect(await checkout.run('start.mjs')).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' });
  });

  it('builds again when a source changed, and drops what has no source any more', async () => {
    writeFileSync(checkout.path('dist/left.js'), '');
    checkout.write('src/apps/cli/main.ts', 'console.log("changed"); process.exitCode = 3;');
    expect(await checkout.run('start.mjs')).toMatchObject({
      exitCode: 3,
      stdout: 'changed\n',
      stderr: 'Building\n',
    });
    expect(existsSync(checkout.path('dist/left.js'))).toBe(false);
  });

  it('keeps the last good build when the next one fails, and says so', async () => {
    const before = readFileSync(checkout.path('dist/apps/cli/main.js'), 'utf8');
    checkout.write('src/apps/cli/main.ts', 'const broken: number = "text";');
    const failed = await checkout.run('start.mjs');
    expect(failed).toMatchObject({
      stdout: '',
      stderr: expect.stringMatching(/error TS2322[\s\S]*The build failed/),
    });
    expect(failed.exitCode).not.toBe(0);
    expect(readFileSync(checkout.path('dist/apps/cli/main.js'), 'utf8')).toBe(before);
    expect(readdirSync(checkout.folder).filter((name) => name.startsWith('.setup'))).toEqual([]);
  });

  it('brings Ctrl-C to the command once and ends with its exit code', async () => {
    checkout.write(
      'src/apps/cli/main.ts',
      `process.on('SIGINT', () => { console.log('interrupted'); process.exitCode = 130; clearInterval(timer); });
       const timer = setInterval(() => {}, 1000); console.log('running');`,
    );
    await checkout.run('build.mjs');
    const child = checkout.spawn('start.mjs');
    const end = finished(child);
    if (child.stdout) await once(child.stdout, 'data');
    process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
    expect(await end).toEqual({ exitCode: 130, stdout: 'running\ninterrupted\n', stderr: '' });
  });

  it('installs again after an installation that was interrupted, past the lock it left', async () => {
    rmSync(checkout.path('node_modules/.python-coder-lock'));
    rmSync(checkout.path('node_modules/.package-lock.json'));
    checkout.write('.setup.lock', String(spawnSync('true').pid));
    const { exitCode, stdout, stderr } = await checkout.run('build.mjs');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toMatch(/^Installing the Node packages\n/);
    expect(existsSync(checkout.path('node_modules/.python-coder-lock'))).toBe(true);
    expect(existsSync(checkout.path('.setup.lock'))).toBe(false);
  });

  it('takes packages that npm itself installed as they are', async () => {
    rmSync(checkout.path('node_modules/.python-coder-lock'));
    expect(await checkout.run('build.mjs')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('says in one sentence that the packages could not be installed', async () => {
    checkout.write(
      'package-lock.json',
      '{ "name": "small", "lockfileVersion": 3, "packages": { "": {}, "node_modules/absent": {} } }',
    );
    const { exitCode, stdout, stderr } = await checkout.run('start.mjs');
    expect({ failed: exitCode !== 0, stdout }).toEqual({ failed: true, stdout: '' });
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'The Node packages could not be installed; npm says why above.',
    );
    expect(existsSync(checkout.path('.setup.lock'))).toBe(false);
  });
});

it.each(['start.mjs', 'test.mjs', 'build.mjs', 'check.mjs', 'bench.mjs'])(
  '%s refuses a Node that is too old with one sentence, before anything else',
  async (script) => {
    using checkout = new Checkout();
    checkout.write('package.json', '{ "engines": { "node": ">=99.1" } }');
    expect(await checkout.run(script)).toEqual({
      exitCode: 4,
      stdout: '',
      stderr: expect.stringMatching(/^python-coder needs Node 99\.1 or newer, and this is \S+: [^\n]*\n$/),
    });
  },
);
