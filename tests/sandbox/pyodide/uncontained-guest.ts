import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../../src/config/package-root.ts';
import { findDeno, findPyodide } from '../../../src/sandbox/pyodide/find-pyodide.ts';
import { GuestChannel } from '../../../src/sandbox/pyodide/guest-channel.ts';
import { stdioCell } from '../../../src/sandbox/pyodide/stdio-cell.ts';

/** The guest of the Deno host with every permission and the whole environment: what an attack does where nothing stops it. */
export async function startUncontained() {
  const main = path.join(packageRoot, 'src/sandbox/pyodide/guest/deno-main.ts');
  const child = spawn(findDeno(), ['run', '--quiet', '--no-config', '--no-check', '--allow-all', main], {
    stdio: 'pipe',
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const cell = stdioCell(child);
  const channel = new GuestChannel(cell);
  const source = await readFile(path.join(packageRoot, 'src/python/pyodide_guest/guest.py'), 'utf8');
  const start = { pyodide: findPyodide(), snapshot: null, source };
  await channel.ask({ start });
  return {
    ask: (request: object) => channel.ask(request),
    terminate: async () => {
      cell.close();
      await gone;
    },
  };
}
