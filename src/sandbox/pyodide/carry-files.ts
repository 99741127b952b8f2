import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PyodideGuest } from '../../contracts/pyodide.ts';
import type { Answer, OutputFile, Program } from '../../contracts/runtime.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { relativeNameProblem } from '../../filesystem/relative-name.ts';
import { unwritable } from '../unwritable.ts';
import { askGuest } from './ask-guest.ts';
import { doneSchema, filesSchema, readSchema, workspaceCaps } from './protocol.ts';

interface Carried {
  files: OutputFile[];
  leftBehind: string[];
  removedInputs: string[];
  answer: Answer | null;
  /** Its files were together larger than they may be. */
  isFull: boolean;
}

const maxLeftBehind = 20;

/** Writes what the program is given into its working folder, and gives the hashes. Throws `input-invalid` for more than fits through. */
export async function bringInputs(
  guest: PyodideGuest,
  { inputs, exchange }: Pick<Program, 'inputs' | 'exchange'>,
): Promise<Map<string, string>> {
  const brought = new Map<string, string>();
  let room = workspaceCaps.bytes;
  const write = async (name: string, bytes: Uint8Array): Promise<void> => {
    await askGuest(guest, { do: 'write', name, bytes }, { schema: doneSchema });
  };
  for (const { name, path: source } of inputs) {
    room -= (await stat(source)).size;
    if (room < 0)
      throw new CoderError(`Tier W takes at most ${workspaceCaps.bytes / 2 ** 20} MiB of input files.`, {
        code: 'input-invalid',
      });
    const bytes = await readFile(source);
    await write(name, bytes);
    brought.set(name, hashOf(bytes));
  }
  if (exchange) await write(exchange.question.name, Buffer.from(exchange.question.text));
  return brought;
}

/** Copies what the program wrote or changed below its `runDir`; names and sizes are what the guest says, and checked. */
export async function takeOutputs(
  guest: PyodideGuest,
  { program, brought, maxFiles }: { program: Program; brought: Map<string, string>; maxFiles: number },
): Promise<Carried> {
  const carried: Carried = { files: [], leftBehind: [], removedInputs: [], answer: null, isFull: false };
  const { exchange, limits, runDir } = program;
  const leave = (name: string, reason: string): void => {
    const shown = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?').slice(0, 100);
    if (carried.leftBehind.length < maxLeftBehind) carried.leftBehind.push(`${shown}: ${reason}`);
  };
  let room = limits.diskMiB * 2 ** 20;
  const read = async (name: string): Promise<Buffer> =>
    Buffer.from((await askGuest(guest, { do: 'read', name }, { schema: readSchema })).base64, 'base64');
  try {
    const found = await askGuest(guest, { do: 'files' }, { schema: filesSchema });
    const names = new Set(found.map(({ name }) => name));
    carried.removedInputs = [...brought.keys()].filter((name) => !names.has(name));
    for (const { name, bytes, sha256 } of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (name === exchange?.question.name || brought.get(name) === sha256) continue;
      if (name === exchange?.answer.name) {
        const content = bytes > exchange.answer.maxBytes ? null : await read(name);
        const isRead = content !== null && content.length <= exchange.answer.maxBytes;
        carried.answer = { bytes: content?.length ?? bytes, text: isRead ? content.toString('utf8') : null };
        continue;
      }
      const problem = relativeNameProblem(name);
      if (bytes > room) carried.isFull = true;
      if (problem !== null) leave(name, `its name ${problem}`);
      else if (carried.files.length >= maxFiles) leave(name, `more than ${maxFiles} files`);
      else if (bytes > room) leave(name, `larger than what is left of ${limits.diskMiB} MiB for all files`);
      else if (bytes > workspaceCaps.bytes / 2) leave(name, 'too large to leave the interpreter');
      else {
        const content = await read(name);
        room -= content.length;
        const kept = content.length > bytes ? null : await keep(content, { name, runDir });
        if (kept === null) leave(name, 'it is not what it was said to be');
        else carried.files.push(kept);
      }
    }
  } catch (error) {
    if (!(error instanceof CoderError) || error.code !== 'lost') throw error;
    leave('all other files', 'the interpreter did not give them');
  }
  return carried;
}

/** Null where a file and a folder, or two files, are said to have one name, which no honest interpreter says. */
async function keep(
  content: Buffer,
  { name, runDir }: { name: string; runDir: string },
): Promise<OutputFile | null> {
  const target = path.join(runDir, name);
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (['EEXIST', 'ENOTDIR', 'EISDIR'].includes(code)) return null;
    throw unwritable(target, cause);
  }
  return { name, path: target, bytes: content.length, sha256: hashOf(content) };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
