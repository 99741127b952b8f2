import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Canary, Isolation } from '../../contracts/isolation.ts';
import type { Program } from '../../contracts/runtime.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { removeTree } from '../../filesystem/remove-tree.ts';
import { checkAttestation } from '../check-attestation.ts';
import { copyInputs } from '../copy-inputs.ts';
import { fixedLimits } from '../fixed-limits.ts';
import { FrameReader, writeFrame } from '../frames.ts';
import { type EndReport, limitedSchema, outcomeSchema } from '../launcher-frames.ts';
import type { LockedProcess } from '../locked-process.ts';
import { sandboxUser } from '../sandbox-user.ts';
import type { Channels } from './connections.ts';
import { fillFiles, type InputFile, measure, partFiles, sendFiles, textFile } from './send-files.ts';
import type { Zygote } from './zygote.ts';

/** What a process can take before its own ceiling is in force, with room to spare. */
const roomAtBirth = 0.8 * fixedLimits.birthMiB * 2 ** 20;

type Layer = NonNullable<Isolation['layers']['rlimits']>;

/** What a locked process says of itself beside its layers, before it has received any code. */
const bornSchema = z.object({ hostPid: z.number().int().positive() });

/** What it says once the empty files stand in its folder. */
const madeSchema = z.strictObject({ type: z.literal('made') });

interface Birth {
  zygote: Zygote;
  id: number;
  /** Its number on the host, under which its memory is watched. */
  hostPid: number;
  channels: Channels;
  control: FrameReader;
  isolation: Isolation;
  folders: { work: string; tmp: string | null };
  kernelEnd: Promise<EndReport>;
}

/** A forked process that attested its isolation and waits, once, for one program. */
export class ForkedProcess implements LockedProcess {
  isolation: Isolation;
  readonly stdout: Channels['stdout'];
  readonly stderr: Channels['stderr'];
  readonly workFolder: string;
  /** False once the process is gone while nobody used it. */
  isAlive = true;
  hasStarted = false;
  readonly #birth: Birth;
  #memoryBytes = 0;
  #claimedBytes = 0;
  #ended: LockedProcess['ended'] | null = null;
  #isKilled = false;

  /** Has the zygote fork a process and waits until it is locked; throws `isolation-missing` when it attests too little. */
  static async fork(
    zygote: Zygote,
    options: { pretouch: boolean; isCanary?: boolean },
  ): Promise<ForkedProcess> {
    const id = zygote.newId();
    const folders = zygote.foldersOf(id);
    const arriving = zygote.connections.channelsOf(id);
    const kernelEnd = zygote.spawn(id, options);
    kernelEnd.catch(() => undefined);
    try {
      const channels = await Promise.race([arriving, kernelEnd.then(diedEarly)]);
      const control = new FrameReader(channels.control, { maxBytes: 64 * 1024 });
      const frame = await control.next();
      const { tier, without, canary, network } = zygote;
      const isolation = checkAttestation(frame, {
        tier,
        without,
        network,
        canary: options.isCanary ? 'this' : canary,
      });
      const { hostPid } = bornSchema.parse(frame);
      const named = nameUser(isolation, { hostPid, python: zygote.python });
      const born = { zygote, id, hostPid, channels, control, folders, kernelEnd };
      return new ForkedProcess({ ...born, isolation: named });
    } catch (error) {
      zygote.connections.forget(id);
      zygote.kill(id);
      void kernelEnd.then(() => zygote.free(id), ignore);
      throw error;
    }
  }

  private constructor(birth: Birth) {
    this.#birth = birth;
    this.isolation = birth.isolation;
    this.stdout = birth.channels.stdout;
    this.stderr = birth.channels.stderr;
    this.workFolder = birth.folders.work;
    const died = (): void => {
      this.isAlive = false;
    };
    birth.kernelEnd.then(died, died);
  }

  /** Places the files the program finds and limits what it may keep and hold; all of it is in force when this resolves. */
  async expect({ inputs, exchange, limits, signal }: Program): Promise<void> {
    const { zygote, id, hostPid, folders } = this.#birth;
    const files = [...inputs.map(measure), ...(exchange ? [textFile(exchange.question)] : [])];
    const inputBytes = files.reduce((sum, { size }) => sum + size, 0);
    const diskBytes = inputBytes + limits.diskMiB * 2 ** 20;
    this.#memoryBytes = limits.memoryMiB * 2 ** 20;
    const armed = zygote.arm(id, { hostPid, diskBytes, memoryBytes: this.#memoryBytes });
    armed.catch(ignore);
    if (inputBytes > roomAtBirth) await armed;
    const cancel = (): void => this.kill();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      if (folders.tmp !== null) await copyInputs({ inputs, exchange }, folders.work);
      await this.place(folders.tmp === null ? files : []);
      await armed;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Has the locked process make the inputs, so that they are its own, and fills them. Resolves when they are there or nobody is left to take them. */
  async place(files: InputFile[]): Promise<void> {
    const { kernelEnd } = this.#birth;
    const placed = this.#place(files).catch(() => this.kill());
    await Promise.race([placed, kernelEnd.catch(ignore)]);
  }

  /** The program's own word that it is done comes some milliseconds before the kernel has freed its memory; without one the kernel's counts. */
  get ended(): LockedProcess['ended'] {
    this.#ended ??= this.#waitForEnd();
    return this.#ended;
  }

  /** Sends the program to the process, which has its inputs by then. */
  send(request: object): void {
    writeFrame(this.#birth.channels.control, request);
  }

  /** What the first process of the same zygote tried in vain, operation by operation. */
  get canary(): Canary | null {
    return this.zygote.canary;
  }

  get zygote(): Zygote {
    return this.#birth.zygote;
  }

  kill(): void {
    if (!this.#isKilled && this.isAlive) this.#birth.zygote.kill(this.#birth.id);
    this.#isKilled = true;
  }

  /** Looks only where something may be found: a program that says what it took has to wait for nobody if that was little. */
  async finish(): Promise<EndReport['exceeded']> {
    const { zygote, id, kernelEnd } = this.#birth;
    if (zygote.tier === 'A' && this.#claimedBytes <= this.#memoryBytes) {
      this.kill();
      return null;
    }
    // Where the process is gone before the look, the kernel's word on its end tells what the watch knew.
    const lastWord = kernelEnd.then(({ exceeded }) => exceeded);
    return await Promise.race([zygote.finish(id), lastWord]).catch(() => null);
  }

  /** Ends the process if it still lives and frees its folder as soon as the kernel says it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { zygote, id, channels, folders, kernelEnd } = this.#birth;
    this.kill();
    for (const socket of Object.values(channels)) socket.destroy();
    if (folders.tmp === null) void kernelEnd.then(() => zygote.free(id), ignore);
    else {
      await kernelEnd.catch(ignore);
      // What this process can't remove, the zygote does: names that are too long together, folders closed to all.
      const folder = path.dirname(folders.work);
      await removeTree(folder).catch(ignore);
      zygote.free(id);
      await isGone(folder);
    }
  }

  async #place(files: InputFile[]): Promise<void> {
    const { channels, control, folders } = this.#birth;
    const { sent, copied } = partFiles(files, folders.work);
    channels.control.cork(); // what is small leaves with its announcement
    process.nextTick(() => channels.control.uncork());
    const announce = ({ name, size, mtimeNs }: InputFile) => ({ name, size, mtimeNs });
    writeFrame(channels.control, { inputs: sent.map(announce), empty: copied.map(({ name }) => name) });
    await sendFiles(sent, channels.control);
    if (copied.length === 0) return;
    madeSchema.parse(await control.next());
    await fillFiles(copied, folders.work);
  }

  #attestLimits(own: Layer | undefined): void {
    const { rlimits, ...others } = this.isolation.layers;
    if (!own || !rlimits) return;
    const together = { active: rlimits.active && own.active, detail: `${rlimits.detail}, ${own.detail}` };
    this.isolation = { ...this.isolation, layers: { ...others, rlimits: together } };
  }

  async #waitForEnd() {
    const { control, kernelEnd } = this.#birth;
    const limited = limitedSchema.safeParse(await control.next());
    this.hasStarted = limited.success;
    if (limited.success) this.#attestLimits(limited.data.layers.rlimits);
    const lastWord = limited.success ? await control.next() : null;
    const word = outcomeSchema.safeParse(lastWord);
    if (!word.success) return { report: await kernelEnd, lastWord };
    const { exitCode, cpuSeconds, peakBytes } = word.data;
    this.#claimedBytes = peakBytes;
    const report = { type: 'ended' as const, exitCode, signal: null, cpuSeconds, peakBytes, exceeded: null };
    return { report, lastWord };
  }
}

/** Adds whom the host runs the process as, which the kernel tells and not the process, and what to do where that is still root. */
function nameUser(isolation: Isolation, { hostPid, python }: { hostPid: number; python: string }): Isolation {
  const { capabilities } = isolation.layers;
  const user = statSync(`/proc/${hostPid}`, { throwIfNoEntry: false })?.uid;
  if (!capabilities || user === undefined) return isolation;
  const wanted = sandboxUser();
  const advice = `user ${wanted} can't read the interpreter ${python.slice(0, 120)} or this package: let every user read both; XDG_CACHE_HOME=/var/cache has the former built elsewhere`;
  const isRoot = wanted !== null && wanted !== user;
  const detail = `${capabilities.detail}, user ${user}${isRoot ? `, as ${advice}` : ''}`;
  return { ...isolation, layers: { ...isolation.layers, capabilities: { ...capabilities, detail } } };
}

/** Waits ten seconds at most, for a busy machine: a folder that stays is swept when the pool's process has ended. */
async function isGone(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 500 && (await stat(folder).catch(ignore)); attempt += 1)
    await setTimeout(20);
}

function ignore(): void {}

function diedEarly(): never {
  throw new CoderError('A forked process died before it was locked.', { code: 'isolation-missing' });
}
