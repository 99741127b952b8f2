import type { PyodideGuest, PyodideHost, PyodideStart } from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { Cell } from '../../sandbox/pyodide/cell.ts';
import { GuestChannel } from '../../sandbox/pyodide/guest-channel.ts';
import { startedSchema } from '../../sandbox/pyodide/protocol.ts';
import { text as workerSource } from '../worker/main.ts?bundled';
import { capMemory } from './cap-memory.ts';
import { openCell } from './open-cell.ts';
import { fetchPyodide, type PyodideFiles } from './pyodide-files.ts';

export interface WebWorkerHostOptions {
  /** The folder with Pyodide's files. */
  pyodideUrl: URL;
  /** Where the page serves the document of the frame; null for one from memory. */
  frameUrl: URL | null;
}

/** Holds each interpreter in a worker of its own frame, which reaches neither the page nor a network; Pyodide is fetched once, by the page. */
export class WebWorkerHost implements PyodideHost {
  readonly kind = 'web-worker';
  readonly #options: WebWorkerHostOptions;
  readonly #cells = new Set<Cell>();
  #files: PyodideFiles | null = null;
  /** Of the first interpreter before any program ran in it; all others start from it. */
  #snapshot: Uint8Array | null = null;

  constructor(options: WebWorkerHostOptions) {
    this.#options = options;
  }

  async start({ memoryMiB, signal }: PyodideStart): Promise<PyodideGuest> {
    const starting = new AbortController();
    const abort = () => starting.abort();
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    try {
      return await this.#start(memoryMiB, starting.signal);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async dispose(): Promise<void> {
    for (const cell of [...this.#cells]) cell.close();
    this.#files = this.#snapshot = null;
  }

  /** The signal counts while it starts, and not for what runs in it later. */
  async #start(memoryMiB: number, signal: AbortSignal): Promise<PyodideGuest> {
    this.#files ??= await fetchPyodide(this.#options.pyodideUrl, signal);
    const wasm = capMemory(this.#files['pyodide.asm.wasm'], memoryMiB);
    const files = { ...this.#files, 'pyodide.asm.wasm': wasm };
    const cell = await openCell({ source: workerSource, frameUrl: this.#options.frameUrl, signal });
    this.#cells.add(cell);
    cell.gone.addEventListener('abort', () => this.#cells.delete(cell));
    const channel = new GuestChannel(cell);
    const started = startedSchema.safeParse(
      await channel.ask({ start: { files, snapshot: this.#snapshot } }),
    ).data;
    if (started === undefined) {
      cell.close();
      throw new CoderError('The worker did not load Pyodide.', { code: 'lost' });
    }
    const { snapshot, ...versions } = started;
    if (snapshot !== null) this.#snapshot = bytesOf(snapshot);
    return {
      versions,
      ask: (request, options) => channel.ask(request, options),
      interrupt: () => {}, // needs memory shared with the worker, which a frame with an origin of its own is not given
      terminate: async () => cell.close(),
    };
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
