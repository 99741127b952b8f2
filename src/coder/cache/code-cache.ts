import { lutimes, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makePrivateFolder, syncFolder } from '../../audit/audit-folder.ts';
import { writeDurably } from '../../audit/write-durably.ts';
import type { Config } from '../../config/schema.ts';
import { sharedResource } from '../../errors/shared-resource.ts';
import { readRegularFile } from '../../filesystem/read-regular-file.ts';
import { userKey } from '../../filesystem/user-key.ts';
import { type CachedCode, openSealed, sealCode } from './cached-code.ts';
import { isOnRecord } from './is-on-record.ts';

const maxEntryBytes = 2 ** 20;
/** A half-written file older than this was left by a process that died. */
const abandonedAfterMs = 60 * 60 * 1000;

export type Lookup =
  | { status: 'found'; entry: CachedCode }
  | { status: 'missing' }
  /** It is not what this user kept. */
  | { status: 'changed'; file: string }
  /** The log does not say, or no longer, that it was approved and ran. */
  | { status: 'unrecorded'; auditId: string }
  /** Nothing can be kept that would be believed. */
  | { status: 'off'; problem: string };

/** Programs by the hash of what they depend on, one signed file each: whole or absent after a crash, and good for any number of processes. */
export class CodeCache {
  readonly #auditDir: string;
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #secret: (_: undefined) => Promise<Buffer>;

  constructor({ auditDir, stateDir, cacheMaxMiB }: Pick<Config, 'auditDir' | 'stateDir' | 'cacheMaxMiB'>) {
    this.#auditDir = path.resolve(auditDir);
    this.#folder = path.join(this.#auditDir, 'code-cache');
    this.#maxBytes = cacheMaxMiB * 2 ** 20;
    this.#secret = sharedResource((_: undefined) => userKey(stateDir, 'code cache'));
  }

  /** Believes nothing but what this user's key signed and the audit log bears out. */
  async find(key: string): Promise<Lookup> {
    let secret: Buffer;
    try {
      secret = await this.#secret(undefined);
    } catch (error) {
      return { status: 'off', problem: (error as Error).message };
    }
    const file = this.#file(key);
    const read = await readRegularFile(file, maxEntryBytes).catch(() => null);
    if (read === null || read.status === 'missing') return { status: 'missing' };
    const entry = read.status === 'read' ? openSealed(read.text, { key, secret }) : null;
    if (entry === null) return { status: 'changed', file };
    if (await isOnRecord(this.#auditDir, entry)) return { status: 'found', entry };
    return { status: 'unrecorded', auditId: entry.auditId };
  }

  /** Puts the entry in the place of an earlier one; what was used longest ago makes room. */
  async keep(entry: CachedCode): Promise<void> {
    const text = sealCode(entry, await this.#secret(undefined));
    if (Buffer.byteLength(text) > Math.min(maxEntryBytes, this.#maxBytes)) return;
    await makePrivateFolder(this.#folder);
    await writeDurably(this.#file(entry.key), text);
    await this.#makeRoom();
    await syncFolder(this.#folder);
  }

  /** Notes that the entry was of use. */
  async touch(key: string): Promise<void> {
    const now = new Date();
    await lutimes(this.#file(key), now, now);
  }

  async drop(key: string): Promise<void> {
    await rm(this.#file(key), { force: true });
  }

  #file(key: string): string {
    return path.join(this.#folder, `${key}.json`);
  }

  async #makeRoom(): Promise<void> {
    const files = await this.#files();
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size, isHalf, ageMs } of files.sort((one, other) => other.ageMs - one.ageMs)) {
      if (isHalf ? ageMs < abandonedAfterMs : bytes <= this.#maxBytes) continue;
      await rm(file, { force: true });
      bytes -= size;
    }
  }

  /** Another process may remove files meanwhile. */
  async #files() {
    const now = Date.now();
    const names = await readdir(this.#folder);
    const files = names.map(async (name) => {
      const file = path.join(this.#folder, name);
      const found = await stat(file).catch(() => null);
      return found?.isFile()
        ? [{ file, size: found.size, isHalf: name.endsWith('.new'), ageMs: now - found.mtimeMs }]
        : [];
    });
    return (await Promise.all(files)).flat();
  }
}
