import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

const versions = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root: then it runs as the user `nobody`. */
const nobody = 65_534;
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** The database to test with: the one the environment names, else a throwaway server; null where Debian's `postgresql` is not installed. */
export const postgresProblem: string | null =
  process.env.PYTHON_CODER_TEST_POSTGRES || binaries() !== null
    ? null
    : 'no PostgreSQL: apt-get install postgresql, or set PYTHON_CODER_TEST_POSTGRES';

export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
}

/** A server on a socket in a folder of its own, without a network port; disposal removes both. */
export async function postgresServer(): Promise<PostgresServer> {
  const named = process.env.PYTHON_CODER_TEST_POSTGRES;
  if (named) return { url: named, [Symbol.asyncDispose]: async () => {} };
  const bin = binaries();
  if (bin === null) throw new Error(postgresProblem ?? '');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pg-'));
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  const data = path.join(folder, 'data');
  const run = (name: string, argv: string[]) =>
    execa(path.join(bin, name), argv, { ...owner, cwd: folder, stdio: 'ignore' });
  await run('initdb', ['-D', data, '-U', 'tester', '--auth=trust', '--no-sync']);
  const options = `-c listen_addresses='' -k ${folder} -c fsync=off -c max_connections=20`;
  await run('pg_ctl', ['-D', data, '-w', '-o', options, '-l', path.join(folder, 'log'), 'start']);
  return {
    url: `postgresql://tester@localhost/postgres?host=${encodeURIComponent(folder)}`,
    [Symbol.asyncDispose]: async () => {
      await run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the newest version. */
function binaries(): string | null {
  if (!existsSync(versions)) return null;
  const newest = readdirSync(versions).sort((one, other) => Number(other) - Number(one))[0];
  return newest === undefined ? null : path.join(versions, newest, 'bin');
}
