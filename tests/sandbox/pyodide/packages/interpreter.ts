import { loadPyodide } from 'pyodide';
import type { PyodideExecution } from '../../../../src/contracts/pyodide.ts';

/** Pyodide itself, for the installer alone: nothing but our code and micropip runs in it. */
export async function openInterpreter() {
  const pyodide = await loadPyodide();
  pyodide.FS.mkdirTree('/find');
  pyodide.FS.chdir('/find');
  return {
    pyodide,
    run: async (code: string, files: ReadonlyMap<string, Uint8Array>): Promise<PyodideExecution> => {
      for (const [name, bytes] of files) pyodide.FS.writeFile(name, bytes);
      const base = { stdout: '', stderr: '', truncated: false, executionMs: 0, leftBehind: [] };
      try {
        pyodide.globals.set('value', pyodide.runPython(code));
        const result = JSON.parse(pyodide.runPython('__import__("json").dumps(value)'));
        return { status: 'succeeded', result, error: null, ...base };
      } catch (error) {
        return {
          status: 'failed',
          result: null,
          error: {
            type: (error as { type: string }).type,
            message: String(error),
            traceback: null,
            line: null,
          },
          ...base,
        };
      }
    },
  };
}
