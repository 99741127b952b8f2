import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CoderError } from '../../errors/coder-error.ts';

const require = createRequire(import.meta.url);
const advice = 'npm install pyodide deno';

/** The folder with Pyodide's files. Throws `python-missing` where the package is not installed. */
export function findPyodide(): string {
  try {
    return path.dirname(require.resolve('pyodide/pyodide.mjs'));
  } catch (cause) {
    throw new CoderError(`Pyodide is not installed here: ${advice}`, { code: 'python-missing', cause });
  }
}

/** The program of Deno, from its package. Throws `isolation-missing` where there is none for this system. */
export function findDeno(): string {
  try {
    const around = createRequire(require.resolve('deno/package.json'));
    const name = process.platform === 'win32' ? 'deno.exe' : 'deno';
    for (const system of systems()) {
      const program = programIn(around, system, name);
      if (program !== null) return program;
    }
    throw new Error(`no package @deno/${systems().join(' or @deno/')}`);
  } catch (cause) {
    throw new CoderError(`Nothing can hold Pyodide here, for which Deno is needed: ${advice}`, {
      code: 'isolation-missing',
      cause,
    });
  }
}

function systems(): string[] {
  const system = `${process.platform}-${process.arch}`;
  return process.platform === 'linux' ? [`${system}-glibc`] : [system];
}

function programIn(around: NodeJS.Require, system: string, name: string): string | null {
  try {
    const program = path.join(path.dirname(around.resolve(`@deno/${system}/package.json`)), name);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}
