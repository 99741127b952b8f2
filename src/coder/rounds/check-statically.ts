import type { StaticVerdict } from '../../verification/verify-statically.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';

/** What today's static checks say of code for the files of a task. */
export async function checkStatically(
  coder: CoderServices,
  { state, events }: Task,
  code: string,
): Promise<StaticVerdict> {
  const python = await coder.environment(events);
  const functions = state.library?.signatures;
  return await coder.verifyStatically(code, { files: state.descriptions, python, functions });
}
