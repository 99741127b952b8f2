import { createHmac } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/schema.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import { openPrivateFolder } from '../filesystem/private-folder.ts';
import { readRegularFile } from '../filesystem/read-regular-file.ts';
import { userKey } from '../filesystem/user-key.ts';
import { parseJson } from '../text/parse-json.ts';
import { sha256 } from '../text/sha256.ts';
import { auditPaths, recordedDays } from './audit-folder.ts';
import { canonicalJson } from './canonical-json.ts';
import { readChainedLine } from './chained-line.ts';
import type { Tail } from './find-tail.ts';
import { type Head, headSchema, maxHeadBytes } from './head.ts';
import { readLines } from './read-lines.ts';
import { type ReadyFile, readyFile } from './write-durably.ts';

const keptSchema = z.strictObject({ folder: z.string(), head: headSchema, mac: z.string() });

export type FoundKeptHead =
  | { status: 'found'; head: Head; file: string }
  | { status: 'none'; stateDir: string }
  | { status: 'unreadable'; file: string }
  | { status: 'unavailable'; problem: string };

/** The file for one log, the log's own folder, and the key that seals it. */
interface Place {
  file: string;
  folder: string;
  key: Buffer;
}

/** How far a log went when this user last wrote to it, kept outside of its folder: what is done to the folder alone does not reach it. */
export class KeptHead {
  readonly #auditDir: string;
  readonly #stateDir: string;
  readonly #place: (_: undefined) => Promise<{ folder: string; key: Buffer }>;

  constructor({ auditDir, stateDir }: Pick<Config, 'auditDir' | 'stateDir'>) {
    this.#auditDir = auditDir;
    this.#stateDir = stateDir;
    this.#place = sharedResource(async (_: undefined) => {
      const key = await userKey(stateDir, 'audit heads'); // makes the folder above where it is missing
      const folder = path.join(stateDir, 'audit-heads');
      await using _opened = await openPrivateFolder(folder);
      return { folder, key };
    });
  }

  async read(): Promise<FoundKeptHead> {
    try {
      if (!existsSync(this.#stateDir)) return { status: 'none', stateDir: this.#stateDir };
      return await this.#readFrom(await this.#file());
    } catch (error) {
      return { status: 'unavailable', problem: (error as Error).message };
    }
  }

  async #readFrom({ file, folder, key }: Place): Promise<FoundKeptHead> {
    const found = await readRegularFile(file, maxHeadBytes);
    if (found.status === 'missing') return { status: 'none', stateDir: this.#stateDir };
    const text = found.status === 'read' ? found.text : '';
    const kept = keptSchema.safeParse(parseJson(text));
    if (!kept.success || text !== seal({ folder, head: kept.data.head }, key))
      return { status: 'unreadable', file };
    return { status: 'found', head: kept.data.head, file };
  }

  /**
   * Has a new head wait for the records it counts. Call under the lock of the log, which went as far as `tail` before. A log that
   * does not go on from where it was seen last keeps the head that proves it. Where there is no place for one, verifying says so.
   */
  async ready(tail: Tail, head: Head): Promise<ReadyFile> {
    try {
      const place = await this.#file();
      const kept = await this.#readFrom(place);
      if (kept.status === 'unreadable') return theOlder;
      if (kept.status === 'found' && !(await goesOn(this.#auditDir, kept.head, tail))) return theOlder;
      const { file, folder, key } = place;
      const newer = await readyFile(file, seal({ folder, head }, key));
      return { ...newer, putInPlace: () => newer.putInPlace().catch(() => undefined) };
    } catch {
      return theOlder;
    }
  }

  async #file(): Promise<Place> {
    const place = await this.#place(undefined);
    const folder = realPath(path.resolve(this.#auditDir));
    return { file: path.join(place.folder, `${sha256(folder)}.json`), folder, key: place.key };
  }
}

/** Stays where no newer one can be kept: it is still right about what it has seen. */
const theOlder: ReadyFile = {
  putInPlace: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

/** Whether the record after the one that was last seen says that it follows it. */
async function goesOn(folder: string, seen: Head, tail: Tail): Promise<boolean> {
  if (tail.count <= seen.count) return tail.count === seen.count && tail.sha256 === seen.sha256;
  for (const day of recordedDays(folder)) {
    if (seen.day !== null && day < seen.day) continue;
    for await (const { bytes } of readLines(auditPaths.day(folder, day), day === seen.day ? seen.bytes : 0)) {
      const read = readChainedLine(bytes);
      if (read.status === 'genuine')
        return read.line.seq === seen.count + 1 && read.line.previous === seen.sha256;
    }
  }
  return false;
}

/** The same for every way to the folder, also when it is not there any more. */
function realPath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || folder === path.dirname(folder)) throw error;
    return path.join(realPath(path.dirname(folder)), path.basename(folder));
  }
}

function seal(kept: { folder: string; head: Head }, key: Buffer): string {
  const mac = createHmac('sha256', key).update(canonicalJson(kept)).digest('hex');
  return `${canonicalJson({ ...kept, mac })}\n`;
}
