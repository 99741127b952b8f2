import { timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../audit/canonical-json.ts';
import type { ApprovalGrant, ApprovalRequest } from '../../contracts/approval.ts';
import { sha256 } from '../../text/sha256.ts';
import type { ApprovalDesk } from './approval-desk.ts';

type Unsigned<Signed> = Omit<Signed, 'mac'>;

/** Signs everything a person is shown, so that a request that comes back changed is noticed. */
export function signRequest(desk: ApprovalDesk, request: Unsigned<ApprovalRequest>): ApprovalRequest {
  return { ...request, mac: macOf(desk, 'request', request) };
}

export function isGenuineRequest(desk: ApprovalDesk, { mac, ...request }: ApprovalRequest): boolean {
  return isSame(mac, macOf(desk, 'request', request));
}

/** The permission to run what a genuine request asks for, until `expiresAt`. */
export function signGrant(desk: ApprovalDesk, request: ApprovalRequest, expiresAt: string): ApprovalGrant {
  const { callId, codeSha256 } = request;
  const grant = { callId, codeSha256, filesSha256: filesSha256(request.files), expiresAt };
  return { ...grant, mac: macOf(desk, 'grant', { ...grant, request: request.mac }) };
}

/** True for a grant this desk made for exactly this request, whatever else the two have in common. */
export function isGenuineGrant(
  desk: ApprovalDesk,
  { mac, ...grant }: ApprovalGrant,
  request: ApprovalRequest,
): boolean {
  return isSame(mac, macOf(desk, 'grant', { ...grant, request: request.mac }));
}

/** One hash over names and contents, whatever the order the files were given in. */
export function filesSha256(files: ApprovalRequest['files']): string {
  const byName = files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return sha256(canonicalJson(byName.map(({ name, sha256 }) => ({ name, sha256 }))));
}

/** `kind` keeps a request from being passed off as a grant. */
function macOf({ decisions }: ApprovalDesk, kind: 'request' | 'grant', value: object): string {
  return decisions.sign(`python-coder approval ${kind} 1\n${canonicalJson(value)}`);
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
