import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Projects } from '../../src/projects/projects.ts';
import { projectRoom } from './project-room.ts';

const quota = { maxBytes: 100, maxFiles: 2, maxFileBytes: 50, maxProjects: 5 };

describe('projects', () => {
  it('are made, listed with what they hold, found again and removed with it', async () => {
    await using room = await projectRoom();
    const { projects } = room;
    expect(await projects.list()).toEqual([]);
    expect(await projects.find('one')).toBeNull();
    const one = await projects.open('one');
    await one.write('data/a.txt', Buffer.from('abc'));
    await projects.open('Two.v-2_b');
    expect(await projects.list()).toMatchObject([
      { id: 'Two.v-2_b', files: 0, bytes: 0 },
      { id: 'one', files: 1, bytes: 3, modifiedAt: expect.stringMatching(/Z$/) },
    ]);
    const others = await Projects.open({ folder: room.folder, ...quota });
    expect((await (await others.find('one'))?.files())?.map(({ name }) => name)).toEqual(['data/a.txt']);
    expect(await projects.remove('one')).toBe(true);
    expect(await projects.remove('one')).toBe(false);
    expect(await projects.find('one')).toBeNull();
    expect(readdirSync(path.join(room.folder, 'projects'))).toEqual(['Two.v-2_b']);
  });

  it.each(['', '.', '..', '../one', 'a/b', '.hidden', '-x', 'a b', 'a\n', 'é', 'x'.repeat(65), 'a~'])(
    'have no id like %j',
    async (id) => {
      await using room = await projectRoom();
      await expect(room.projects.open(id)).rejects.toMatchObject({ code: 'input-invalid', reason: 'bad-id' });
      expect(await room.projects.find(id)).toBeNull();
      expect(await room.projects.remove(id)).toBe(false);
      expect(readdirSync(path.join(room.folder, 'projects'))).toEqual([]);
    },
  );

  it('have no two ids that differ in upper and lower case only', async () => {
    await using room = await projectRoom();
    await room.projects.open('one');
    await expect(room.projects.open('ONE')).rejects.toMatchObject({ reason: 'bad-id' });
  });

  it('are no more than allowed, also when many are made at once', async () => {
    await using room = await projectRoom({ maxProjects: 3 });
    const made = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((id) => room.projects.open(id)));
    const refused = made.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject(Array(2).fill({ reason: { reason: 'too-many-projects' } }));
    expect(await room.projects.list()).toHaveLength(3);
    await expect(room.projects.open('a')).resolves.toMatchObject({ id: 'a' });
  });

  it('are private to the user in every folder', async () => {
    await using room = await projectRoom();
    await (await room.projects.open('one')).write('deep/er/a.txt', Buffer.from('x'));
    const modes = ['', 'projects', 'projects/one', 'projects/one/files', 'projects/one/incoming'].map(
      (folder) => statSync(path.join(room.folder, folder)).mode & 0o777,
    );
    expect(modes).toEqual(Array(5).fill(0o700));
    expect(statSync(room.place('one', 'deep', 'er', 'a.txt')).mode & 0o777).toBe(0o600);
  });

  it('are not kept where others may write, or behind a link', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'projects-open-'));
    try {
      mkdirSync(path.join(folder, 'shared'));
      await chmod(path.join(folder, 'shared'), 0o777);
      await symlink(path.join(folder, 'elsewhere'), path.join(folder, 'link'));
      for (const name of ['shared', 'link'])
        await expect(Projects.open({ folder: path.join(folder, name), ...quota })).rejects.toMatchObject({
          code: 'config-invalid',
        });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('do not take a planted link for a project, and remove the link alone', async () => {
    await using room = await projectRoom();
    const elsewhere = path.join(room.folder, 'elsewhere');
    mkdirSync(path.join(elsewhere, 'files'), { recursive: true });
    symlinkSync(elsewhere, path.join(room.folder, 'projects', 'planted'));
    expect(await room.projects.list()).toEqual([]);
    await expect(room.projects.open('planted')).rejects.toMatchObject({ reason: 'bad-id' });
    expect(readdirSync(elsewhere)).toEqual(['files']);
  });

  it('that a process left half removed are gone at the next start', async () => {
    await using room = await projectRoom();
    mkdirSync(path.join(room.folder, 'projects', '.removed-x', 'files'), { recursive: true });
    await Projects.open({ folder: room.folder, ...quota });
    expect(existsSync(path.join(room.folder, 'projects', '.removed-x'))).toBe(false);
  });
});
