import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, constants, lstatSync, openSync, readFileSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { auditPaths, makePrivateFolder, syncFolder } from '../../audit/audit-folder.ts';
import { lockLog } from '../../audit/log-lock.ts';
import { unusableLog } from '../../audit/unusable-log.ts';
import { writeDurably } from '../../audit/write-durably.ts';
import { type Config, longestSeconds } from '../../config/schema.ts';
import type { ApprovalRequest } from '../../contracts/approval.ts';
import { CoderError } from '../../errors/coder-error.ts';

const entryName = /^(\d+)-[0-9a-f]{64}$/;
const idCharacters = 64;
export const keptMs = 2 * longestSeconds * 1000;
const why = 'nothing runs whose approval could be used twice';

type Decided = Pick<ApprovalRequest, 'mac' | 'expiresAt'>;

/**
 * Which requests were decided: an empty file for each beside the audit log, so that a decision is made by one process alone, the
 * one that makes the file, and stays made whatever becomes of that process. What is signed is good beside this log only, and
 * never again once its decisions were removed.
 */
export class Decisions {
  readonly #auditDir: string;
  readonly #folder: string;
  readonly #secret: KeyObject;

  constructor({ auditDir, approvalKey }: Pick<Config, 'auditDir' | 'approvalKey'>) {
    this.#auditDir = path.resolve(auditDir);
    this.#folder = auditPaths.approvals(this.#auditDir);
    this.#secret = createSecretKey(approvalKey === null ? randomBytes(32) : Buffer.from(approvalKey));
  }

  /** Call before signing a request. Throws `config-invalid` where no decision could be kept. */
  async open(): Promise<void> {
    try {
      await makePrivateFolder(this.#folder);
      if (this.#id() !== null) return;
      await using _lock = await lockLog(this.#auditDir);
      if (this.#id() !== null) return;
      await writeDurably(this.#idFile(), randomBytes(idCharacters / 2).toString('hex'));
      await syncFolder(this.#folder);
    } catch (cause) {
      throw unusableLog(this.#auditDir, why, cause);
    }
  }

  /** The MAC of a text. Where there is no folder of decisions nothing was ever signed, and no MAC is right. */
  sign(text: string): string {
    const id = this.#id() ?? randomBytes(idCharacters);
    const key = createHmac('sha256', this.#secret)
      .update('python-coder approvals beside ')
      .update(id)
      .digest();
    return createHmac('sha256', key).update(text).digest('hex');
  }

  isDecided(request: Decided): boolean {
    try {
      lstatSync(this.#file(request));
      return true;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw unusableLog(this.#auditDir, why, cause);
    }
  }

  /** True for the one caller that decides the request; from then on, also after a power cut, it is decided. */
  async decide(request: Decided, now: number): Promise<boolean> {
    try {
      await this.#forgetExpired(now);
      await using handle = await open(this.#file(request), 'wx', 0o600);
      await handle.sync();
      await syncFolder(this.#folder);
      return true;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw unusableLog(this.#auditDir, why, cause);
    }
  }

  /** No grant outlives its request by more than the longest time that can be configured, and no clock is another such time ahead. */
  async #forgetExpired(now: number): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const expiresAt = entryName.exec(name)?.[1];
      if (expiresAt === undefined || Number(expiresAt) + keptMs > now) continue;
      await rm(path.join(this.#folder, name), { force: true });
    }
  }

  /** What this folder is told apart by from any other, null when there is none yet. */
  #id(): string | null {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    let descriptor: number | null = null;
    try {
      descriptor = openSync(this.#idFile(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      const id = readFileSync(descriptor, 'latin1');
      if (id.length === idCharacters) return id;
      throw new CoderError(
        `${this.#idFile()} is damaged: remove it, and ask anew for what waits for an approval.`,
        { code: 'config-invalid' },
      );
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw unusableLog(this.#auditDir, why, cause);
    } finally {
      if (descriptor !== null) closeSync(descriptor);
    }
  }

  #idFile(): string {
    return path.join(this.#folder, 'id');
  }

  /** The request is a genuine one, so its expiry is the same for all who ask. */
  #file({ mac, expiresAt }: Decided): string {
    return path.join(this.#folder, `${Date.parse(expiresAt)}-${mac}`);
  }
}
