import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../config/schema.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import { sharedResource } from '../../errors/shared-resource.ts';
import { openPrivateFolder } from '../../filesystem/private-folder.ts';
import { removeTree } from '../../filesystem/remove-tree.ts';
import { Projects } from '../../projects/projects.ts';
import { FileStore } from './files/file-store.ts';
import { CodeSessions } from './librechat/code-sessions.ts';
import { TaskBoard } from './tasks/task-board.ts';
import type { TaskObserver } from './tasks/task-work.ts';
import { TenantTurns, type Turns } from './tasks/tenant-turns.ts';

/** Everything of one tenant, which no other tenant reaches. */
export interface TenantRoom {
  files: FileStore;
  tasks: TaskBoard;
  projects: Projects;
  codeSessions: CodeSessions;
  /** Where what is thrown away after one call may be. */
  scratch: string;
}

interface RoomOptions {
  coder: PythonCoder;
  config: Pick<Config, 'service' | 'maxFileSizeMiB'>;
  tenants: readonly string[];
  /** Told what every task tells, and how it ended. */
  observer: TaskObserver;
}

const mebibyte = 2 ** 20;

/** The rooms of all tenants below `service.dir`; each is opened when its tenant first comes. */
export class TenantRooms {
  readonly #rooms: Map<string, () => Promise<TenantRoom>>;
  readonly #open = new Set<TenantRoom>();

  constructor(options: RoomOptions) {
    const { service } = options.config;
    const { maxRunning, maxQueued: maxWaiting } = service;
    const turns = new TenantTurns({ maxRunning, maxWaiting, tenants: options.tenants.length });
    this.#rooms = new Map(
      options.tenants.map((tenant) => {
        const open = sharedResource(async (_: undefined) => {
          const room = await openRoom(tenant, turns.of(tenant), options);
          this.#open.add(room);
          return room;
        });
        return [tenant, () => open(undefined)];
      }),
    );
  }

  /** Throws `config-invalid` where its folder can't be used. */
  of(tenant: string): Promise<TenantRoom> {
    const open = this.#rooms.get(tenant);
    if (open === undefined) throw new RangeError(`${tenant} is no tenant`);
    return open();
  }

  /** Every tenant's, so that what an earlier process left is known before anybody asks. */
  async openAll(): Promise<void> {
    await Promise.all([...this.#rooms.values()].map((open) => open()));
  }

  /** How many tasks do what now, all tenants together. */
  load(): { running: number; queued: number; waiting: number } {
    const states = this.list().flatMap(({ tasks }) => tasks.all().map(({ facts }) => facts.state));
    const count = (state: string): number => states.filter((known) => known === state).length;
    return { running: count('running'), queued: count('queued'), waiting: count('waiting') };
  }

  /** Those that are open. */
  list(): readonly TenantRoom[] {
    return [...this.#open];
  }
}

async function openRoom(
  tenant: string,
  turns: Turns,
  { coder, config, tenants, observer }: RoomOptions,
): Promise<TenantRoom> {
  const { service } = config;
  const folder = await privateBelow(path.resolve(service.dir), ['tenants', tenant]);
  const files = await FileStore.open(path.join(folder, 'files'), {
    maxFileBytes: config.maxFileSizeMiB * mebibyte,
    maxBytes: service.filesMiB * mebibyte,
    maxFiles: service.maxFiles,
    hours: service.fileHours,
  });
  const tasks = await TaskBoard.open({
    tenant,
    coder,
    files,
    folder: path.join(folder, 'tasks'),
    maxTasks: service.maxTasks,
    maxBytes: service.tasksMiB * mebibyte,
    turns,
    mayReuse: tenants.length === 1,
    observer,
  });
  const projects = await Projects.open({
    folder: path.join(folder, 'projects'),
    maxBytes: service.projectMiB * mebibyte,
    maxFiles: service.projectFiles,
    maxFileBytes: config.maxFileSizeMiB * mebibyte,
    maxProjects: service.maxProjects,
  });
  const codeSessions = await CodeSessions.open({
    folder: path.join(folder, 'librechat'),
    store: files,
    maxSessions: service.maxFiles,
  });
  const scratch = path.join(folder, 'scratch');
  await removeTree(scratch);
  await (await openPrivateFolder(scratch))[Symbol.asyncDispose]();
  return { files, tasks, projects, codeSessions, scratch };
}

/** Makes each folder on the way down as this user's alone. */
async function privateBelow(folder: string, names: readonly string[]): Promise<string> {
  await mkdir(path.dirname(folder), { recursive: true });
  let whole = folder;
  for (const name of ['', ...names]) {
    whole = path.join(whole, name);
    await (await openPrivateFolder(whole))[Symbol.asyncDispose]();
  }
  return whole;
}
