import type { FileInput } from '../../../contracts/file-input.ts';
import type { LibreChatReference } from '../../../contracts/service/librechat.ts';
import { NameRegister } from '../../../filesystem/name-register.ts';
import type { TenantRoom } from '../tenant-rooms.ts';

interface Inputs {
  inputs: FileInput[];
  /** Names of files whose changes are not kept. */
  readOnly: ReadonlySet<string>;
  /** A sentence for each file that the program does not find. */
  missing: string[];
}

/** The files of a request, kept for their full time again. Those that can't stand beside each other are of different times, and the later is taken. */
export async function takeInputs(
  { files, codeSessions }: TenantRoom,
  references: readonly LibreChatReference[],
): Promise<Inputs> {
  const inputs: FileInput[] = [];
  const readOnly = new Set<string>();
  const missing: string[] = [];
  const seen = new Set<string>();
  const names = new NameRegister();
  for (const { id, name: given, storage_session_id, session_id } of references.toReversed()) {
    const name = given.replace(/^\/mnt\/data\//, '');
    const file = codeSessions.find(storage_session_id ?? session_id ?? '', id);
    const problem = file === null ? 'is not there any more: upload it again' : names.problem(name);
    if (file === null || problem !== null)
      missing.push(`The file ${JSON.stringify(name.slice(0, 200))} ${problem}.`);
    else if (!seen.has(name)) {
      await files.use(file.content);
      inputs.push({ path: files.pathOf(file.content), name, sha256: file.content });
      if (file.readOnly) readOnly.add(name);
      seen.add(name);
      names.add(name);
    }
  }
  return { inputs, readOnly, missing };
}
