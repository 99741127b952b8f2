import { type ChildProcess, spawn } from 'node:child_process';
import { chown } from 'node:fs/promises';
import path from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { packageRoot } from '../../config/package-root.ts';
import type { Canary } from '../../contracts/isolation.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { FrameReader, writeFrame } from '../frames.ts';
import { isolatedStart } from '../isolated-start.ts';
import type { EndReport } from '../launcher-frames.ts';
import { libraryFiles } from '../library-files.ts';
import { sandboxUser } from '../sandbox-user.ts';
import { requirePipes, spawned } from '../spawned.ts';
import { Connections } from './connections.ts';
import { lastText } from './last-text.ts';
import { openPoolFolder, type PoolFolder } from './pool-folder.ts';
import { type Refusal, refuse } from './refusal.ts';
import { type ZygoteEvent, zygoteEventSchema } from './zygote-events.ts';
import type { ZygoteOptions } from './zygote-options.ts';
import { zygoteSpec } from './zygote-spec.ts';

/** Throws `isolation-missing` where a zygote must not serve. */
type Proof = (zygote: Zygote) => Promise<Canary>;

/** What a zygote finds when it starts: a folder, a socket in it, the user it becomes, and what it has to pass. */
interface Place {
  folder: PoolFolder;
  connections: Connections;
  user: number | null;
  prove: Proof;
}

const zygotePath = path.join(packageRoot, 'src/python/zygote.py');
const startTimeoutMs = 60_000;
/** How much of its memory at the start an interpreter may come to hold. */
const mostGrowth = 1.1;

/** A warmed interpreter that forks locked-down processes; disposal ends it and every process that came from it. */
export class Zygote implements AsyncDisposable {
  readonly tier: 'A' | 'B';
  readonly without: ZygoteOptions['without'];
  readonly network: ZygoteOptions['network'];
  /** The path of its interpreter. */
  readonly python: string;
  readonly connections: Connections;
  /** Resolves when it can fork and a canary came back; rejects with `isolation-missing` when it must not serve. */
  readonly ready: Promise<void>;
  /** What its first process tried in vain; null until then, and no program gets a process before. */
  canary: Canary | null = null;
  /** True once the process is gone: nothing can be asked of it any more. */
  hasEnded = false;
  /** True once it holds a tenth more memory than when it became ready: it is time for a new one. */
  hasGrown = false;
  #readyBytes = Number.POSITIVE_INFINITY;
  readonly #folder: PoolFolder;
  readonly #child: ChildProcess;
  readonly #commands: Duplex;
  readonly #events: FrameReader;
  /** Resolves when its process is gone. */
  readonly exited: Promise<void>;
  readonly #ends = new Map<number, { resolve: (end: EndReport) => void; reject: (error: Error) => void }>();
  readonly #looked = new Map<number, (exceeded: EndReport['exceeded']) => void>();
  readonly #armed = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  #pid = 0;
  #lastId = 0;

  /** `prove` has its first process show that the isolation holds, see `sendCanary`. */
  static async start(options: ZygoteOptions, prove: Proof): Promise<Zygote> {
    const { tier, runtimeDir } = options;
    const folder = await openPoolFolder({ runtimeDir, holdsWork: tier === 'B' });
    const connections = new Connections();
    try {
      await connections.listen(folder.socket);
      const user = sandboxUser();
      if (user !== null) await chown(folder.socket, user, user);
      const zygote = new Zygote(options, { folder, connections, user, prove });
      zygote.ready.catch(() => undefined);
      return zygote;
    } catch (error) {
      connections.close();
      await folder[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(options: ZygoteOptions, { folder, connections, user, prove }: Place) {
    this.tier = options.tier;
    this.without = options.without;
    this.network = options.network;
    this.python = options.environment.python;
    this.#folder = folder;
    this.connections = connections;
    const isolated = isolatedStart(options);
    this.#child = spawn(options.environment.python, [...isolated.flags, '-X', 'utf8', '-B', zygotePath], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: isolated.environment,
      cwd: '/',
      detached: true,
    });
    requirePipes(this.#child);
    this.#commands = this.#child.stdio[3] as Duplex;
    this.#events = new FrameReader(this.#commands, {
      maxBytes: 64 * 1024,
      maxWaiting: Number.POSITIVE_INFINITY,
    });
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    });
    void this.exited.then(() => this.#end());
    this.ready = spawned(this.#child, options.environment.python)
      .then(() => this.#start(options, user))
      .then(async () => {
        this.canary = await prove(this);
      });
    for (const handle of [this.#child, this.#commands, this.#child.stderr])
      (handle as { unref?(): void }).unref?.();
  }

  /** A number for the next process, so that its folder can be made before it starts. */
  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Forks a process; its channels arrive through `connections`. Resolves to the kernel's word on its end, rejects when the zygote dies. */
  spawn(id: number, { pretouch }: { pretouch: boolean }): Promise<EndReport> {
    if (this.hasEnded) return Promise.reject(lost());
    const ended = new Promise<EndReport>((resolve, reject) => this.#ends.set(id, { resolve, reject }));
    this.#command({ do: 'spawn', id, pretouch });
    return ended;
  }

  kill(id: number): void {
    this.#command({ do: 'kill', id });
  }

  /** Ends a process that still lives, after a last look at what it holds; resolves to the ceiling it was past, never where it is gone. */
  finish(id: number): Promise<EndReport['exceeded']> {
    const looked = new Promise<EndReport['exceeded']>((resolve) => this.#looked.set(id, resolve));
    this.#command({ do: 'finish', id });
    return looked;
  }

  /** Sets how much a process may keep in its folder and hold in memory; resolves when both are in force, rejects when the zygote dies. */
  arm(id: number, ceilings: { hostPid: number; diskBytes: number; memoryBytes: number }): Promise<void> {
    if (this.hasEnded) return Promise.reject(lost());
    return new Promise((resolve, reject) => {
      this.#armed.set(id, { resolve, reject });
      this.#command({ do: 'arm', id, ...ceilings });
    });
  }

  /** Frees the folder of a process that has ended. */
  free(id: number): void {
    this.#ends.delete(id);
    this.#looked.delete(id);
    this.#command({ do: 'free', id });
  }

  /** Where this process reaches the working and, in tier B, the temporary folder of a forked one. */
  foldersOf(id: number): { work: string; tmp: string | null } {
    if (this.tier === 'A') return { work: `/proc/${this.#pid}/root/slots/${id}`, tmp: null };
    const base = path.join(this.#folder.path, String(id));
    return { work: path.join(base, 'work'), tmp: path.join(base, 'tmp') };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#commands.destroy();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 2_000);
    await this.exited;
    clearTimeout(timer);
    this.#child.stderr?.destroy();
    await this.#folder[Symbol.asyncDispose]();
  }

  async #start(options: ZygoteOptions, user: number | null): Promise<void> {
    const files = options.library ? libraryFiles(options.library) : [];
    writeFrame(this.#commands, zygoteSpec(options, { folder: this.#folder, user, files }));
    for (const { content } of files) this.#commands.write(content);
    await this.#whenReady(options);
    void this.#listen();
  }

  async #whenReady({ tier }: ZygoteOptions): Promise<void> {
    let waited = 'it ended before it could serve';
    const timer = setTimeout(() => {
      waited = `no answer within ${startTimeoutMs / 1000} s`;
      this.#child.kill('SIGKILL');
    }, startTimeoutMs);
    const stderr = lastText(this.#child.stderr as Readable);
    let kind: Refusal['kind'] = 'isolation';
    try {
      for (;;) {
        const event = zygoteEventSchema.safeParse(await this.#events.next()).data;
        if (event?.type === 'started') this.#pid = event.pid;
        else if (event?.type === 'importing') kind = 'library';
        else if (event?.type === 'refused') refuse(tier, event);
        else if (event?.type === 'ready') {
          this.#readyBytes = event.rssBytes;
          return;
        } else refuse(tier, { kind, detail: await this.exited.then(() => stderr() || waited) });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async #listen(): Promise<void> {
    for (let frame = await this.#events.next(); frame !== null; frame = await this.#events.next()) {
      const event = zygoteEventSchema.safeParse(frame);
      if (event.success) this.#hear(event.data);
    }
  }

  #hear(event: ZygoteEvent): void {
    if (event.type === 'ended') {
      this.#ends.get(event.id)?.resolve(event);
      this.hasGrown ||= (event.zygoteBytes ?? 0) > this.#readyBytes * mostGrowth;
    }
    if (event.type === 'looked') this.#looked.get(event.id)?.(event.exceeded);
    if (event.type === 'armed') {
      this.#armed.get(event.id)?.resolve();
      this.#armed.delete(event.id);
    }
  }

  #command(command: object): void {
    if (!this.hasEnded) writeFrame(this.#commands, command);
  }

  #end(): void {
    this.hasEnded = true;
    this.connections.close();
    for (const end of this.#ends.values()) end.reject(lost());
    for (const armed of this.#armed.values()) armed.reject(lost());
  }
}

function lost(): CoderError {
  return new CoderError('The warm interpreter was killed from outside, and the run is lost. Run it again.', {
    code: 'lost',
  });
}
