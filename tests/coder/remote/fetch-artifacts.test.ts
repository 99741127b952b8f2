import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchArtifacts } from '../../../src/coder/remote/fetch-artifacts.ts';
import type { RemoteServices } from '../../../src/coder/remote/remote-services.ts';
import { openTask } from '../../../src/coder/task/task.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { ServedArtifact, TaskView } from '../../../src/contracts/service/task-view.ts';
import { sha256 } from '../../../src/text/sha256.ts';
import { TaskFolders } from '../../../src/workspace/task-folders.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'artifacts-'));
});
afterEach(() => rm(folder, { recursive: true }));

const announced = (name: string, text: string): ServedArtifact => {
  return { name, mediaType: 'text/plain', bytes: text.length, sha256: sha256(text), url: '' };
};

/** Fetches one artifact from a service that answers with these bodies, one after the other. */
async function fetchFrom(artifact: ServedArtifact, ...bodies: (string | null)[]) {
  const config = loadConfig({
    env: {},
    overrides: { executionDir: path.join(folder, 'run'), stateDir: path.join(folder, 'state') },
  });
  const asked: string[] = [];
  const client = {
    url: 'http://service',
    tasks: {
      artifact: async (_id: string, name: string) => {
        asked.push(name);
        const body = bodies.shift() ?? null;
        const broken = new ReadableStream({
          start: (controller) => controller.error(new TypeError('terminated')),
        });
        return new Response(body ?? broken);
      },
    },
  } as unknown as RemoteServices['client'];
  const services = { config, chosen: {}, client, folders: new TaskFolders(config) };
  const task = openTask(config, 'x', { outputDir: path.join(folder, 'out') });
  const view = { id: '0'.repeat(32), result: { artifacts: [artifact] } } as unknown as TaskView;
  const fetched = await fetchArtifacts(services, task, view);
  return { ...fetched, asked };
}

/** Every file below the output folder. */
function kept(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.startsWith('out/'))
    .sort();
}

describe('artifacts of a service', () => {
  it('are fetched again where the connection broke or other bytes came', async () => {
    const { artifacts, asked } = await fetchFrom(announced('a.txt', 'one'), null, 'two', 'one');
    expect([asked.length, readFileSync(artifacts[0]?.path ?? '', 'utf8')]).toEqual([3, 'one']);
  });

  it.each([
    ['other', 'two'],
    ['fewer', 'on'],
    ['more', `one${'!'.repeat(100_000)}`],
  ])('with %s bytes than were announced are not kept', async (_, body) => {
    const fetching = fetchFrom(announced('a.txt', 'one'), body, body, body);
    await expect(fetching).rejects.toMatchObject({ code: 'lost' });
    expect(kept()).toEqual([]);
  });

  it.each(['../evil.txt', '/etc/evil.txt', 'a/../../evil.txt', '..', 'a//b', 'a\0b'])(
    'of the name %j never leave the output folder',
    async (name) => {
      const place = await fetchFrom(announced(name, 'one'), 'one').then(
        ({ artifacts }) => path.relative(path.join(folder, 'out'), artifacts[0]?.path ?? '..'),
        ({ code }) => code,
      );
      expect(place).toMatch(/^(input-invalid|_\.\..*|a\/_\.\..*)$/); // refused, or under a harmless name
      const known = ['out', 'run', 'state'];
      expect(readdirSync(folder).filter((entry) => !known.includes(entry))).toEqual([]);
    },
  );
});
