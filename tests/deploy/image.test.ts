import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { environmentNames } from '../../src/config/environment-settings.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { CommandRoom } from '../helpers/cli.ts';
import { helpOf } from '../helpers/documents.ts';
import { imageEnvironment, restsOf, stages } from './dockerfile.ts';

const manifest = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
const [everything, ...letIn] = readFileSync(path.join(packageRoot, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Whether the builder is sent a file of this folder; the list begins with everything being left out. */
function isSent(file: string): boolean {
  const [first = ''] = file.split('/');
  const isNamed = letIn.includes(`!${first}`);
  return isNamed && !/(^|\/)(__pycache__|\.env[^/]*)(\/|$)/.test(file);
}

describe('what the image is made of', () => {
  it('has all that the package has, and what it is built with', () => {
    const published = (manifest.files as string[]).filter((name) => name !== 'dist' && !name.startsWith('!'));
    const needed = [
      ...published,
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
    ];
    const built = ['src/index.ts', 'src/web/index.html', 'vite.config.ts', 'scripts/build.mjs'];
    expect([...needed, ...built].filter((name) => !isSent(name))).toEqual([]);
    expect([...needed, ...built].filter((name) => !existsSync(path.join(packageRoot, name)))).toEqual([]);
  });

  it('has nothing that is not named', () => {
    expect(everything).toBe('*');
  });

  it('has no keys, no data, no history and nothing that was built or installed elsewhere', () => {
    const left = [
      '.env',
      'python-coder.env',
      '.git/config',
      'data/audit/log',
      'node_modules/x',
      'dist/index.js',
    ];
    expect([...left, 'src/.env', 'compose.yaml', 'tests/x.ts'].filter(isSent)).toEqual([]);
  });

  it('is copied from folders and stages that exist, and the image holds package and environment', () => {
    const copies = stages.flatMap((stage, index) =>
      restsOf('COPY', stage).map((rest) => ({ rest, earlier: stages.slice(0, index) })),
    );
    expect(copies.length).toBeGreaterThan(4);
    for (const { rest, earlier } of copies) {
      const [, stage, words = rest] = /^--from=(\S+) (.*)$/.exec(rest) ?? [];
      const sources = words.split(' ').slice(0, -1);
      if (stage === undefined) expect(sources.filter((name) => name !== '.' && !isSent(name))).toEqual([]);
      else expect(earlier.map(({ name }) => name)).toContain(stage);
    }
    expect(restsOf('COPY')).toEqual(['--from=python /opt/cache /opt/cache', '--from=build /app /app']);
  });

  it('takes its packages from the lock files alone', () => {
    const commands = stages.flatMap((stage) => restsOf('RUN', stage)).join('\n');
    expect(commands).toMatch(/npm ci /);
    expect(commands).not.toMatch(/npm (i|install)\b|pip install/);
  });
});

describe('the image', () => {
  const environment = imageEnvironment();

  it('keeps all that changes below its volume, and is run by nobody who could change the rest', () => {
    const { service, executionDir, outputDir, auditDir, stateDir, cacheDir } = loadConfig({
      env: environment,
    });
    const written = [service.dir, executionDir, outputDir, auditDir, stateDir];
    expect(restsOf('VOLUME')).toEqual(['/data']);
    expect(written.filter((folder) => !folder.startsWith('/data/'))).toEqual([]);
    expect(cacheDir).toBe('/opt/cache/python-coder');
    expect(restsOf('USER')).toEqual(['10001:10001']);
  });

  it('sets only variables that are read', () => {
    const read = [...environmentNames.map(({ name }) => name), 'NODE_ENV'];
    const folders = ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME'];
    expect(Object.keys(environment).filter((name) => ![...read, ...folders].includes(name))).toEqual([]);
  });

  it('serves on the port that it names', () => {
    const [port] = restsOf('EXPOSE');
    expect(helpOf('serve')).toContain(`(default: ${port})`);
    expect(restsOf('HEALTHCHECK')[0]).toContain(`http://127.0.0.1:${port}/health`);
  });

  it('says what is missing and ends where it has no tokens', async () => {
    await using room = await CommandRoom.open([]);
    const [entry = ''] = restsOf('ENTRYPOINT');
    const words = JSON.parse(entry) as string[];
    const own = words.slice(words.indexOf('serve'));
    const { exitCode, stderr } = await room.run(own);
    expect(words.slice(0, 3)).toEqual(['tini', '--', 'python-coder']);
    expect(restsOf('RUN').join()).toContain(
      `/app/${manifest.bin['python-coder']} /usr/local/bin/python-coder`,
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('put "name=token" into PYTHON_CODER_TOKENS');
  });

  it.each([
    { status: 200, exitCode: 0 },
    { status: 500, exitCode: 1 },
  ])('ends its check with $exitCode where the service answers with $status', async ({ status, exitCode }) => {
    const server = createServer((_request, response) => response.writeHead(status).end()).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    expect(await check((server.address() as AddressInfo).port)).toBe(exitCode);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('ends its check with 1 where nobody answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await check(port)).toBe(1);
  });
});

/** How the check of the image's health ends against a service on this port. */
async function check(port: number): Promise<number | undefined> {
  const [written = ''] = restsOf('HEALTHCHECK');
  const [command = '', ...words] = JSON.parse(written.slice(written.indexOf('['))) as string[];
  const asked = words.map((word) => word.replace(':8720/', `:${port}/`));
  return (await execa(command, asked, { reject: false })).exitCode;
}
