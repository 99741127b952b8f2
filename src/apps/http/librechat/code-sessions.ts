import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { openPrivateFolder } from '../../../filesystem/private-folder.ts';
import type { FileStore } from '../files/file-store.ts';

const idCharacters = 21;
const sessionNote = /^[A-Za-z0-9_-]{21}\.json$/;

const sessionFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** By which the store knows its content. */
  content: z.string(),
  bytes: z.int().nonnegative(),
  storedAt: z.iso.datetime(),
  /** What a program writes to it is not kept. */
  readOnly: z.boolean(),
});

export type SessionFile = z.infer<typeof sessionFileSchema>;

interface SessionOptions {
  folder: string;
  /** Keeps the content, and for how long. */
  store: FileStore;
  maxSessions: number;
}

/** An id in the alphabet and length that LibreChat checks for, which nobody can guess. */
export function newCodeId(): string {
  return randomBytes(16).toString('base64url').slice(0, idCharacters);
}

/** Which files of one tenant belong to which upload or call of LibreChat's. A file is there as long as its content is in the store. */
export class CodeSessions {
  readonly #options: SessionOptions;
  readonly #sessions = new Map<string, readonly SessionFile[]>();

  /** Throws `config-invalid` where the folder is not this user's alone. */
  static async open(options: SessionOptions): Promise<CodeSessions> {
    await (await openPrivateFolder(options.folder))[Symbol.asyncDispose]();
    const sessions = new CodeSessions(options);
    await sessions.#read();
    return sessions;
  }

  private constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Empty for a session that is not (any more), too. */
  files(session: string): SessionFile[] {
    const kept = new Set(this.#options.store.list().map(({ id }) => id));
    return (this.#sessions.get(session) ?? []).filter(({ content }) => kept.has(content));
  }

  find(session: string, id: string): SessionFile | null {
    return this.files(session).find((file) => file.id === id) ?? null;
  }

  /** Past the cap, the oldest session goes. */
  async add(session: string, files: readonly SessionFile[]): Promise<void> {
    if (files.length === 0) return;
    await this.#save(session, files);
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined && this.#sessions.size > this.#options.maxSessions) await this.#drop(oldest);
  }

  /** False where there is no such file. The content stays in the store until it expires, as others may have the same. */
  async remove(session: string, id: string): Promise<boolean> {
    if (this.find(session, id) === null) return false;
    const left = this.files(session).filter((file) => file.id !== id);
    if (left.length === 0) await this.#drop(session);
    else await this.#save(session, left);
    return true;
  }

  async #save(session: string, files: readonly SessionFile[]): Promise<void> {
    this.#sessions.set(session, files);
    const half = path.join(this.#options.folder, `.${newCodeId()}`);
    await writeFile(half, JSON.stringify(files), { mode: 0o600 });
    await rename(half, this.#noteOf(session));
  }

  async #drop(session: string): Promise<void> {
    this.#sessions.delete(session);
    await rm(this.#noteOf(session), { force: true });
  }

  #noteOf(session: string): string {
    return path.join(this.#options.folder, `${session}.json`);
  }

  /** Sessions of which nothing is left go, and what was cut off in the middle of a write. */
  async #read(): Promise<void> {
    const { folder } = this.#options;
    const notes: { session: string; files: SessionFile[]; at: number }[] = [];
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      if (!sessionNote.test(name)) await rm(file, { force: true });
      else
        notes.push({
          session: name.slice(0, idCharacters),
          files: await readNote(file),
          at: (await stat(file)).mtimeMs,
        });
    }
    notes.sort((one, other) => one.at - other.at);
    for (const { session, files } of notes) this.#sessions.set(session, files);
    for (const { session } of notes) if (this.files(session).length === 0) await this.#drop(session);
  }
}

async function readNote(file: string): Promise<SessionFile[]> {
  try {
    return z.array(sessionFileSchema).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}
