import type {
  PyodideEvents,
  PyodideExecuteOptions,
  PyodideExecution,
  PyodideHost,
  PyodideLimits,
  PyodidePackage,
  PyodidePackages,
  PyodideRuntime,
  PyodideState,
  PyodideWheel,
  PyodideWorkspace,
  WorkspaceSync,
} from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { orCancelled } from '../../filesystem/or-cancelled.ts';
import { findWheels } from './find-wheels.ts';
import { Interpreter } from './interpreter.ts';
import { Listeners } from './listeners.ts';
import { normalName } from './normal-name.ts';
import { runInGuest } from './run-in-guest.ts';
import { TurnTaker } from './turn-taker.ts';
import { WorkspaceFiles } from './workspace-files.ts';

export interface PyodideRuntimeOptions {
  host: PyodideHost;
  limits?: Partial<PyodideLimits> | undefined;
  /** Where packages come from; without it none can be installed. */
  packages?: PyodidePackages | undefined;
  /** What `syncWorkspace` keeps the files of the interpreter the same as; without it there is nothing to sync with. */
  workspace?: PyodideWorkspace | undefined;
}

const usualLimits: PyodideLimits = { timeoutMs: 30_000, memoryMiB: 1_024, outputChars: 200_000 };

/** Pyodide over any host. Every execution has an interpreter of its own, started ahead, unless it keeps its state. */
export function createPyodideRuntime(options: PyodideRuntimeOptions): PyodideRuntime {
  return new Runtime(options);
}

class Runtime implements PyodideRuntime {
  readonly #host: PyodideHost;
  readonly #options: PyodideRuntimeOptions;
  readonly #limits: PyodideLimits;
  readonly #turns = new TurnTaker();
  readonly #workspace = new WorkspaceFiles();
  readonly #listeners = new Listeners<PyodideEvents>();
  #wheels: PyodideWheel[] = [];
  /** Untouched by any program, for the next execution. */
  #fresh: Promise<Interpreter> | null = null;
  /** The one of executions that keep their state. */
  #kept: Interpreter | null = null;
  #state: PyodideState = {
    status: 'cold',
    problem: null,
    host: null,
    versions: null,
    packages: [],
    startMs: null,
  };

  constructor(options: PyodideRuntimeOptions) {
    this.#host = options.host;
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
  }

  async init({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    await orCancelled(this.#prepared(), signal);
  }

  isReady(): boolean {
    return this.#state.status === 'ready' || this.#state.status === 'busy';
  }

  getState(): PyodideState {
    return { ...this.#state, packages: [...this.#state.packages] };
  }

  async execute(code: string, options: PyodideExecuteOptions = {}): Promise<PyodideExecution> {
    return await this.#inTurn(options.signal, async () => {
      const interpreter = await this.#take(options.keepState === true);
      await interpreter.equip(this.#wheels, this.#workspace);
      const limits = { ...this.#limits, ...options.limits };
      const { execution, isAlive } = await runInGuest(interpreter.guest, code, { ...options, limits });
      const leftBehind = isAlive ? await this.#takeFiles(interpreter) : [];
      await this.#putBack(interpreter, { isAlive, keepState: options.keepState === true });
      const ended = { ...execution, leftBehind };
      this.#listeners.tell('execution', ended);
      return ended;
    });
  }

  async installPackage(
    requirement: string,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<PyodidePackage[]> {
    const { packages } = this.#options;
    if (packages === undefined)
      throw new CoderError('This runtime was made without a source of packages, so none can be installed.', {
        code: 'input-invalid',
      });
    return await this.#inTurn(signal, async () => {
      const [host, limits, installed] = [this.#host, this.#limits, this.#state.packages];
      const found = await findWheels(packages, requirement, { host, limits, installed, signal });
      const replaced = new Set(found.map(({ name }) => normalName(name)));
      this.#wheels = [...this.#wheels.filter(({ name }) => !replaced.has(normalName(name))), ...found];
      this.#dropFresh();
      await this.#prepared();
      return found.map(({ name, version, source }) => ({ name, version, source }));
    });
  }

  async listPackages(): Promise<PyodidePackage[]> {
    await this.#inTurn(undefined, async () => void (await this.#prepared()));
    return this.getState().packages;
  }

  async syncWorkspace(
    options: { signal?: AbortSignal | undefined; paths?: readonly string[] | undefined } = {},
  ): Promise<WorkspaceSync> {
    const { workspace } = this.#options;
    if (workspace === undefined)
      throw new CoderError('This runtime was made without a workspace to sync with.', {
        code: 'input-invalid',
      });
    return await this.#inTurn(options.signal, () => workspace.sync(this.#workspace, options));
  }

  async reset(): Promise<void> {
    await this.#inTurn(undefined, async () => {
      await this.#endAll();
      this.#wheels = [];
      this.#workspace.clear();
      await this.#prepared();
    });
  }

  async dispose(): Promise<void> {
    if (this.#state.status === 'closed') return;
    this.#become({ status: 'closed', problem: null });
    this.#turns.close();
    await this.#endAll();
    await this.#host.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  on<Name extends keyof PyodideEvents>(
    name: Name,
    listener: (event: PyodideEvents[Name]) => void,
  ): () => void {
    return this.#listeners.add(name, listener);
  }

  async #inTurn<Value>(signal: AbortSignal | undefined, work: () => Promise<Value>): Promise<Value> {
    return await this.#turns.take(signal, async () => {
      if (this.#kept === null) await this.#prepared();
      this.#become({ status: 'busy' });
      try {
        return await work();
      } finally {
        if (this.#state.status === 'busy') this.#become({ status: 'ready' });
      }
    });
  }

  /** The interpreter for the next execution, started where there is none. */
  #prepared(): Promise<Interpreter> {
    if (this.#state.status === 'closed')
      return Promise.reject(new CoderError('This Python was disposed.', { code: 'cancelled' }));
    this.#fresh ??= this.#start();
    return this.#fresh;
  }

  async #start(): Promise<Interpreter> {
    if (!this.isReady()) this.#become({ status: 'starting', problem: null });
    const startedAt = performance.now();
    try {
      const interpreter = await Interpreter.start(this.#host, this.#limits.memoryMiB);
      await interpreter.equip(this.#wheels, this.#workspace);
      const packages = await interpreter.packages();
      const { kind: host } = this.#host;
      const { versions } = interpreter.guest;
      const status = this.#state.status === 'busy' ? 'busy' : 'ready';
      if (this.#state.status === 'closed') await interpreter.end();
      else
        this.#become({
          status,
          problem: null,
          host,
          versions,
          packages,
          startMs: performance.now() - startedAt,
        });
      return interpreter;
    } catch (error) {
      this.#fresh = null;
      if (this.#state.status !== 'closed')
        this.#become({ status: 'failed', problem: (error as Error).message });
      throw error;
    }
  }

  async #take(keepState: boolean): Promise<Interpreter> {
    if (keepState && this.#kept !== null) return this.#kept;
    const interpreter = await this.#prepared();
    this.#fresh = null;
    if (keepState) this.#kept = interpreter;
    return interpreter;
  }

  async #takeFiles({ guest, files }: Interpreter): Promise<string[]> {
    try {
      return await this.#workspace.takeFrom(guest, files);
    } catch (error) {
      return [`The files of the workspace could not be read: ${(error as Error).message}`];
    }
  }

  /** The next one is started while nobody waits for it. */
  async #putBack(
    interpreter: Interpreter,
    { isAlive, keepState }: { isAlive: boolean; keepState: boolean },
  ): Promise<void> {
    if (!isAlive || !keepState) await interpreter.end();
    if (!isAlive && this.#kept === interpreter) this.#kept = null;
    if (this.#state.status !== 'closed') this.#prepared().catch(() => undefined);
  }

  #dropFresh(): void {
    void this.#fresh?.then((interpreter) => interpreter.end()).catch(() => undefined);
    this.#fresh = null;
  }

  async #endAll(): Promise<void> {
    const [fresh, kept] = [this.#fresh, this.#kept];
    this.#fresh = this.#kept = null;
    await kept?.end();
    await fresh?.then((interpreter) => interpreter.end()).catch(() => undefined);
  }

  #become(change: Partial<PyodideState>): void {
    this.#state = { ...this.#state, ...change };
    this.#listeners.tell('state', this.getState());
  }
}
