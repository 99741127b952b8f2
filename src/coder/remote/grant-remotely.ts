import type { ApprovalGrant, ApprovalRequest } from '../../contracts/approval.ts';
import { invalid, parseRequest } from '../approval/grant-approval.ts';
import { filesSha256 } from '../approval/sign-approval.ts';

/** The grant for a request of a service. It only names the request: whether the two belong together and may be used is for the service to say, which knows its own. */
export function grantRemotely(request: ApprovalRequest): ApprovalGrant {
  const { callId, codeSha256, files, expiresAt, mac } = parseRequest(request);
  if (Date.now() >= Date.parse(expiresAt))
    throw invalid(`The approval request expired at ${expiresAt}: run the task again to get a new one.`);
  return { callId, codeSha256, filesSha256: filesSha256(files), expiresAt, mac };
}
