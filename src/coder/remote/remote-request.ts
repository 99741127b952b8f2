import type { ApprovalPolicy } from '../../contracts/approval.ts';
import type { CodeTaskOptions } from '../../contracts/code-task-options.ts';
import type { ApprovalMode } from '../../contracts/policies.ts';
import type { TaskRequest } from '../../contracts/service/task-request.ts';
import type { RemoteServices } from './remote-services.ts';

/** What a service is asked for: what the task chose, else what somebody chose for this machine. All else is for the service to say. */
export function remoteRequest(
  { chosen }: RemoteServices,
  { context, limits, maxIterations, seed, approval, review, cache, skipBadFiles }: CodeTaskOptions,
): Omit<TaskRequest, 'files' | 'query' | 'code'> {
  return {
    context,
    seed,
    skipBadFiles,
    maxIterations: maxIterations ?? chosen.maxIterations,
    review: review ?? chosen.model?.review,
    cache: cache ?? chosen.cache,
    approval: namedMode(approval) ?? chosen.approval?.policy,
    limits: {
      timeoutSeconds: limits?.timeoutSeconds ?? chosen.timeoutSeconds,
      memoryMiB: limits?.memoryMiB ?? chosen.maxMemoryMiB,
      outputMiB: limits?.outputMiB ?? chosen.output?.maxMiB,
      diskMiB: limits?.diskMiB ?? chosen.output?.diskMiB,
    },
  };
}

/** An approver alone is asked about every program. */
function namedMode(approval: ApprovalPolicy | undefined): ApprovalMode | undefined {
  if (typeof approval === 'function') return 'always';
  return typeof approval === 'object' ? approval.policy : approval;
}
