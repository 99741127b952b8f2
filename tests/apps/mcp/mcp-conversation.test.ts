import { describe, expect, it } from 'vitest';
import { readAttachments } from '../../../src/apps/mcp/attachments.ts';
import { openMcpConversation } from '../../../src/apps/mcp/mcp-conversation.ts';
import { PendingApprovals } from '../../../src/apps/mcp/pending-approvals.ts';
import { artifactUri, isAuditId } from '../../../src/apps/mcp/resource-uri.ts';
import { TaskLedger } from '../../../src/apps/mcp/task-ledger.ts';
import type { ApprovalRequest } from '../../../src/contracts/approval.ts';
import type { CodeTaskResult } from '../../../src/contracts/code-task.ts';

const mebibyte = 1024 * 1024;

function idOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}

function waiting(number: number, { expiresAt = '2999-01-01T00:00:00Z', bytes = 0 } = {}) {
  const request = { callId: idOf(number), expiresAt } as ApprovalRequest;
  const files = [{ name: 'x.csv', bytes: new Uint8Array(bytes) }];
  return { request, files, result: {} as CodeTaskResult };
}

describe('the address of a file', () => {
  it.each(['a b.png', 'charts/a,b.csv', 'ü 100%#?.txt', '%2e%2e', "it's (1)!.md", '\ud800.csv', '{name}'])(
    'names %j and stays the same when a client parses it',
    (name) => {
      const ledger = new TaskLedger();
      const artifact = { name, mediaType: 'text/plain', bytes: 1, sha256: '', path: `/kept/${name}` };
      ledger.add({ auditId: idOf(7), status: 'succeeded', artifacts: [artifact] });
      const uri = artifactUri(idOf(7), name);
      expect(new URL(uri).href).toBe(uri);
      expect(ledger.find(uri)).toBe(artifact);
      expect(ledger.find(artifactUri(idOf(8), name))).toBeUndefined();
    },
  );

  it('takes whole audit ids only', () => {
    expect([idOf(1), idOf(1).slice(1), `${idOf(1)}0`, 'F'.repeat(32), ''].map(isAuditId)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('what the server keeps for clients', () => {
  it('gives a file by its address with the content it must still have when it is read', () => {
    const { ledger, files } = openMcpConversation('session', []);
    const artifact = {
      name: 'a.csv',
      mediaType: 'text/csv',
      bytes: 1,
      sha256: 'b'.repeat(64),
      path: '/kept/a.csv',
    };
    ledger.add({ auditId: idOf(7), status: 'succeeded', artifacts: [artifact] });
    expect(files.find([artifactUri(idOf(7), 'a.csv')])).toEqual({
      files: [{ path: '/kept/a.csv', name: 'a.csv', sha256: 'b'.repeat(64) }],
    });
  });

  it('forgets the oldest tasks', () => {
    const ledger = new TaskLedger();
    for (let number = 0; number <= 1_000; number += 1)
      ledger.add({ auditId: idOf(number), status: 'failed', artifacts: [] });
    expect([ledger.has(idOf(0)), ledger.has(idOf(1)), ledger.tasks(1)]).toEqual([
      false,
      true,
      [{ auditId: idOf(1_000), status: 'failed', artifacts: [] }],
    ]);
  });

  it('gives each request out once, and keeps neither expired ones nor too many nor too much', () => {
    const approvals = new PendingApprovals();
    approvals.add(waiting(1, { expiresAt: '2001-01-01T00:00:00Z' }));
    expect(approvals.find(idOf(1))).toBeUndefined();
    approvals.add(waiting(2));
    expect([approvals.take(idOf(2)), approvals.take(idOf(2))]).toEqual([expect.anything(), undefined]);
    for (let number = 10; number <= 110; number += 1) approvals.add(waiting(number));
    expect([approvals.find(idOf(10)), approvals.find(idOf(11))]).toEqual([undefined, expect.anything()]);
    approvals.add(waiting(200, { bytes: 40 * mebibyte }));
    approvals.add(waiting(201, { bytes: 40 * mebibyte }));
    expect([approvals.find(idOf(200)), approvals.find(idOf(201))]).toEqual([undefined, expect.anything()]);
  });

  it('keeps the newest attachments that fit', () => {
    const { files } = openMcpConversation('session', []);
    for (const name of ['a.bin', 'b.bin', 'c.bin'])
      files.attach([{ name, bytes: new Uint8Array(15 * mebibyte) }]);
    expect(files.names).toEqual(['b.bin', 'c.bin']);
  });
});

describe('attachments', () => {
  it.each([
    { attachment: { name: 'a.csv' }, said: 'needs its content once' },
    { attachment: { name: 'a.csv', text: '', base64: '' }, said: 'needs its content once' },
    { attachment: { name: 'a.csv', base64: 'a*b' }, said: 'is not base64' },
    { attachment: { name: 'a.csv', text: 'x'.repeat(16 * mebibyte + 1) }, said: '16777216 bytes together' },
  ])('are refused with a reason: $said', ({ attachment, said }) => {
    expect(() => readAttachments([attachment])).toThrow(said);
  });
});
