import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Project } from '../../src/projects/project.ts';
import { Projects, type ProjectsOptions } from '../../src/projects/projects.ts';

/** Projects in a temporary folder that disposal removes. */
export interface ProjectRoom extends AsyncDisposable {
  projects: Projects;
  folder: string;
  /** Where a file of a project lies. */
  place(id: string, ...names: string[]): string;
}

export const quota = { maxBytes: 2 ** 20, maxFiles: 20, maxFileBytes: 2 ** 19, maxProjects: 5 };

export async function projectRoom(options: Partial<ProjectsOptions> = {}): Promise<ProjectRoom> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'projects-test-'));
  const own = path.join(folder, 'tenants', 'one', 'projects');
  return {
    projects: await Projects.open({ folder: own, ...quota, ...options }),
    folder: own,
    place: (id, ...names) => path.join(own, 'projects', id, 'files', ...names),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function textOf(project: Project, name: string): Promise<string | null> {
  const file = await project.read(name);
  if (file === null) return null;
  const parts: Buffer[] = [];
  for await (const part of file.stream()) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

export const namesOf = async (project: Project): Promise<string[]> =>
  (await project.files()).map(({ name }) => name);
