import { normaliseCode } from '../../verification/normalise-code.ts';
import type { StaticVerdict } from '../../verification/verify-statically.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { unverified } from '../task/unverified.ts';

/** As `filesystem.py` shows them to programs in tier A. */
const ownFolders = ['/mnt/data', '/tmp'];

/** What today's static checks say of code for the files of a task; where nothing is to verify it, only what can't be one string for people and for the interpreter is refused. */
export async function checkStatically(
  coder: CoderServices,
  { request, state, events }: Task,
  code: string,
): Promise<StaticVerdict> {
  if (unverified(request) !== null) return { ...normaliseCode(code), stages: [], shape: null };
  const python = await coder.environment(events);
  const functions = state.library?.signatures;
  const known = { files: state.descriptions, python, functions };
  return await coder.verifyStatically(code, request.describe ? known : { ...known, ownFolders });
}
