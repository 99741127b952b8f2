import path from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../src/config/package-root.ts';

/** Many times what it takes to start Node and to read a megabyte, and no match for work that grows with the square of the text. */
const killedAfterMs = 30_000;

interface Work {
  /** A module of the built package, relative to `dist`. */
  file: string;
  /** The expression for its function, such as `module.parse`. */
  call: string;
}

/** Whether a process of its own, which is killed when it does not end, gets through these texts; what it throws is thrown. */
export async function getsThrough({ file, call }: Work, texts: string[]): Promise<boolean> {
  const program = `
import { readFileSync } from 'node:fs';
import * as module from ${JSON.stringify(path.join(packageRoot, 'dist', file))};
const work = ${call};
for (const text of JSON.parse(readFileSync(0, 'utf8'))) work(text);`;
  const { timedOut, exitCode, stderr } = await execa(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { input: JSON.stringify(texts), timeout: killedAfterMs, killSignal: 'SIGKILL', reject: false },
  );
  if (!timedOut && exitCode !== 0) throw new Error(stderr);
  return !timedOut;
}
