import { z } from 'zod';
import { canonicalJson } from '../../audit/canonical-json.ts';
import {
  type ApprovalGrant,
  type ApprovalRequest,
  type ResumeDecision,
  resumeDecisionSchema,
} from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { ResumeOptions } from '../../contracts/python-coder.ts';
import type { DecisionRequest } from '../../contracts/service/task-request.ts';
import type { TaskView } from '../../contracts/service/task-view.ts';
import { invalid, parseRequest } from '../approval/grant-approval.ts';
import { openTask } from '../task/task.ts';
import { newestTasks } from './find-task.ts';
import { grantRemotely } from './grant-remotely.ts';
import { localResult } from './local-result.ts';
import { refuseLocal } from './refuse-local.ts';
import type { RemoteServices } from './remote-services.ts';
import { forward, settled } from './run-remotely.ts';

/** Tells the service what was decided on a request of it, and gives what came of it. The files of the task are there already. */
export async function resumeRemotely(
  services: RemoteServices,
  asked: ApprovalRequest,
  { decision, options }: { decision: ResumeDecision; options: ResumeOptions },
): Promise<CodeTaskResult> {
  refuseLocal(services.client.url, { functions: options.functions });
  const request = parseRequest(asked);
  const wanted = decisionOf(request, decision);
  const task = openTask(services.config, request.query, options);
  return await settled(services, task, async (onStarted) => {
    const waiting = await waitingTask(services, request);
    let isDecided = false;
    onStarted(waiting);
    const view = await services.client.tasks.follow(waiting.id, {
      signal: task.events.signal,
      onEvent: (event) => {
        if (isDecided) forward(task, event, false);
      },
      approve: (current) => {
        if (isDecided) return null; // what was edited is for somebody to look at
        if (!isSame(current, request)) throw invalid(otherRequest);
        isDecided = true;
        return wanted;
      },
    });
    return await localResult(services, task, { view, unusable: [] });
  });
}

const otherRequest =
  'The approval request is not the one that waits at the service: it was changed, decided already, or is of another service. Run the task again to get a new one.';

/** The task that waits with exactly this request, so that nobody approves what they were not shown. */
async function waitingTask(services: RemoteServices, request: ApprovalRequest): Promise<TaskView> {
  for await (const view of newestTasks(services, ({ state }) => state === 'waiting'))
    if (isSame(view.result?.approvalRequest, request)) return view;
  throw invalid(otherRequest);
}

function isSame(one: ApprovalRequest | undefined, other: ApprovalRequest): boolean {
  return one !== undefined && canonicalJson(one) === canonicalJson(other);
}

function decisionOf(request: ApprovalRequest, decision: ResumeDecision): DecisionRequest {
  const parsed = resumeDecisionSchema.safeParse(decision);
  if (!parsed.success)
    throw invalid(
      `The decision must approve with a grant, reject or edit; nothing was run:\n${z.prettifyError(parsed.error)}`,
    );
  const { approver: _approver, ...wanted } = parsed.data;
  if (wanted.action !== 'approve') return wanted;
  checkGrant(wanted.grant, request);
  return { action: 'approve' };
}

function checkGrant(grant: ApprovalGrant, request: ApprovalRequest): void {
  if (canonicalJson(grant) !== canonicalJson(grantRemotely(request)))
    throw invalid('The grant is not one for this request, so nothing was run.');
}
