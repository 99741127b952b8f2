import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPythonCoder } from '../../../src/coder/create-python-coder.ts';
import type { ConfigOverrides } from '../../../src/config/schema.ts';
import type { ApprovalRequest } from '../../../src/contracts/approval.ts';
import type { PythonCoder } from '../../../src/contracts/python-coder.ts';
import type { TaskEvent } from '../../../src/contracts/task-event.ts';
import { type HttpRoom, openHttpRoom } from '../../helpers/http-room.ts';

const csv = 'department,salary\nSales,10\nSales,20\nIT,40\n';
const salaries = 'What is the average salary by department?';

let folder: string;
let service: HttpRoom;
let coder: PythonCoder;

/** A coder of this machine that has the service do its work. */
function remote(config: ConfigOverrides = {}): PythonCoder {
  const places = {
    executionDir: path.join(folder, 'execution'),
    outputDir: path.join(folder, 'artifacts'),
    auditDir: path.join(folder, 'audit'),
    stateDir: path.join(folder, 'state'),
  };
  return createPythonCoder({ config: { ...places, pythonTools: { url: service.url }, ...config } });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'remote-'));
  await writeFile(path.join(folder, 'pay.csv'), csv);
  service = await openHttpRoom();
  coder = remote();
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const pay = () => path.join(folder, 'pay.csv');

describe('a coder whose work a service does', () => {
  it('answers questions about files of this machine', async () => {
    const events: TaskEvent[] = [];
    const result = await coder.executeCodeTask(salaries, {
      files: [pay()],
      onEvent: (event) => events.push(event),
    });
    expect(result).toMatchObject({ success: true, result: { IT: 40, Sales: 15 }, inputFiles: ['pay.csv'] });
    expect(service.coder.auditRecords().map(({ auditId }) => auditId)).toContain(result.auditId);
    expect(events.at(-1)).toEqual({ type: 'finished', result });
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['phase-started', 'file-described', 'output']),
    );
  });

  it('leaves nothing on this machine but what was asked for', async () => {
    await coder.executeCodeTask(salaries, { files: [pay()] });
    expect(readdirSync(path.join(folder, 'execution'))).toEqual([]);
    expect(existsSync(path.join(folder, 'audit'))).toBe(false);
  });

  it('keeps what a program wrote as if it had been written here', async () => {
    const outputDir = path.join(folder, 'kept');
    const code = [
      'from pathlib import Path',
      "Path('plots').mkdir()",
      "Path('plots/a.txt').write_text('one')",
      "Path(Path('name.txt').read_text()).write_text('two')",
      "Path('empty.txt').touch()",
    ].join('\n');
    const files = [{ name: 'name.txt', bytes: new TextEncoder().encode('Makefile') }];
    const events: TaskEvent[] = [];
    const onEvent = (event: TaskEvent): unknown => events.push(event);
    const result = await coder.executeCode(code, { files, outputDir, onEvent });
    expect(result.error).toBeNull();
    expect(
      result.artifacts.map(({ name, path: kept }) => [name, path.relative(outputDir, kept)]).sort(),
    ).toEqual([
      ['Makefile', '_Makefile'],
      ['empty.txt', 'empty.txt'],
      ['plots/a.txt', 'plots/a.txt'],
    ]);
    for (const { path: kept, sha256 } of result.artifacts)
      expect(createHash('sha256').update(readFileSync(kept)).digest('hex')).toBe(sha256);
    const renamed = result.warnings.filter((warning) => warning.includes('Makefile'));
    expect(renamed).toHaveLength(1);
    const told = events.flatMap((event) => (event.type === 'artifact-collected' ? [event.artifact] : []));
    expect(told).toEqual(result.artifacts);
    const again = await coder.executeCode(code, { files, outputDir });
    expect(again.artifacts.map(({ path: kept }) => path.basename(kept))).toContain('a (2).txt');
  });

  it('reads files by the rules for files of this machine', async () => {
    const missing = path.join(folder, 'missing.csv');
    const refused = await coder.executeCodeTask(salaries, { files: [missing] });
    expect(refused).toMatchObject({
      status: 'input-invalid',
      error: expect.stringContaining('was not found'),
      warnings: [expect.stringContaining('no audit record')],
    });
    const outside = path.join(folder, 'link.csv');
    await symlink('/etc/passwd', outside);
    const led = await coder.executeCodeTask(salaries, { files: [{ path: outside, within: folder }] });
    expect(led).toMatchObject({
      status: 'input-invalid',
      error: expect.stringContaining('outside of the folder'),
    });
    const changed = await coder.executeCodeTask(salaries, {
      files: [{ path: pay(), sha256: '0'.repeat(64) }],
    });
    expect(changed).toMatchObject({ status: 'input-invalid' });
    const skipped = await coder.executeCodeTask(salaries, { files: [missing, pay()], skipBadFiles: true });
    expect(skipped).toMatchObject({
      status: 'succeeded',
      fileMetadata: { 'missing.csv': { type: 'unusable' }, 'pay.csv': { type: 'csv' } },
    });
    expect(await coder.executeCodeTask(' ')).toMatchObject({ status: 'input-invalid' });
  });

  it('describes files and verifies code', async () => {
    const two = [pay(), { name: 'pay.csv', bytes: new TextEncoder().encode('a\n1\n') }];
    expect((await coder.describeFiles(two)).map(({ name }) => name)).toEqual(['pay.csv', 'pay (2).csv']);
    const { issues } = await coder.verifyCode("import pandas as pd\nprint(pd.read_csv('pay.csv')['wage'])", {
      files: [pay()],
    });
    expect(issues).toMatchObject([{ source: 'columns' }]);
  });

  it('cancels on the service, and gives the result that has its record there', async () => {
    const cancellation = new AbortController();
    const result = await coder.executeCode("print('begun', flush=True)\nimport time\ntime.sleep(600)", {
      signal: cancellation.signal,
      onEvent: (event) => {
        if (event.type === 'output') cancellation.abort();
      },
    });
    expect(result.status).toBe('cancelled');
    expect(service.coder.auditRecords()).toContainEqual(
      expect.objectContaining({ auditId: result.auditId, status: 'cancelled' }),
    );
  });

  it('gives the error of an observer back as it was thrown', async () => {
    const fault = new Error('the display is gone');
    const running = coder.executeCode('print(1)', {
      onEvent: (event) => {
        if (event.type === 'code-generated') throw fault;
      },
    });
    await expect(running).rejects.toBe(fault);
  });

  it.each([
    ['shell programs', { language: 'shell' as const }],
    ['code that nobody verifies', { verify: false }],
    ['files that nobody looks into', { describe: false }],
    ['declared functions', { functions: { library: async () => ({}) as never } }],
  ])('refuses %s', async (_, options) => {
    await expect(coder.executeCode('print(1)', options)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('refuses what only a coder of this machine can use', () => {
    const config = { pythonTools: { url: service.url } };
    for (const options of [{ model: null }, { unsafelyRunWithoutIsolation: true }])
      expect(() => createPythonCoder({ config, ...options })).toThrow(
        expect.objectContaining({ code: 'config-invalid' }),
      );
  });

  it('sends the limits somebody chose, and leaves all others to the service', async () => {
    const endless = 'import time\ntime.sleep(600)';
    const limited = await remote({ timeoutSeconds: 1 }).executeCode(endless);
    expect(limited.status).toBe('timed-out');
    const beyond = await remote({ timeoutSeconds: 86_400 }).executeCode('print(1)');
    expect(beyond).toMatchObject({
      status: 'input-invalid',
      error: expect.stringContaining('timeoutSeconds'),
    });
    expect((await coder.executeCode('print(1)')).status).toBe('succeeded');
  });

  it('throws where there is no service', async () => {
    const nowhere = remote({ pythonTools: { url: 'http://127.0.0.1:9' } });
    await expect(nowhere.executeCode('print(1)')).rejects.toMatchObject({ code: 'lost' });
    expect((await nowhere.diagnose()).service).toMatchObject({
      found: false,
      problem: expect.stringContaining('127.0.0.1:9'),
    });
  });

  it('says what the service is and has', async () => {
    const { service: found, python } = await coder.diagnose();
    expect(found).toMatchObject({ found: true, url: service.url, readiness: { ready: true } });
    expect(python).toMatchObject({ found: false, problem: expect.stringContaining(service.url) });
  });
});

describe('templates at a service', () => {
  it('are rendered and judged', async () => {
    const rendered = await coder.templates.render('{{ a }} and {{ b }}', { a: 1, b: 'two' });
    expect(rendered).toEqual({ status: 'rendered', text: '1 and two' });
    const failed = await coder.templates.render('{{ missing }}');
    expect(failed).toMatchObject({ status: 'failed', fault: { line: 1 } });
    expect((await coder.templates.validate('{{ a }}')).variables).toEqual(['a']);
  });

  it('take only variables that can travel', async () => {
    await expect(coder.templates.render('{{ a }}', { a: 2n })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    const lenient = coder.templates.render('{{ a }}', {}, { undefined: 'lenient' });
    await expect(lenient).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

describe('approvals at a service', () => {
  it('ask who is there to be asked, here', async () => {
    const asked: string[] = [];
    const result = await coder.executeCode('print(6 * 7)', {
      approval: async ({ code }) => {
        asked.push(code);
        return asked.length === 1 ? { action: 'edit', code: 'print(7 * 7)' } : { action: 'approve' };
      },
    });
    expect(result).toMatchObject({ status: 'succeeded', output: '49\n' });
    expect(asked).toHaveLength(2);
    const denied = await coder.executeCode('print(1)', {
      approval: () => ({ action: 'reject', reason: 'no' }),
    });
    expect(denied).toMatchObject({ status: 'denied', error: expect.stringContaining('no') });
  });

  it('wait where nobody is, and go on when the decision comes, also in another process', async () => {
    const waiting = await coder.executeCode('print(6 * 7)', { approval: 'always' });
    expect(waiting.status).toBe('approval-required');
    const request = JSON.parse(JSON.stringify(waiting.approvalRequest)) as ApprovalRequest;
    const other = remote();
    const grant = other.approvals.grant(request);
    const result = await other.approvals.resume(request, { action: 'approve', grant });
    expect(result).toMatchObject({ status: 'succeeded', output: '42\n' });
    const twice = await other.approvals.resume(request, { action: 'approve', grant });
    expect(twice).toMatchObject({ status: 'input-invalid' });
  });

  it('run nothing for a request that was changed, or a grant for another one', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((number) => coder.executeCode(`print(${number})`, { approval: 'always' })),
    );
    const request = one?.approvalRequest as ApprovalRequest;
    const harmless = { ...request, code: 'print("harmless")' };
    const forged = await coder.approvals.resume(harmless, {
      action: 'approve',
      grant: coder.approvals.grant(harmless),
    });
    expect(forged).toMatchObject({ status: 'input-invalid' });
    const grant = coder.approvals.grant(two?.approvalRequest as ApprovalRequest);
    await expect(coder.approvals.resume(request, { action: 'approve', grant })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    const rejected = await coder.approvals.resume(request, { action: 'reject', reason: 'no' });
    expect(rejected.status).toBe('denied');
  });

  it('ask again about code that was edited', async () => {
    const waiting = await coder.executeCode('print(1)', { approval: 'always' });
    const request = waiting.approvalRequest as ApprovalRequest;
    const edited = await coder.approvals.resume(request, { action: 'edit', code: 'print(2)' });
    expect(edited).toMatchObject({
      status: 'approval-required',
      approvalRequest: { code: expect.stringContaining('print(2)') },
    });
    const next = edited.approvalRequest as ApprovalRequest;
    const result = await coder.approvals.resume(next, {
      action: 'approve',
      grant: coder.approvals.grant(next),
    });
    expect(result.output).toBe('2\n');
  });
});

describe('the audit log of a service', () => {
  it('is listed, shown, verified and replayed', async () => {
    const { auditId } = await coder.executeCode('print(6 * 7)', { query: 'Six times seven?' });
    const [first] = (await coder.audit.list({ limit: 1 })).records;
    expect(first).toMatchObject({ auditId, query: 'Six times seven?', status: 'succeeded' });
    expect((await coder.audit.show(auditId.slice(0, 8))).record.output.start).toBe('42\n');
    expect(await coder.audit.verify()).toMatchObject({ intact: true, omittedProblems: 0 });
    expect((await coder.audit.replay(auditId)).verdict).toBe('identical');
    await expect(coder.audit.show('ffffffff')).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(coder.audit.replay(auditId, { files: [pay()] })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });
});
