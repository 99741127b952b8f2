import { lstat, mkdtemp, rmdir, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { CoderError } from '../../errors/coder-error.ts';
import { lacksDescriptors, outOf, throwIfExhausted } from '../../errors/exhaustion.ts';
import { OpenFolder } from '../../filesystem/open-folder.ts';
import { openPrivateFolder } from '../../filesystem/private-folder.ts';
import {
  fateOf,
  ownIdentity,
  type ProcessIdentity,
  processIdentitySchema,
} from '../../filesystem/process-identity.ts';
import { readRegularFile } from '../../filesystem/read-regular-file.ts';
import { removeEntry, removeTree } from '../../filesystem/remove-tree.ts';
import { parseJson } from '../../text/parse-json.ts';

/** A folder for one zygote's socket and, in tier B, the working folders. Disposal removes it. */
export interface PoolFolder extends AsyncDisposable {
  readonly path: string;
  /** Where the owner of warm interpreters listens as long as he lives, which tells other containers to leave the folder alone. */
  readonly socket: string;
}

export interface PoolPlace {
  /** The user's own folder for sockets, where the system has one. It lies in memory, so programs never work there. */
  runtimeDir?: string | null | undefined;
  /** Programs will work in the folder. */
  holdsWork?: boolean;
}

/** For the pipes and sockets of the first runs; an interpreter that inherits a lower limit dies without saying why. */
const descriptorsToStart = 24;
const prefix = 'pool-';
const socketName = 'supervisor';
const ownerFile = 'owner.json';
const maxOwnerBytes = 4096;
const attempts = 5;
const hourMs = 60 * 60 * 1000;
const user = process.getuid?.() ?? 0;
/** Root's folder may be passed through, as programs become another user. */
const mode = user === 0 ? 0o711 : 0o700;

/**
 * Makes a pool's folder in one that only this user can change; those whose owners died are removed first.
 * Throws `config-invalid` where none can be made, and `busy` where too few descriptors are left for what comes next.
 */
export async function openPoolFolder(place: PoolPlace = {}): Promise<PoolFolder> {
  if (lacksDescriptors(descriptorsToStart)) throw outOf({ code: 'EMFILE' });
  try {
    const folder = await makeFolder(place);
    return {
      path: folder,
      socket: path.join(folder, socketName),
      async [Symbol.asyncDispose]() {
        await removeTree(folder);
        await rmdir(path.dirname(folder)).catch(() => undefined); // unless others still have a pool there
      },
    };
  } catch (cause) {
    if (cause instanceof CoderError) throw cause;
    throwIfExhausted(cause);
    throw new CoderError(
      `The folder for temporary files, ${os.tmpdir()}, can't be used (${(cause as Error).message}). Set TMPDIR to a folder you may write to, or free some space.`,
      { code: 'config-invalid', cause },
    );
  }
}

async function makeFolder(place: PoolPlace): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    await using parent = await openParent(place);
    await sweep(parent);
    try {
      const folder = await mkdtemp(path.join(parent.path, `${prefix}${process.pid}-`));
      await writeFile(path.join(folder, ownerFile), JSON.stringify(ownIdentity()), { mode: 0o600 });
      return folder;
    } catch (error) {
      // Another process removes the parent when its last pool is gone.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === attempts) throw error;
    }
  }
}

async function openParent({ runtimeDir, holdsWork = false }: PoolPlace): Promise<OpenFolder> {
  // The system's folder for temporary files: a socket's path may only have about a hundred bytes.
  const usual = path.join(os.tmpdir(), `python-coder-${user}`);
  for (const candidate of runtimeDir && !holdsWork ? [runtimeDir, usual] : [usual]) {
    const folder = await openPrivateFolder(candidate, { mode }).catch(orNull);
    if (folder !== null) return folder;
  }
  // Whoever took that name, or may change all that lies there, shall not keep anybody from working.
  const folder = await OpenFolder.open(await mkdtemp(`${usual}-`));
  await folder.chmod(mode);
  return folder;
}

function orNull(error: unknown): null {
  if (error instanceof CoderError && error.code === 'config-invalid') return null;
  throw error;
}

async function sweep(parent: OpenFolder): Promise<void> {
  for (const name of await parent.list()) {
    if (!name.startsWith(prefix) || !(await isAbandoned(path.join(parent.path, name)))) continue;
    await removeEntry(parent, name).catch(() => undefined); // what can't go now goes at a later start
  }
}

/**
 * Where the owner's number means something here, it tells. Another container's owner listens as long as he lives, which the one
 * kernel of both tells; that of another kernel may live unseen, unless this host had it before it was started anew.
 */
async function isAbandoned(folder: string): Promise<boolean> {
  const owner = await readOwner(path.join(folder, ownerFile));
  const fate = owner === null ? 'unknown' : fateOf(owner);
  if (fate !== 'unknown') return fate === 'dead';
  const here = ownIdentity();
  const isOfThisKernel = owner === null || owner.boot === here.boot;
  if (!isOfThisKernel && owner.host !== here.host) return false;
  const made = await lstat(folder).catch(() => null);
  const ageMs = made === null ? 0 : Date.now() - made.mtimeMs;
  if (ageMs < (isOfThisKernel ? hourMs : 24 * hourMs)) return false;
  const refusal = await connect(path.join(folder, socketName));
  return refusal === 'ECONNREFUSED' || refusal === 'ENOENT';
}

/** Null where it is being written, or its writer died over it. */
async function readOwner(file: string): Promise<ProcessIdentity | null> {
  const found = await readRegularFile(file, maxOwnerBytes).catch(() => null);
  const parsed = processIdentitySchema.safeParse(found?.status === 'read' ? parseJson(found.text) : null);
  return parsed.success ? parsed.data : null;
}

/** The error of a connection that is given up at once; null when somebody listens. */
function connect(socket: string): Promise<string | null> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => {
      connection.destroy();
      resolve(null);
    });
    connection.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? ''));
  });
}
