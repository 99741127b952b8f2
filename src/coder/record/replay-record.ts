import { findRecord } from '../../audit/read-records.ts';
import type { AuditReplay, ReplayOptions } from '../../contracts/audit.ts';
import { checkLimits } from '../../workspace/check-limits.ts';
import { newTaskId } from '../../workspace/task-id.ts';
import type { CoderServices } from '../coder-services.ts';
import { notReplayable } from './not-replayable.ts';
import { replayCall } from './replay-call.ts';
import { replayTask } from './replay-task.ts';

/** Runs once more what is on record, with its files, limits and seed, and compares what both runs gave. */
export async function replayRecord(
  coder: CoderServices,
  id: string,
  options: ReplayOptions,
): Promise<AuditReplay> {
  const { record, isGenuine } = await findRecord(coder.config.auditDir, id);
  if (!isGenuine)
    throw notReplayable(record, 'its line in the log was changed, see python-coder audit verify');
  const limits = checkLimits(coder.config, { limits: record.limits, seed: record.seed ?? undefined });
  await using folder = await coder.openTaskFolder(newTaskId());
  const again = { record, limits, folder, options };
  const { call } = record;
  return call === undefined ? await replayTask(coder, again) : await replayCall(coder, { ...again, call });
}
