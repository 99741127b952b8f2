import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
let runs = 0;

/** One run through our runtime, until nothing of it is left; tells whether it finished. */
export async function runOurs(runtime, { folder, csv, code }) {
  runs += 1;
  const runDir = path.join(folder, `run-${runs}`);
  try {
    const outcome = await runtime.run({
      code,
      origin: 'untrusted',
      inputs: [{ name: 'sales.csv', path: csv }],
      limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 16, diskMiB: 256 },
      runDir,
    });
    return outcome.status === 'finished';
  } catch {
    return false;
  } finally {
    await rm(runDir, { recursive: true, force: true });
  }
}

/** The same by hand: a folder, the file, the script, plain python3, no folder. */
export async function runPlain(python, { folder, csv, code }) {
  const work = await mkdtemp(path.join(folder, 'plain-'));
  await copyFile(csv, path.join(work, 'sales.csv'));
  await writeFile(path.join(work, 'script.py'), code);
  try {
    await run(python, ['script.py'], { cwd: work });
    return true;
  } catch {
    return false;
  } finally {
    await rm(work, { recursive: true });
  }
}
