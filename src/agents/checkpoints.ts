import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { BaseCheckpointSaver } from '@langchain/langgraph';
import type { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { CoderError } from '../errors/coder-error.ts';
import { checkNoLink } from '../filesystem/check-no-link.ts';
import { optionalPackage } from './optional-package.ts';

/** Where the state of conversations is kept between processes; closing it leaves nothing open. */
export interface Checkpoints extends AsyncDisposable {
  readonly saver: BaseCheckpointSaver;
}

const defaultFile = './data/checkpoints.sqlite';
const inMemory = ':memory:';

/** Opens an SQLite file, which is made when missing and readable by its owner only and keeps the last 20 steps of each conversation, or the PostgreSQL database of a `postgresql://` URL. */
export async function openCheckpoints(location: string = defaultFile): Promise<Checkpoints> {
  const isPostgres = /^postgres(?:ql)?:\/\//i.test(location);
  try {
    return await (isPostgres ? openPostgres(location) : openSqlite(location));
  } catch (cause) {
    if (cause instanceof CoderError) throw cause;
    const place = isPostgres ? `the database ${withoutPassword(location)}` : `the file ${location}`;
    throw new CoderError(`Checkpoints can't be kept in ${place}: ${reasonOf(cause)}`, {
      code: 'config-invalid',
      cause,
    });
  }
}

async function openSqlite(location: string): Promise<Checkpoints> {
  const { SqliteSaver } = await optionalPackage(
    '@langchain/langgraph @langchain/langgraph-checkpoint-sqlite @langchain/core',
    () => import('@langchain/langgraph-checkpoint-sqlite'),
  );
  if (location !== inMemory) await makePrivate(location);
  const saver = SqliteSaver.fromConnString(location);
  saver.db.pragma('busy_timeout = 10000');
  keepLatest(saver);
  return {
    saver,
    [Symbol.asyncDispose]: async () => {
      saver.db.close();
    },
  };
}

const ofThread = 'thread_id = ? AND checkpoint_ns = ?';
const keptSteps = 20;

/** Each checkpoint holds the whole conversation, so a file that kept all of them would grow with its square; going on takes the last one. */
function keepLatest(saver: SqliteSaver): void {
  const put = saver.put.bind(saver);
  saver.put = async (config, ...rest) => {
    const saved = await put(config, ...rest);
    const { thread_id: thread, checkpoint_ns: namespace = '' } = config.configurable ?? {};
    const [oldest] = saver.db
      .prepare(
        `SELECT checkpoint_id AS id FROM checkpoints WHERE ${ofThread} ORDER BY checkpoint_id DESC LIMIT 1 OFFSET ?`,
      )
      .all(thread, namespace, keptSteps - 1) as { id: string }[];
    for (const table of oldest === undefined ? [] : ['checkpoints', 'writes'])
      saver.db
        .prepare(`DELETE FROM ${table} WHERE ${ofThread} AND checkpoint_id < ?`)
        .run(thread, namespace, oldest?.id);
    return saved;
  };
}

/** Checkpoints hold questions and results, so nobody else may read them. */
async function makePrivate(file: string): Promise<void> {
  await checkNoLink(file, 'checkpoints');
  await mkdir(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  await handle.close();
}

async function openPostgres(url: string): Promise<Checkpoints> {
  const { PostgresSaver } = await optionalPackage(
    '@langchain/langgraph @langchain/langgraph-checkpoint-postgres @langchain/core',
    () => import('@langchain/langgraph-checkpoint-postgres'),
  );
  const saver = PostgresSaver.fromConnString(url);
  surviveLostConnections(saver);
  try {
    await saver.setup().catch(() => saver.setup()); // two processes may make the tables at the same moment
  } catch (error) {
    await saver.end();
    throw error;
  }
  return { saver, [Symbol.asyncDispose]: () => saver.end() };
}

/** A pool without a listener ends the process when the server closes an idle connection; the next query opens a new one. */
function surviveLostConnections(saver: object): void {
  const { pool } = saver as { pool?: NodeJS.EventEmitter };
  pool?.on('error', () => {});
}

function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/).*@/s, '$1').replace(/\?.*$/s, '');
}

function reasonOf(cause: unknown): string {
  const { message, code } = cause as NodeJS.ErrnoException;
  return message || code || 'unknown reason';
}
