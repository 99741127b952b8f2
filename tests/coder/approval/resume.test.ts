import { describe, expect, it } from 'vitest';
import type { ApprovalGrant, ApprovalRequest } from '../../../src/contracts/approval.ts';
import { ApprovalRoom } from './approval-room.ts';

const room = ApprovalRoom.forAllTests();

const code = "print(open('in.txt').read().strip())\n";
const file = (text: string, name = 'in.txt') => ({ name, bytes: Buffer.from(text) });
const files = [file('hello\n')];
const notRun = { success: false, output: '', run: null, artifacts: [] };
const travelled = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

describe('an approved task', () => {
  it('runs the approved code on the same files without a model, once', async () => {
    const waiting = await room.run(code, { files, approval: 'always', seed: 7 });
    expect(waiting).toMatchObject({ ...notRun, status: 'approval-required', code });
    const request = travelled(waiting.approvalRequest as ApprovalRequest);
    const decision = { action: 'approve', grant: travelled(room.grant(request)), approver: 'Ada' } as const;
    const calls = room.model.calls.length;
    const result = await room.resume(request, decision, { files });
    expect(result).toMatchObject({
      status: 'succeeded',
      code,
      output: 'hello\n',
      approvals: [{ callId: waiting.auditId, outcome: 'approved', approver: 'Ada' }],
    });
    expect(room.model.calls).toHaveLength(calls);
    expect(room.lastRecord()).toMatchObject({ auditId: result.auditId, status: 'succeeded', seed: 7 });
    const again = await room.resume(request, decision, { files });
    expect(again).toMatchObject({ ...notRun, status: 'input-invalid' });
    expect(() => room.grant(request)).toThrow(/decided already/);
  });

  it.each([
    ['another content', [file('hello!\n')]],
    ['another name', [file('hello\n', 'other.txt')]],
    ['a file more', [...files, file('x', 'more.txt')]],
    ['no file', []],
  ])('is refused with %s', async (_, given) => {
    const request = await room.request(code, { files });
    const result = await room.resume(
      request,
      { action: 'approve', grant: room.grant(request) },
      { files: given },
    );
    expect(result).toMatchObject({ ...notRun, status: 'input-invalid' });
    expect(result.error).toContain('The files are not those of the request');
  });

  it.each<[string, (signed: { request: ApprovalRequest; grant: ApprovalGrant }) => void, RegExp]>([
    ['other code', ({ request }) => (request.code = request.code.replace('1', '2')), /request was changed/],
    ['another limit', ({ request }) => (request.limits.memoryMiB += 1), /request was changed/],
    ['another call', ({ grant }) => (grant.callId = 'd'.repeat(32)), /another task/],
    ['a later expiry', ({ grant }) => (grant.expiresAt = '2999-01-01T00:00:00.000Z'), /grant was changed/],
    ['a forged MAC', ({ grant }) => (grant.mac = 'f'.repeat(64)), /grant was changed/],
  ])('is refused with %s', async (_, change, problem) => {
    const request = await room.request('print(1)\n');
    const signed = { request, grant: room.grant(request) };
    change(signed);
    const result = await room.resume(signed.request, { action: 'approve', grant: signed.grant });
    expect(result).toMatchObject({
      ...notRun,
      status: 'input-invalid',
      error: expect.stringMatching(problem),
    });
  });

  it('is refused with the grant of another task that asked for the same', async () => {
    const [one, other] = [await room.request('print(1)\n'), await room.request('print(1)\n')];
    const result = await room.resume(one, { action: 'approve', grant: room.grant(other) });
    expect(result).toMatchObject({ ...notRun, status: 'input-invalid' });
  });

  it('whose grant is too old has expired', async () => {
    const request = await room.request('print(1)\n');
    const decision = { action: 'approve', grant: room.grant(request) } as const;
    room.aheadMs = 601_000;
    expect(await room.resume(request, decision)).toMatchObject({
      ...notRun,
      status: 'expired',
      approvals: [{ outcome: 'expired' }],
    });
  });
});

describe('a request', () => {
  it('that was changed or is too old gets no grant', async () => {
    const request = await room.request('print(1)\n');
    expect(() => room.grant({ ...request, risks: [{ kind: 'package', detail: 'imports scipy' }] })).toThrow(
      expect.objectContaining({ code: 'input-invalid' }),
    );
    expect(() => room.grant({} as ApprovalRequest)).toThrow(/malformed/);
    room.aheadMs = 601_000;
    expect(() => room.grant(request)).toThrow(/expired/);
  });

  it('that was refused by one person can be approved by nobody', async () => {
    const request = await room.request('print(1)\n');
    const grant = room.grant(request);
    const denied = await room.resume(request, { action: 'reject', reason: 'no' });
    expect(denied).toMatchObject({ ...notRun, status: 'denied', approvals: [{ outcome: 'rejected' }] });
    expect(await room.resume(request, { action: 'approve', grant })).toMatchObject({
      ...notRun,
      status: 'input-invalid',
    });
  });

  it('whose code is edited becomes another request, and the old one is void', async () => {
    const request = await room.request(code, { files });
    const grant = room.grant(request);
    const edit = { action: 'edit', code: code.replace('strip', 'upper') } as const;
    const edited = await room.resume(request, edit, { files });
    expect(edited).toMatchObject({ ...notRun, status: 'approval-required' });
    const next = edited.approvalRequest as ApprovalRequest;
    expect(next).toMatchObject({ callId: request.callId, code: edit.code });
    for (const old of [
      { request, grant },
      { request: next, grant },
    ]) {
      const result = await room.resume(old.request, { action: 'approve', grant: old.grant }, { files });
      expect(result).toMatchObject({ ...notRun, status: 'input-invalid' });
    }
    const result = await room.resume(next, { action: 'approve', grant: room.grant(next) }, { files });
    expect(result).toMatchObject({ status: 'succeeded', output: 'HELLO\n\n' });
  });

  it.each([
    { action: 'reject', reason: 'no' },
    { action: 'edit', code: 'print(2)\n' },
  ] as const)('that has expired is past $action', async (decision) => {
    const request = await room.request('print(1)\n');
    room.aheadMs = 601_000;
    expect(await room.resume(request, decision)).toMatchObject({ ...notRun, status: 'expired' });
  });

  it('whose code is edited into something the policy blocks is rejected', async () => {
    const request = await room.request('print(1)\n');
    const result = await room.resume(request, { action: 'edit', code: 'import subprocess' });
    expect(result).toMatchObject({ ...notRun, status: 'rejected' });
    expect(result.approvalRequest).toBeUndefined();
  });

  it('outlives its coder where a key is configured, and only there', async () => {
    const env = { PYTHON_CODER_APPROVAL_KEY: 'k'.repeat(32) };
    await using first = ApprovalRoom.open({ env });
    const { log } = first;
    await using second = ApprovalRoom.open({ env, log });
    await using stranger = ApprovalRoom.open({
      env: { PYTHON_CODER_APPROVAL_KEY: 'x'.repeat(32) },
      log,
    });
    const request = await first.request('print(1)\n');
    const decision = { action: 'approve', grant: second.grant(request) } as const;
    expect(() => stranger.grant(request)).toThrow(/another key/);
    expect(await stranger.resume(request, decision)).toMatchObject({ ...notRun, status: 'input-invalid' });
    expect(await second.resume(request, decision)).toMatchObject({ status: 'succeeded', output: '1\n' });
  });

  it('signed with a key that can be guessed is never made', () => {
    expect(() => ApprovalRoom.open({ env: { PYTHON_CODER_APPROVAL_KEY: 'short' } })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    );
  });
});
