import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Isolation } from '../../contracts/isolation.ts';
import type { Program } from '../../contracts/program-run.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { checkAttestation } from '../check-attestation.ts';
import { copyInputs } from '../copy-inputs.ts';
import { FrameReader, writeFrame } from '../frames.ts';
import { type EndReport, limitedSchema, outcomeSchema } from '../launcher-frames.ts';
import type { LockedProcess } from '../locked-process.ts';
import type { Channels } from './connections.ts';
import type { Zygote } from './zygote.ts';

type Layer = NonNullable<Isolation['layers']['rlimits']>;

/** What a locked process says of itself beside its layers, before it has received any code. */
const bornSchema = z.object({ hostPid: z.number().int().positive() });

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
export class Spare implements LockedProcess {
  isolation: Isolation;
  readonly stdout: Channels['stdout'];
  readonly stderr: Channels['stderr'];
  readonly workFolder: string;
  /** False once the process is gone while nobody used it. */
  isAlive = true;
  readonly #birth: Birth;
  #ended: LockedProcess['ended'] | null = null;
  #inputs: { name: string; path: string; size: number; mtimeNs: number }[] = [];

  /** Has the zygote fork a process and waits until it is locked; throws `isolation-missing` when it attests too little. */
  static async fork(zygote: Zygote, options: { pretouch: boolean }): Promise<Spare> {
    const id = zygote.newId();
    const folders = zygote.foldersOf(id);
    if (folders.tmp !== null) {
      await mkdir(folders.work, { recursive: true, mode: 0o700 });
      await mkdir(path.join(folders.tmp, 'matplotlib'), { recursive: true, mode: 0o700 });
    }
    const arriving = zygote.connections.channelsOf(id);
    const kernelEnd = zygote.spawn(id, options);
    kernelEnd.catch(() => undefined);
    try {
      const channels = await Promise.race([arriving, kernelEnd.then(diedEarly)]);
      const control = new FrameReader(channels.control, { maxBytes: 64 * 1024 });
      const frame = await control.next();
      const isolation = checkAttestation(frame, zygote);
      const { hostPid } = bornSchema.parse(frame);
      return new Spare({ zygote, id, hostPid, channels, control, isolation, folders, kernelEnd });
    } catch (error) {
      zygote.connections.forget(id);
      zygote.kill(id);
      void kernelEnd.then(
        () => zygote.free(id),
        () => undefined,
      );
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

  /** Says which files the program finds and how much it may keep and hold; both ceilings are in force before it starts. */
  async expect({ inputs, limits }: Program): Promise<void> {
    this.#inputs = await Promise.all(
      inputs.map(async ({ name, path }) => {
        const { size, mtimeMs } = await stat(path);
        return { name, path, size, mtimeNs: Math.round(mtimeMs * 1e6) };
      }),
    );
    const { zygote, id, hostPid, folders } = this.#birth;
    const inputBytes = this.#inputs.reduce((sum, input) => sum + input.size, 0);
    await zygote.arm(id, {
      hostPid,
      diskBytes: inputBytes + limits.diskMiB * 2 ** 20,
      memoryBytes: limits.memoryMiB * 2 ** 20,
    });
    if (folders.tmp !== null) {
      await copyInputs(inputs, folders.work);
      this.#inputs = [];
    }
  }

  /** The program's own word that it is done comes some milliseconds before the kernel has freed its memory; without one the kernel's counts. */
  get ended(): LockedProcess['ended'] {
    this.#ended ??= this.#waitForEnd();
    return this.#ended;
  }

  /** Sends the program, then the bytes of its inputs; the locked process writes them itself, so no other user's rights are needed. */
  send(request: object): void {
    const { control } = this.#birth.channels;
    const inputs = this.#inputs.map(({ name, size, mtimeNs }) => ({ name, size, mtimeNs }));
    writeFrame(control, { ...request, inputs });
    void this.#sendInputs().catch(() => this.kill());
  }

  kill(): void {
    this.#birth.zygote.kill(this.#birth.id);
  }

  /** Ends the process if it still lives and frees its folder as soon as the kernel says it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { zygote, id, channels, folders, kernelEnd } = this.#birth;
    if (this.isAlive) zygote.kill(id);
    for (const socket of Object.values(channels)) socket.destroy();
    const gone = kernelEnd.then(
      () => zygote.free(id),
      () => undefined,
    );
    if (folders.tmp === null) return;
    await gone;
    await rm(path.dirname(folders.work), { recursive: true, force: true });
  }

  async #sendInputs(): Promise<void> {
    const { control } = this.#birth.channels;
    for (const { path, size } of this.#inputs) {
      if (size === 0) continue;
      for await (const chunk of createReadStream(path, { end: size - 1, highWaterMark: 1 << 18 })) {
        if (!control.write(chunk)) await once(control, 'drain');
      }
    }
  }

  #attestLimits(own: Layer | undefined): void {
    const { rlimits, ...others } = this.isolation.layers;
    if (!own || !rlimits) return;
    const together = { active: rlimits.active && own.active, detail: `${rlimits.detail}, ${own.detail}` };
    this.isolation = { tier: this.isolation.tier, layers: { ...others, rlimits: together } };
  }

  async #waitForEnd() {
    const { control, kernelEnd } = this.#birth;
    const limited = limitedSchema.safeParse(await control.next());
    if (limited.success) this.#attestLimits(limited.data.layers.rlimits);
    const lastWord = limited.success ? await control.next() : null;
    const word = outcomeSchema.safeParse(lastWord);
    if (!word.success) return { report: await kernelEnd, lastWord };
    const { exitCode, cpuSeconds, peakBytes } = word.data;
    return { report: { type: 'ended' as const, exitCode, signal: null, cpuSeconds, peakBytes }, lastWord };
  }
}

function diedEarly(): never {
  throw new CoderError('A forked process died before it was locked.', { code: 'isolation-missing' });
}
