import type { Config } from '../../config/schema.ts';
import { approvalModes, reviewPolicies } from '../../contracts/policies.ts';
import type { TaskRequest } from '../../contracts/service/task-request.ts';

const reviews = reviewPolicies.toReversed();

/** The request with what the operator demands at least: a client may ask for more approval and review, never for less. */
export function holdToPolicies(request: TaskRequest, { approval, model }: Config): TaskRequest {
  return {
    ...request,
    approval: stricter(approvalModes, approval.policy, request.approval),
    review: stricter(reviews, model.review, request.review),
  };
}

/** The later one of a list that begins with the mildest. */
function stricter<Mode>(modes: readonly Mode[], least: Mode, wanted: Mode | undefined): Mode {
  return wanted !== undefined && modes.indexOf(wanted) > modes.indexOf(least) ? wanted : least;
}
