import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ApprovalGrant, ApprovalRequest } from '../../contracts/approval.ts';
import { canonicalJson } from '../audit/canonical-json.ts';
import { sha256 } from '../sha256.ts';
import type { ApprovalDesk } from './approval-desk.ts';

type Unsigned<Signed> = Omit<Signed, 'mac'>;

/** Signs everything a person is shown, so that a request that comes back changed is noticed. */
export function signRequest({ key }: ApprovalDesk, request: Unsigned<ApprovalRequest>): ApprovalRequest {
  return { ...request, mac: macOf(key, 'request', request) };
}

export function isGenuineRequest({ key }: ApprovalDesk, { mac, ...request }: ApprovalRequest): boolean {
  return isSame(mac, macOf(key, 'request', request));
}

/** The permission to run what a genuine request asks for, until `expiresAt`. */
export function signGrant({ key }: ApprovalDesk, request: ApprovalRequest, expiresAt: string): ApprovalGrant {
  const { callId, codeSha256 } = request;
  const grant = { callId, codeSha256, filesSha256: filesSha256(request.files), expiresAt };
  return { ...grant, mac: macOf(key, 'grant', { ...grant, request: request.mac }) };
}

/** True for a grant this key made for exactly this request, whatever else the two have in common. */
export function isGenuineGrant(
  { key }: ApprovalDesk,
  { mac, ...grant }: ApprovalGrant,
  request: ApprovalRequest,
): boolean {
  return isSame(mac, macOf(key, 'grant', { ...grant, request: request.mac }));
}

/** One hash over names and contents, whatever the order the files were given in. */
export function filesSha256(files: ApprovalRequest['files']): string {
  const byName = files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return sha256(canonicalJson(byName.map(({ name, sha256 }) => ({ name, sha256 }))));
}

/** `kind` keeps a request from being passed off as a grant. */
function macOf(key: ApprovalDesk['key'], kind: 'request' | 'grant', value: object): string {
  return createHmac('sha256', key)
    .update(`python-coder approval ${kind} 1\n${canonicalJson(value)}`)
    .digest('hex');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
