import type { PyodideExecution } from '../../../../src/contracts/pyodide.ts';
import { Interpreter } from '../../../../src/sandbox/pyodide/interpreter.ts';
import { runInGuest } from '../../../../src/sandbox/pyodide/run-in-guest.ts';
import { WorkspaceFiles } from '../../../../src/sandbox/pyodide/workspace-files.ts';
import { pyodideHost } from '../../../helpers/pyodide-host.ts';

const limits = { timeoutMs: 30_000, memoryMiB: 1_024, outputChars: 10_000 };

export interface TestInterpreter extends AsyncDisposable {
  run(code: string, files: ReadonlyMap<string, Uint8Array>): Promise<PyodideExecution>;
}

/** One contained interpreter in which wheels are looked for, as a runtime starts it. */
export async function openInterpreter(): Promise<TestInterpreter> {
  const host = pyodideHost();
  const { guest, files: known } = await Interpreter.start(host, limits.memoryMiB);
  return {
    run: async (code, files) => {
      const given = new WorkspaceFiles();
      for (const [name, bytes] of files) await given.write(name, bytes);
      await given.bringTo(guest, known);
      return (await runInGuest(guest, code, { limits })).execution;
    },
    async [Symbol.asyncDispose]() {
      await guest.terminate();
      await host.dispose();
    },
  };
}
