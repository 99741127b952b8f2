import type { PyodideGuest, PyodideHost, PyodideWheel } from '../../contracts/pyodide.ts';
import { askGuest } from './ask-guest.ts';
import { doneSchema } from './protocol.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** One contained interpreter with the packages and files it was given. */
export class Interpreter {
  readonly guest: PyodideGuest;
  /** Hashes of the files that it is known to have. */
  readonly files = new Map<string, string>();
  readonly #unpacked = new Set<PyodideWheel>();

  static async start(host: PyodideHost, memoryMiB: number): Promise<Interpreter> {
    return new Interpreter(await host.start({ memoryMiB }));
  }

  private constructor(guest: PyodideGuest) {
    this.guest = guest;
  }

  /** Has the packages and files in it that it lacks. */
  async equip(wheels: readonly PyodideWheel[], workspace: WorkspaceFiles): Promise<void> {
    const missing = wheels.filter((wheel) => !this.#unpacked.has(wheel));
    for (const wheel of missing) {
      const { fileName, bytes } = wheel;
      await askGuest(this.guest, { do: 'unpack', wheels: [{ fileName, bytes }] }, { schema: doneSchema });
      this.#unpacked.add(wheel);
    }
    await workspace.bringTo(this.guest, this.files);
  }

  end(): Promise<void> {
    return this.guest.terminate();
  }
}
