import type { PyodideGuest, PyodideHost, PyodidePackage, PyodideWheel } from '../../contracts/pyodide.ts';
import { askGuest } from './ask-guest.ts';
import { normalName } from './normal-name.ts';
import { doneSchema, packagesSchema } from './protocol.ts';
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

  /** What is installed in it. */
  async packages(): Promise<PyodidePackage[]> {
    const listed = await askGuest(this.guest, { do: 'packages' }, { schema: packagesSchema });
    const sources = new Map([...this.#unpacked].map(({ name, source }) => [normalName(name), source]));
    return listed.map((one) => ({ ...one, source: sources.get(normalName(one.name)) ?? 'distribution' }));
  }

  end(): Promise<void> {
    return this.guest.terminate();
  }
}
