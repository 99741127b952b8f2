import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { testEnvironment } from '../../helpers/python-environment.ts';
import { runInSandbox } from '../../helpers/sandbox.ts';

/** How a program ended, without the folder it ran in. */
export interface Ending {
  stdout: string;
  stderr: string;
  exitCode: number | null;
  /** Text of the files it left, by name. */
  files: Record<string, string>;
}

/** Runs `python3 script.py` in a folder of its own. */
export async function plainly(code: string): Promise<Ending> {
  const { python } = await testEnvironment();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fidelity-'));
  await writeFile(path.join(folder, 'script.py'), code);
  const env = { LANG: 'C.UTF-8', TZ: 'UTC', HOME: folder, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' };
  try {
    const ended = await execa(python, ['script.py'], {
      cwd: folder,
      env,
      extendEnv: false,
      stdin: 'ignore',
      stripFinalNewline: false,
      reject: false,
    });
    const files: Record<string, string> = {};
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isFile() && entry.name !== 'script.py')
        files[entry.name] = await readFile(path.join(folder, entry.name), 'utf8');
    }
    return {
      ...normalised({ stdout: ended.stdout, stderr: ended.stderr, folder }),
      exitCode: ended.exitCode ?? null,
      files,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function sandboxed(code: string): Promise<Ending> {
  const { stdout, stderr, exitCode, contents } = await runInSandbox(code, { limits: { memoryMiB: 1024 } });
  const files = Object.fromEntries(Object.entries(contents).map(([name, bytes]) => [name, bytes.toString()]));
  return { ...normalised({ stdout, stderr, folder: '/box' }), exitCode, files };
}

function normalised({ stdout, stderr, folder }: { stdout: string; stderr: string; folder: string }) {
  const clean = (text: string): string =>
    text
      .replaceAll(`${folder}/script.py`, 'script.py')
      .replaceAll(folder, '<folder>')
      .replace(/ at 0x[0-9a-f]+>/g, ' at <address>>');
  return { stdout: clean(stdout), stderr: clean(stderr) };
}
