import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../../src/config/package-root.ts';
import { CommandRoom } from '../../helpers/cli.ts';

/** All that reading a command line takes beside the files of `apps/cli` themselves. */
const enough = [
  'dist/agents/router/routes.js',
  'dist/config/package-root.js',
  'dist/contracts/outcome-codes.js',
  'dist/contracts/policies.js',
  'dist/errors/coder-error.js',
  'dist/errors/exhaustion.js',
  'node_modules/commander',
  'node_modules/picocolors',
];

/** How a command ended, and what Node had loaded by then: files of this package and names of others, as its coverage counts them. */
async function loadedBy(words: string[], room: CommandRoom) {
  const ended = await room.run(words, { env: { NODE_V8_COVERAGE: room.path('coverage') } });
  const reports = readdirSync(room.path('coverage')).map((name) =>
    JSON.parse(readFileSync(room.path(`coverage/${name}`), 'utf8')),
  );
  const files = reports
    .flatMap(({ result }) => result.map(({ url }: { url: string }) => url))
    .filter((url: string) => url.startsWith('file:'))
    .map((url: string) => path.relative(packageRoot, fileURLToPath(url)))
    .map((file: string) => file.replace(/^(node_modules\/(?:@[^/]+\/)?[^/]+)\/.*/, '$1'));
  return { ...ended, loaded: [...new Set<string>(files)].sort() };
}

const beyondReading = (loaded: string[]) => loaded.filter((file) => !file.startsWith('dist/apps/cli/'));

describe('the command', () => {
  it.each([
    ['--version'],
    ['--help'],
    ['ask', '--help'],
    ['mcp', '--help'],
    ['functions', '--help'],
    ['workflow', '--help'],
    ['docter'],
  ])('loads no verb, agent, table of words or schema for %s %s', async (...words) => {
    await using room = await CommandRoom.open();
    const { loaded } = await loadedBy(words.filter(Boolean), room);
    expect(beyondReading(loaded)).toEqual(enough);
    expect(loaded.filter((file) => file.startsWith('dist/apps/cli/verbs/'))).toEqual([]);
  });

  it('loads what a verb needs, and no other verb, once the verb is performed', async () => {
    await using room = await CommandRoom.open();
    const { loaded, exitCode } = await loadedBy(['formats'], room);
    expect(exitCode).toBe(0);
    expect(loaded).toContain('node_modules/zod');
    expect(loaded.filter((file) => /^dist\/(apps\/cli\/verbs|agents)\//.test(file))).toEqual([
      'dist/agents/router/routes.js',
      'dist/apps/cli/verbs/list-formats.js',
    ]);
  });

  it('prints its version and leaves nothing behind', async () => {
    await using room = await CommandRoom.open();
    const before = readdirSync(room.folder, { recursive: true });
    const home = { HOME: room.folder, XDG_CACHE_HOME: room.path('cache') };
    const ended = await room.run(['--version'], { env: home });
    expect(ended).toMatchObject({ exitCode: 0, stdout: `${packageVersion}\n`, stderr: '' });
    expect(readdirSync(room.folder, { recursive: true })).toEqual(before);
  });
});
