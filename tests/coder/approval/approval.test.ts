import { describe, expect, it } from 'vitest';
import type { ApprovalDecision, ApprovalRequest } from '../../../src/contracts/approval.ts';
import { ApprovalRoom } from './approval-room.ts';

const room = ApprovalRoom.forAllTests();

const harmless = 'print(6 * 7)\n';
const writing = "open('out.txt', 'w').write('x')\nprint('written')\n";
const notRun = { success: false, output: '', run: null, artifacts: [] };

/** An approver that gives these answers in turn and remembers what it was asked. */
function answers(...decisions: ApprovalDecision[]) {
  const asked: ApprovalRequest[] = [];
  const approval = (request: ApprovalRequest): ApprovalDecision => {
    asked.push(request);
    return decisions.shift() ?? { action: 'reject', reason: 'no answer left' };
  };
  return { asked, approval };
}

describe('an approver', () => {
  it('is shown exactly the code that runs once it is approved', async () => {
    const { asked, approval } = answers({ action: 'approve', approver: 'Ada' });
    const result = await room.run(writing, { approval });
    expect(asked).toMatchObject([
      { code: writing, query: 'What is it?', risks: [{ kind: 'writes-file', line: 1 }], files: [] },
    ]);
    expect(result).toMatchObject({
      status: 'succeeded',
      output: 'written\n',
      code: writing,
      approvals: [{ outcome: 'approved', approver: 'Ada', codeSha256: asked[0]?.codeSha256 }],
    });
    expect(result.approvals?.[0]?.callId).toBe(result.auditId);
  });

  it('is asked also where the options only inherit it', async () => {
    const { asked, approval } = answers({ action: 'reject', reason: 'not today' });
    const result = await room.run(harmless, Object.create({ approval }));
    expect(result).toMatchObject({ ...notRun, status: 'denied' });
    expect(asked).toHaveLength(1);
  });

  it('that changes its copy of the request changes nothing', async () => {
    const approval = (request: ApprovalRequest): ApprovalDecision => {
      request.code = 'print("swapped")';
      request.codeSha256 = '0'.repeat(64);
      request.expiresAt = '2000-01-01T00:00:00.000Z';
      return { action: 'approve' };
    };
    const { output, approvals, verificationHistory } = await room.run(harmless, { approval });
    expect(output).toBe('42\n');
    expect(approvals?.[0]?.codeSha256).toBe(verificationHistory[0]?.codeSha256);
  });

  it('that rejects ends the task as denied, with nothing run', async () => {
    const { approval } = answers({ action: 'reject', reason: 'not today' });
    const result = await room.run(writing, { approval });
    expect(result).toMatchObject({
      ...notRun,
      status: 'denied',
      error: 'The program was not approved: not today',
      approvals: [{ outcome: 'rejected', reason: 'not today' }],
    });
    expect(room.lastRecord()).toMatchObject({ auditId: result.auditId, status: 'denied' });
  });

  it('that never answers ends the task as expired, and is told to stop', async () => {
    await using hasty = ApprovalRoom.open();
    hasty.coder.config.approval.timeToLiveSeconds = 0.05;
    let told = false;
    const result = await hasty.run(harmless, {
      approval: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => (told = true))),
    });
    expect(result).toMatchObject({ ...notRun, status: 'expired', approvals: [{ outcome: 'expired' }] });
    expect(told).toBe(true);
  });

  it('that approves after the expiry approves nothing', async () => {
    const result = await room.run(harmless, {
      approval: () => {
        room.aheadMs = 600_000;
        return { action: 'approve' };
      },
    });
    expect(result).toMatchObject({ ...notRun, status: 'expired' });
  });

  it('that throws ends the task with its own error and nothing run', async () => {
    const fault = new TypeError('the pager is broken');
    const approval = () => Promise.reject(fault);
    await expect(room.run(writing, { approval })).rejects.toBe(fault);
  });

  it('that gives no decision approves nothing', async () => {
    const result = await room.run(harmless, { approval: (() => true) as never });
    expect(result).toMatchObject({ ...notRun, status: 'input-invalid' });
  });

  it('is not waited for once the task is cancelled', async () => {
    const cancel = new AbortController();
    const approval = () => {
      cancel.abort();
      return new Promise<never>(() => {});
    };
    const result = await room.run(harmless, { approval, signal: cancel.signal });
    expect(result).toMatchObject({ ...notRun, status: 'cancelled' });
  });
});

describe('edited code', () => {
  it('is verified, asked about again, and runs as it was edited', async () => {
    const { asked, approval } = answers({ action: 'edit', code: 'print(43)' }, { action: 'approve' });
    const result = await room.run(harmless, { approval });
    expect(asked.map(({ code }) => code)).toEqual([harmless, 'print(43)\n']);
    expect(result).toMatchObject({
      status: 'succeeded',
      output: '43\n',
      verificationHistory: [
        { action: 'modified', changes: ['The code was edited by the approver.'] },
        { action: 'approved', author: 'human', code: 'print(43)\n' },
      ],
      approvals: [{ outcome: 'edited' }, { outcome: 'approved' }],
    });
  });

  it('that the policy blocks never runs, even when it is approved', async () => {
    const code = "import subprocess\nprint('ran')";
    const { asked, approval } = answers({ action: 'edit', code }, { action: 'approve' });
    const result = await room.run(harmless, { approval });
    expect(asked[1]?.findings).toMatchObject([{ severity: 'blocking', line: 1 }]);
    expect(result).toMatchObject({ ...notRun, status: 'rejected', code });
    expect(result.error).toContain('subprocess');
  });

  it('that never pleases ends as denied', async () => {
    let edits = 0;
    const approval = (): ApprovalDecision => ({ action: 'edit', code: `print(${++edits})` });
    expect(await room.run(harmless, { approval })).toMatchObject({ ...notRun, status: 'denied' });
    expect(edits).toBe(20);
  });
});

describe('a policy', () => {
  it.each([
    ['when-risky', harmless, []],
    ['when-risky', writing, ['approved']],
    ['always', harmless, ['approved']],
    ['never', writing, []],
  ] as const)('%s for %j has %j', async (policy, code, outcomes) => {
    const { approval: ask } = answers({ action: 'approve' });
    const { status, approvals = [] } = await room.run(code, { approval: { policy, ask } });
    expect(status).toBe('succeeded');
    expect(approvals.map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  it('that asks about risks asks about findings left open, and a refused round did not run', async () => {
    const { config } = room.coder;
    config.allowPartialExecution = true;
    const { asked, approval: ask } = answers({ action: 'reject', reason: '' });
    const result = await room
      .run('1 == 1\nprint(1)\n', { approval: { policy: 'when-risky', ask } })
      .finally(() => (config.allowPartialExecution = false));
    expect(asked[0]).toMatchObject({ findings: [{ severity: 'minor' }], risks: [{ kind: 'finding' }] });
    expect(result).toMatchObject({
      ...notRun,
      status: 'denied',
      verificationHistory: [{ action: 'rejected' }],
    });
  });

  it('of the configuration holds where the task says nothing', async () => {
    room.coder.config.approval.policy = 'when-risky';
    const result = await room.run(writing).finally(() => (room.coder.config.approval.policy = 'never'));
    expect(result).toMatchObject({ ...notRun, status: 'approval-required' });
  });

  it('that nobody knows is refused before anything is written', async () => {
    const before = room.model.calls.length;
    const unknown = room.run(harmless, { approval: 'sometimes' as never });
    await expect(unknown).rejects.toMatchObject({ code: 'config-invalid' });
    expect(room.model.calls).toHaveLength(before);
  });
});
