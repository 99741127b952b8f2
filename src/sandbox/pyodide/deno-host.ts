import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../config/load-config.ts';
import { packageRoot } from '../../config/package-root.ts';
import type { PyodideGuest, PyodideHost, PyodideStart } from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { findDeno, findPyodide } from './find-pyodide.ts';
import { GuestChannel } from './guest-channel.ts';
import { startedSchema } from './protocol.ts';
import { SnapshotStore } from './snapshot-store.ts';
import { stdioCell } from './stdio-cell.ts';

const guestFolder = fileURLToPath(new URL('./guest', import.meta.url));
const main = path.join(guestFolder, `deno-main${path.extname(fileURLToPath(import.meta.url))}`);
const helper = path.join(packageRoot, 'src/python/pyodide_guest/guest.py');
const pagesPerMiB = 16;
/** What Deno takes beside the memory of Python, with room for what a host passes through it. */
const aroundMiB = 2_048;

/** Each interpreter in a process of Deno that may read Pyodide's files and do nothing else: no other file, variable, program or address. */
export class DenoHost implements PyodideHost {
  readonly kind = 'deno';
  readonly #pyodide: string;
  readonly #deno: string;
  readonly #snapshots: SnapshotStore;
  readonly #children = new Set<ChildProcessWithoutNullStreams>();

  /** Throws `python-missing` or `isolation-missing` where a package is not there. */
  constructor({ cacheDir = loadConfig().cacheDir }: { cacheDir?: string } = {}) {
    this.#pyodide = findPyodide();
    this.#deno = findDeno();
    this.#snapshots = new SnapshotStore({ cacheDir, pyodide: this.#pyodide });
  }

  async start({ memoryMiB, signal }: PyodideStart): Promise<PyodideGuest> {
    throwIfCancelled(signal);
    const snapshot = await this.#snapshots.find();
    if (snapshot === null) return await this.#load(memoryMiB, null);
    return await this.#load(memoryMiB, snapshot).catch(async (error) => {
      if (!(error instanceof CoderError) || error.code !== 'lost') throw error;
      await this.#snapshots.drop(); // it may be what is at fault
      return await this.#load(memoryMiB, null);
    });
  }

  async dispose(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
  }

  async #load(memoryMiB: number, snapshot: string | null): Promise<PyodideGuest> {
    const source = await readFile(helper, 'utf8');
    const { cell, channel, child, gone } = this.#spawn(memoryMiB, snapshot);
    const start = { pyodide: this.#pyodide, snapshot, source };
    const started = startedSchema.safeParse(await channel.ask({ start })).data;
    if (started === undefined) {
      cell.close();
      throw new CoderError('Deno did not load Pyodide.', { code: 'lost' });
    }
    const { snapshot: made, ...versions } = started;
    if (made !== null) await this.#snapshots.keep(Buffer.from(made, 'base64'));
    return {
      versions,
      ask: (request, options) => channel.ask(request, options),
      interrupt: () => child.stdin.write('{"interrupt":true}\n'),
      terminate: async () => {
        cell.close();
        await gone;
      },
    };
  }

  #spawn(memoryMiB: number, snapshot: string | null) {
    const readable = [this.#pyodide, guestFolder, ...(snapshot === null ? [] : [snapshot])];
    const child = spawn(
      ...underLimit(memoryMiB, this.#deno, [
        ...[
          'run',
          '--quiet',
          '--no-prompt',
          '--no-remote',
          '--no-npm',
          '--no-config',
          '--no-lock',
          '--cached-only',
        ],
        `--allow-read=${readable.join(',')}`,
        `--v8-flags=--wasm-max-mem-pages=${Math.floor(memoryMiB * pagesPerMiB)}`,
        main,
      ]),
      { env: { NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' }, cwd: this.#pyodide, stdio: 'pipe' },
    );
    this.#children.add(child);
    const gone = new Promise<void>((resolve) => {
      child.once('close', () => {
        this.#children.delete(child);
        resolve();
      });
    });
    const cell = stdioCell(child);
    return { cell, child, gone, channel: new GuestChannel(cell) };
  }
}

/** V8 limits the memory of Python alone; on Linux the kernel limits with it what JavaScript around it takes. */
function underLimit(memoryMiB: number, program: string, args: string[]): [string, string[]] {
  if (process.platform !== 'linux') return [program, args];
  const kibibytes = (memoryMiB + aroundMiB) * 1_024;
  return ['/bin/sh', ['-c', `ulimit -c 0 && ulimit -d ${kibibytes} && exec "$0" "$@"`, program, ...args]];
}
