import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { removeTree } from '../../filesystem/remove-tree.ts';

/** The text as the user's editor left it, or one sentence on why there is none; the file is private and gone afterwards. */
export async function editText(
  text: string,
  { command, signal }: { command: string[]; signal: AbortSignal },
): Promise<{ text: string } | { problem: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-edit-'));
  try {
    const file = path.join(folder, 'program.py');
    await writeFile(file, text, { mode: 0o600 });
    const problem = await runEditor([...command, file], signal);
    return problem === null ? { text: await readFile(file, 'utf8') } : { problem };
  } finally {
    await removeTree(folder);
  }
}

/** Null when the editor ended well. It shares this terminal, and no shell stands between. */
function runEditor([command = '', ...words]: string[], signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const editor = spawn(command, words, { stdio: 'inherit', signal, killSignal: 'SIGTERM' });
    editor.on('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'AbortError') return; // it was told to end, and its end is waited for
      if (error.code !== 'ENOENT') resolve(`The editor "${command}" could not be started: ${error.message}`);
      else resolve(`There is no editor "${command}": set VISUAL or EDITOR to one that is installed.`);
    });
    editor.on('exit', (code) => {
      resolve(code === 0 ? null : `The editor "${command}" failed, so the program stays as it was.`);
    });
  });
}
