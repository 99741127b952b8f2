import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createApprovalDesk } from '../../../src/coder/approval/approval-desk.ts';
import { checkGrant } from '../../../src/coder/approval/check-grant.ts';
import { isGenuineRequest, signGrant, signRequest } from '../../../src/coder/approval/sign-approval.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { ApprovalGrant, ApprovalRequest } from '../../../src/contracts/approval.ts';

const now = Date.parse('2026-01-01T12:00:00Z');
const later = new Date(now + 60_000).toISOString();
const auditDir = mkdtempSync(path.join(os.tmpdir(), 'check-grant-'));
const newDesk = () => ({ ...createApprovalDesk(loadConfig({ overrides: { auditDir } })), now: () => now });
const desk = newDesk();
await desk.decisions.open();
afterAll(() => rmSync(auditDir, { recursive: true }));
const hash = (digit: string) => digit.repeat(64);

const request = signRequest(desk, {
  callId: 'c'.repeat(32),
  query: 'How many?',
  generator: { kind: 'model', name: 'm', understood: null },
  code: 'print(1)\n',
  codeSha256: hash('1'),
  files: [
    { name: 'a.csv', sha256: hash('2') },
    { name: 'b.csv', sha256: hash('3') },
  ],
  limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 1, diskMiB: 1 },
  seed: null,
  findings: [],
  risks: [{ kind: 'package', detail: 'imports scipy', line: 1 }],
  expiresAt: later,
});
const grant = signGrant(desk, request, later);

const changedRequests: [string, Partial<ApprovalRequest>][] = [
  ['call', { callId: 'd'.repeat(32) }],
  ['question', { query: 'How many? ' }],
  ['code', { code: 'print(2)\n' }],
  ['hash of the code', { codeSha256: hash('9') }],
  ['file', { files: [{ name: 'a.csv', sha256: hash('4') }, ...request.files.slice(1)] }],
  ['name of a file', { files: [{ name: 'c.csv', sha256: hash('2') }, ...request.files.slice(1)] }],
  ['number of files', { files: request.files.slice(1) }],
  ['limit', { limits: { ...request.limits, timeoutSeconds: 31 } }],
  ['seed', { seed: 0 }],
  ['risk', { risks: [] }],
  ['expiry', { expiresAt: new Date(now + 120_000).toISOString() }],
  ['author', { generator: { ...request.generator, kind: 'template' } }],
];

describe('a request', () => {
  it('is genuine as it was made, also after a journey as JSON', () => {
    expect(isGenuineRequest(desk, request)).toBe(true);
    expect(isGenuineRequest(desk, JSON.parse(JSON.stringify(request)))).toBe(true);
  });

  it.each(changedRequests)('is not genuine with another %s', (_, change) => {
    expect(isGenuineRequest(desk, { ...request, ...change })).toBe(false);
  });

  it('is not genuine for a coder with another key', () => {
    expect(isGenuineRequest(newDesk(), request)).toBe(false);
  });
});

describe('a grant', () => {
  it('lets the program of its request start', () => {
    expect(checkGrant({ grant, request }, desk)).toEqual({ status: 'valid' });
  });

  it('does not depend on the order of the files', () => {
    const reordered = { ...request, files: request.files.toReversed() };
    expect(checkGrant({ grant, request: reordered }, desk)).toEqual({ status: 'valid' });
  });

  it.each<[string, Partial<ApprovalGrant>, RegExp]>([
    ['call', { callId: 'd'.repeat(32) }, /another task/],
    ['code', { codeSha256: hash('9') }, /other code/],
    ['files', { filesSha256: hash('9') }, /other files/],
    ['expiry', { expiresAt: new Date(now + 120_000).toISOString() }, /was changed/],
    ['MAC', { mac: grant.mac.replace(/^./, (first) => (first === '0' ? '1' : '0')) }, /was changed/],
    ['MAC, that of the request', { mac: request.mac }, /was changed/],
    ['MAC, an empty one', { mac: '' }, /was changed/],
  ])('is refused with another %s', (_, change, problem) => {
    const verdict = checkGrant({ grant: { ...grant, ...change }, request }, desk);
    expect(verdict).toEqual({ status: 'refused', problem: expect.stringMatching(problem) });
  });

  it.each(
    changedRequests.filter(([what]) => ['call', 'hash of the code', 'file', 'name of a file'].includes(what)),
  )('is refused for a request that was signed with another %s', (_, change) => {
    const { mac: _mac, ...rest } = { ...request, ...change };
    expect(checkGrant({ grant, request: signRequest(desk, rest) }, desk).status).toBe('refused');
  });

  it('is refused for a request of the same code and files with other limits', () => {
    const { mac: _mac, ...rest } = { ...request, limits: { ...request.limits, memoryMiB: 4096 } };
    expect(checkGrant({ grant, request: signRequest(desk, rest) }, desk).status).toBe('refused');
  });

  it('is refused by a coder with another key', () => {
    expect(checkGrant({ grant, request }, newDesk()).status).toBe('refused');
  });

  it('expires at its time and not a millisecond before', () => {
    const at = (ms: number) => checkGrant({ grant, request }, { ...desk, now: () => now + ms }).status;
    expect([at(59_999), at(60_000)]).toEqual(['valid', 'expired']);
  });

  it('is refused once its request is decided', async () => {
    await desk.decisions.decide(request, now);
    expect(checkGrant({ grant, request }, desk)).toMatchObject({ status: 'refused' });
  });
});
