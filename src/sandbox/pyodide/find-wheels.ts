import type {
  PyodideHost,
  PyodideLimits,
  PyodidePackage,
  PyodidePackages,
  PyodideWheel,
} from '../../contracts/pyodide.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { Interpreter } from './interpreter.ts';
import { runInGuest } from './run-in-guest.ts';
import { WorkspaceFiles } from './workspace-files.ts';

interface Surroundings {
  host: PyodideHost;
  limits: PyodideLimits;
  installed: readonly PyodidePackage[];
  signal: AbortSignal | undefined;
}

/** Asks a source of packages, which may use an interpreter that no program has been in and that ends with this. */
export async function findWheels(
  packages: PyodidePackages,
  requirement: string,
  { host, limits, installed, signal }: Surroundings,
): Promise<PyodideWheel[]> {
  const given = new WorkspaceFiles();
  const opened: Interpreter[] = [];
  const interpreter = async (): Promise<Interpreter> => {
    const [known] = opened;
    if (known !== undefined) return known;
    const started = await Interpreter.start(host, limits.memoryMiB);
    opened.push(started);
    return started;
  };
  try {
    const run = async (code: string, files: ReadonlyMap<string, Uint8Array>) => {
      const { guest, files: known } = await interpreter();
      for (const [name, bytes] of files) await given.write(name, bytes);
      await given.bringTo(guest, known);
      return (await runInGuest(guest, code, { limits, signal })).execution;
    };
    const found = await packages.find(requirement, { installed, run, signal });
    throwIfCancelled(signal);
    return found;
  } finally {
    for (const one of opened) await one.end();
  }
}
