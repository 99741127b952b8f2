import type { ApprovalGrant, ApprovalRequest } from '../../contracts/approval.ts';
import type { ApprovalDesk } from './approval-desk.ts';
import { filesSha256, isGenuineGrant } from './sign-approval.ts';

export type GrantVerdict = { status: 'valid' } | { status: 'expired' | 'refused'; problem: string };

export const decidedAlready =
  'The approval request was decided already, and a decision is good once, even when the program then did not come to its end: run the task again to get a new request.';

/** Whether a grant lets the program of a genuine request start now; the MAC decides, the fields before it only say what differs. */
export function checkGrant(
  { grant, request }: { grant: ApprovalGrant; request: ApprovalRequest },
  desk: ApprovalDesk,
): GrantVerdict {
  const refused = (problem: string): GrantVerdict => ({ status: 'refused', problem });
  if (grant.callId !== request.callId) return refused('The grant is for another task; nothing was run.');
  if (grant.codeSha256 !== request.codeSha256)
    return refused('The grant is for other code; nothing was run.');
  if (grant.filesSha256 !== filesSha256(request.files))
    return refused('The grant is for other files; nothing was run.');
  if (!isGenuineGrant(desk, grant, request)) {
    return refused(
      'The grant was changed, or was made with another key or for another request; nothing was run.',
    );
  }
  if (desk.now() >= Date.parse(grant.expiresAt)) {
    const problem = `The grant expired at ${grant.expiresAt}, so nothing was run. Run the task again to get a new request.`;
    return { status: 'expired', problem };
  }
  return desk.decisions.isDecided(request) ? refused(decidedAlready) : { status: 'valid' };
}
