import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Decisions, keptMs } from '../../../src/coder/approval/decisions.ts';
import type { ApprovalRequest, ResumeDecision } from '../../../src/contracts/approval.ts';
import { auditRecords } from '../../helpers/audit-records.ts';
import { ApprovalRoom } from './approval-room.ts';

const env = { PYTHON_CODER_APPROVAL_KEY: 'k'.repeat(32) };
const code = 'print(1)\n';
const notRun = { success: false, output: '', run: null };
const again = { status: 'input-invalid', output: '', error: expect.stringContaining('decided already') };

let room: ApprovalRoom;
beforeEach(() => {
  room = ApprovalRoom.open({ env });
});
afterEach(() => room[Symbol.asyncDispose]());

const approvals = () => path.join(room.log, 'approvals');
const granted = (request: ApprovalRequest): ResumeDecision => ({
  action: 'approve',
  grant: room.grant(request),
});

/** As many processes as there are decisions, which all decide the request at the same moment; gives how each ended. */
async function decideElsewhere(request: ApprovalRequest, decisions: ResumeDecision[]) {
  const script = path.join(import.meta.dirname, 'resume-once.mjs');
  const children = decisions.map((decision) => {
    const child = execa(process.execPath, [script], { env });
    child.stdin.write(`${JSON.stringify({ folder: room.folder, request, decision })}\n`);
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  for (const { lines } of children) expect((await lines.next()).value).toBe('ready');
  for (const { child } of children) child.stdin.end('go\n');
  const ends = await Promise.all(children.map(async ({ lines }) => JSON.parse((await lines.next()).value)));
  await Promise.all(children.map(({ child }) => child));
  return ends as { status: string; output: string; error: string | null }[];
}

/** Each process loads the whole package, which takes long where many do. */
describe('a decision', { timeout: 300_000 }, () => {
  it('lets one of four processes that use its grant at the same moment run the program', async () => {
    const request = await room.request(code);
    const grant = granted(request);
    const ends = await decideElsewhere(
      request,
      Array.from({ length: 4 }, () => grant),
    );
    expect(ends.filter(({ status }) => status === 'succeeded')).toMatchObject([{ output: '1\n' }]);
    expect(ends.filter(({ status }) => status !== 'succeeded')).toMatchObject(Array(3).fill(again));
    const ran = auditRecords(room.log).filter(({ run }) => run !== null);
    expect(ran).toHaveLength(1);
  });

  it('is good once also when the process that made it is gone', async () => {
    const request = await room.request(code);
    const grant = granted(request);
    expect(await decideElsewhere(request, [grant])).toMatchObject([{ status: 'succeeded' }]);
    expect(await decideElsewhere(request, [grant])).toMatchObject([again]);
    expect(() => room.grant(request)).toThrow(/decided already/);
    expect(await room.resume(request, grant)).toMatchObject({ ...notRun, ...again });
  });

  it('that refuses is final for every process', async () => {
    const request = await room.request(code);
    const grant = granted(request);
    const refusal = await decideElsewhere(request, [{ action: 'reject', reason: 'no' }]);
    expect(refusal).toMatchObject([{ status: 'denied' }]);
    expect(await decideElsewhere(request, [grant])).toMatchObject([again]);
    expect(await room.resume(request, { action: 'edit', code: 'print(2)\n' })).toMatchObject(again);
  });

  it('that a person at hand makes is void where another process decided meanwhile', async () => {
    const result = await room.run(code, {
      approval: async (request) => {
        const [end] = await decideElsewhere(request, [{ action: 'reject', reason: 'no' }]);
        expect(end).toMatchObject({ status: 'denied' });
        return { action: 'approve' };
      },
    });
    expect(result).toMatchObject({ ...notRun, ...again });
  });

  it('counts from before the program starts, so that a crash between the two uses it up', async () => {
    const request = await room.request(code);
    const grant = granted(request);
    const runs = room.coder.runtime;
    Object.assign(room.coder, { runtime: () => Promise.reject(new Error('The host died.')) });
    await expect(room.resume(request, grant)).rejects.toThrow('The host died.');
    Object.assign(room.coder, { runtime: runs });
    expect(await room.resume(request, grant)).toMatchObject({
      ...again,
      error: expect.stringContaining('even when the program then did not come to its end'),
    });
  });

  it.each([
    ['emptied', (file: string) => writeFileSync(file, '')],
    ['overwritten', (file: string) => writeFileSync(file, randomBytes(100))],
    [
      'replaced by a link to nothing',
      (file: string) => {
        rmSync(file);
        symlinkSync('/nonexistent', file);
      },
    ],
  ])('whose file was %s stays made', async (_, change) => {
    const request = await room.request(code);
    const grant = granted(request);
    await room.resume(request, { action: 'reject', reason: 'no' });
    for (const name of readdirSync(approvals())) if (name !== 'id') change(path.join(approvals(), name));
    expect(await room.resume(request, grant)).toMatchObject({ ...notRun, ...again });
  });
});

describe('what waits for a decision', () => {
  it.each<[string, () => void]>([
    ['all decisions were removed', () => rmSync(approvals(), { recursive: true })],
    ['the id of the decisions was removed', () => rmSync(path.join(approvals(), 'id'))],
    ['the log was moved away', () => renameSync(room.log, `${room.log}.old`)],
  ])('is void when %s, before and after others ask anew', async (_, remove) => {
    const request = await room.request(code);
    const grant = granted(request);
    await room.resume(request, { action: 'reject', reason: 'no' });
    remove();
    const isVoid = {
      ...notRun,
      status: 'input-invalid',
      error: expect.stringContaining('another audit log'),
    };
    expect(await room.resume(request, grant)).toMatchObject(isVoid);
    await room.request(code);
    expect(await room.resume(request, grant)).toMatchObject(isVoid);
    expect(() => room.grant(request)).toThrow(/another audit log/);
  });

  it('is refused where nothing can tell whether it was decided', async () => {
    const request = await room.request(code);
    const grant = granted(request);
    rmSync(approvals(), { recursive: true });
    writeFileSync(approvals(), '');
    const refused = expect.objectContaining({ code: 'config-invalid' });
    await expect(room.resume(request, grant)).rejects.toEqual(refused);
    expect(() => room.grant(request)).toThrow(refused);
  });

  it('is good beside the audit log it was asked for alone, whoever has the same key', async () => {
    await using elsewhere = ApprovalRoom.open({ env });
    await elsewhere.request(code);
    const request = await room.request(code);
    expect(() => elsewhere.grant(request)).toThrow(/another audit log/);
    expect(await elsewhere.resume(request, granted(request))).toMatchObject({
      ...notRun,
      status: 'input-invalid',
    });
  });

  it.each<[string, () => void]>([
    ['a link', () => symlinkSync('elsewhere', approvals())],
    ['a file', () => writeFileSync(approvals(), '')],
    [
      'one with a damaged id',
      () => {
        mkdirSync(approvals());
        writeFileSync(path.join(approvals(), 'id'), 'short');
      },
    ],
    [
      'one with a pipe for an id',
      () => {
        mkdirSync(approvals());
        execFileSync('mkfifo', [path.join(approvals(), 'id')]);
      },
    ],
  ])('is not asked about where the folder of the decisions is %s, and nothing runs', async (_, make) => {
    mkdirSync(room.log, { recursive: true });
    mkdirSync(path.join(room.log, 'elsewhere'));
    make();
    let asked = false;
    const approve = () => {
      asked = true;
      return { action: 'approve' } as const;
    };
    await expect(room.run(code, { approval: approve })).rejects.toMatchObject({ code: 'config-invalid' });
    expect(asked).toBe(false);
    expect(readdirSync(path.join(room.log, 'elsewhere'))).toEqual([]);
  });
});

describe('decisions', () => {
  const requestAt = (expiresAt: number) => ({
    mac: randomBytes(32).toString('hex'),
    expiresAt: new Date(expiresAt).toISOString(),
  });

  it('are made by one of all who decide at the same moment', async () => {
    const deciders = Array.from(
      { length: 8 },
      () => new Decisions({ auditDir: room.log, approvalKey: null }),
    );
    await Promise.all(deciders.map((decisions) => decisions.open()));
    for (let round = 0; round < 20; round += 1) {
      const request = requestAt(Date.now());
      const won = await Promise.all(deciders.map((decisions) => decisions.decide(request, Date.now())));
      expect(won.filter(Boolean)).toEqual([true]);
    }
  });

  it('are forgotten when no grant for them can be good any more, by the clock of any host, and not before', async () => {
    const decisions = new Decisions({ auditDir: room.log, approvalKey: null });
    await decisions.open();
    const now = Date.now();
    const [old, live] = [requestAt(now - keptMs), requestAt(now - keptMs + 1)];
    for (const request of [old, live]) expect(await decisions.decide(request, 0)).toBe(true);
    expect(readdirSync(approvals())).toHaveLength(3);
    expect(await decisions.decide(requestAt(now), now)).toBe(true);
    expect([old, live].map((request) => decisions.isDecided(request))).toEqual([false, true]);
    expect(readdirSync(approvals())).toHaveLength(3);
  });

  it('take nothing away that is not theirs', async () => {
    const decisions = new Decisions({ auditDir: room.log, approvalKey: null });
    await decisions.open();
    const names = ['notes.txt', '0-short', `x-${'0'.repeat(64)}`];
    for (const name of names) writeFileSync(path.join(approvals(), name), '');
    await decisions.decide(requestAt(Date.now()), Date.now());
    expect(readdirSync(approvals())).toEqual(expect.arrayContaining(names));
  });

  it('of a copy of the log go on to count beside the copy', async () => {
    const request = await room.request(code);
    const grant = granted(request);
    await room.resume(request, { action: 'reject', reason: 'no' });
    await room.coder.auditLog.settled(); // what is copied is complete
    const log = path.join(room.folder, randomUUID());
    cpSync(room.log, log, { recursive: true });
    await using copy = ApprovalRoom.open({ env, log });
    expect(await copy.resume(request, grant)).toMatchObject({ ...notRun, ...again });
    expect(existsSync(path.join(log, 'approvals'))).toBe(true);
  });
});
