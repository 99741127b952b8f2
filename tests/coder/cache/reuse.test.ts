import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/audit/canonical-json.ts';
import { ChainedLog } from '../../../src/audit/chained-log.ts';
import { type CachedCode, sealCode } from '../../../src/coder/cache/cached-code.ts';
import { createPythonCoder } from '../../../src/coder/create-python-coder.ts';
import type { CodeTaskOptions } from '../../../src/contracts/code-task-options.ts';
import type { TaskEvent } from '../../../src/contracts/task-event.ts';
import { userKey } from '../../../src/filesystem/user-key.ts';
import { type ScriptedReply, scriptedModel } from '../../../src/llm/scripted-model.ts';
import { sha256 } from '../../../src/text/sha256.ts';
import { fakeOpenAiServer } from '../../helpers/fake-openai-server.ts';
import {
  approval,
  correction,
  objection,
  program,
  type TestCoder,
  testCoder,
} from '../../helpers/test-coder.ts';

const staff = 'name,salary\nAda,100\nGrace,200\n';
const identity = 'the model of these tests';
const question = 'What is the total salary?';
const total = `import json
import random
import pandas as pd
table = pd.read_csv('staff.csv')
print(json.dumps({"total": int(table['salary'].sum()), "draw": random.random()}))`;

const cacheFolder = ({ folder }: TestCoder) => path.join(folder, 'audit', 'code-cache');
const keptFiles = (test: TestCoder) =>
  existsSync(cacheFolder(test))
    ? readdirSync(cacheFolder(test)).map((name) => path.join(cacheFolder(test), name))
    : [];

/** Asks for the total of a small table; `changes` are what differs from the first time. */
async function ask(
  test: TestCoder,
  changes: { query?: string; name?: string; content?: string } & CodeTaskOptions = {},
) {
  const { query = question, name = 'staff.csv', content = staff, ...options } = changes;
  const events: TaskEvent[] = [];
  const result = await test.coder.executeCodeTask(query, {
    files: [{ name, bytes: Buffer.from(content) }],
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { result, events };
}

/** A coder that has answered the question once, with a model that has no reply left beside `more`. */
async function answered(more: ScriptedReply[] = [], first: ScriptedReply[] = [program(total), approval]) {
  const model = scriptedModel([...first, ...more], { identity });
  const test = await testCoder(model);
  const { result } = await ask(test);
  const asked = model.calls.length;
  return { test, first: result, model, asked: () => model.calls.length - asked };
}

const places = ({ folder }: TestCoder) => ({
  auditDir: path.join(folder, 'audit'),
  stateDir: path.join(folder, 'state'),
});

/** What a cloned project can bring: an entry with other code, and the record that bears it out. */
async function plant(test: TestCoder, { code, stateDir }: { code: string; stateDir: string }) {
  const { auditDir } = places(test);
  const [record] = test.auditRecords() as [Parameters<ChainedLog['append']>[0]['record']];
  const rounds = record.rounds.map((round) => ({ ...round, code: { ...round.code, sha256: sha256(code) } }));
  const place = await new ChainedLog({ auditDir, stateDir }).append({
    record: { ...record, rounds },
    blobs: [],
  });
  const [file = ''] = keptFiles(test);
  const entry: CachedCode = { ...JSON.parse(readFileSync(file, 'utf8')).entry, code, record: place };
  return { file, entry, secret: await userKey(stateDir, 'code cache') };
}

/** The same by somebody who has the key of this user. */
async function reseal(test: TestCoder, code: string): Promise<void> {
  const { file, entry, secret } = await plant(test, { code, stateDir: places(test).stateDir });
  writeFileSync(file, sealCode(entry, secret));
}

describe('the same question about the same files', () => {
  it('is answered by running the approved code anew, without the model, and the result, the record and the events say so', async () => {
    const { test, first, asked } = await answered();
    await using _ = test;
    const { result, events } = await ask(test);
    expect(asked()).toBe(0);
    expect(result).toMatchObject({
      status: 'succeeded',
      code: first.code,
      result: { total: 300 },
      usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
      iterations: 1,
      verificationHistory: [{ action: 'approved', review: { status: 'kept' }, run: { status: 'finished' } }],
    });
    expect(result.output).not.toBe(first.output);
    const reused = { auditId: first.auditId, approvedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) };
    expect(result.reused).toEqual(reused);
    expect(first).not.toHaveProperty('reused');
    expect(events).toContainEqual(expect.objectContaining({ type: 'code-generated', reused }));
    expect(test.auditRecords()[1]).toMatchObject({ reused, usage: { calls: 0 } });
    expect(await test.coder.audit.verify()).toMatchObject({ intact: true, records: 2 });
  });

  it('asks no server either, in another coder with the file in another place', async () => {
    await using server = await fakeOpenAiServer({ replies: [program(total), JSON.stringify(approval)] });
    await using test = await testCoder(null);
    const { folder, executionDir } = test;
    const runs = [];
    for (const place of ['here', 'there']) {
      mkdirSync(path.join(folder, place));
      writeFileSync(path.join(folder, place, 'staff.csv'), staff);
      const auditDir = path.join(folder, 'audit');
      const outputDir = path.join(folder, 'artifacts');
      const model = { baseUrl: server.baseUrl, name: 'fake-model' };
      const stateDir = path.join(folder, 'state');
      const config = { executionDir, auditDir, outputDir, stateDir, model };
      await using coder = createPythonCoder({ config });
      runs.push(await coder.executeCodeTask(question, { files: [path.join(folder, place, 'staff.csv')] }));
    }
    expect(runs).toMatchObject([
      { status: 'succeeded', usage: { calls: 2 } },
      { status: 'succeeded', usage: { calls: 0 }, reused: { auditId: runs[0]?.auditId } },
    ]);
    expect(server.chats).toHaveLength(2);
  });

  it('asks the model when anything the code depends on is different', async () => {
    const { test } = await answered();
    await using _ = test;
    const changes: Parameters<typeof ask>[1][] = [
      { query: 'What is the total salary in dollars?' },
      { context: 'Salaries are in thousands.' },
      { content: staff.replace('200', '201') },
      { name: 'people.csv' },
      { limits: { timeoutSeconds: 7 } },
      { review: 'never' },
    ];
    for (const change of changes) {
      expect((await ask(test, change)).result, JSON.stringify(change)).toMatchObject({
        status: 'model-failed',
      });
    }
    expect((await ask(test, { seed: 7, maxIterations: 1 })).result).toMatchObject({ status: 'succeeded' });
  });

  it.each<[string, CodeTaskOptions, object]>([
    ['the call', { cache: false }, {}],
    ['the configuration', {}, { cache: false }],
  ])('asks the model and keeps nothing when %s says so', async (_, options, config) => {
    const model = scriptedModel([program(total), approval, program(total), approval], { identity });
    await using test = await testCoder(model, config);
    for (const round of [1, 2]) {
      expect((await ask(test, options)).result, String(round)).toMatchObject({ usage: { calls: 2 } });
    }
    expect(keptFiles(test)).toEqual([]);
  });
});

describe('a kept program', () => {
  it('that was changed on the disk is not used, which is said, and is replaced by new code', async () => {
    const { test, asked } = await answered([program(total), approval]);
    await using _ = test;
    const [file = ''] = keptFiles(test);
    writeFileSync(file, readFileSync(file, 'utf8').replace("['salary'].sum()", "['salary'].max()"));
    const { result } = await ask(test);
    expect(asked()).toBe(2);
    expect(result).toMatchObject({ result: { total: 300 } });
    expect(result.warnings).toContainEqual(
      expect.stringContaining(`was changed, or not kept by this user, and is not used: ${file}`),
    );
    expect((await ask(test)).result).toMatchObject({
      usage: { calls: 0 },
      reused: { auditId: result.auditId },
    });
  });

  it('never runs when it does not pass the checks, even when this user signed it', async () => {
    const { test, first, asked } = await answered([program(total), approval]);
    await using _ = test;
    await reseal(test, 'import subprocess\nprint(subprocess.run(["id"]))\n');
    const { result } = await ask(test);
    expect(asked()).toBe(2);
    expect(result).toMatchObject({ result: { total: 300 }, iterations: 1 });
    expect(result).not.toHaveProperty('reused');
    const said = `approved in the record ${first.auditId} no longer passes the checks`;
    expect(result.warnings).toContainEqual(expect.stringContaining(said));
  });

  it.each<[string, (entry: CachedCode, strangers: Buffer) => string]>([
    ['its own hash', (entry) => `${canonicalJson({ sha256: sha256(canonicalJson(entry)), entry })}\n`],
    ['the key of somebody else', sealCode],
  ])(
    'that came with the project under %s is written and reviewed anew, and the planted one never runs',
    async (_, seal) => {
      const { test, asked, model } = await answered([program(total), approval]);
      await using _test = test;
      const planted = 'print("planted")\n';
      const stateDir = path.join(test.folder, 'state-of-a-stranger');
      const { file, entry, secret } = await plant(test, { code: planted, stateDir });
      writeFileSync(file, seal(entry, secret));
      const { result } = await ask(test);
      expect(result).toMatchObject({
        result: { total: 300 },
        verificationHistory: [{ review: { status: 'reviewed' } }],
      });
      expect(asked()).toBe(2);
      expect(model.calls.slice(-2).map(({ purpose }) => purpose)).toEqual(['generate', 'review']);
      expect(result.warnings).toEqual([
        expect.stringContaining(`not kept by this user, and is not used: ${file}`),
      ]);
    },
  );

  it('whose record is gone from the audit log is written anew, which is said', async () => {
    const { test, first, asked } = await answered([program(total), approval]);
    await using _ = test;
    const { auditDir } = places(test);
    for (const name of readdirSync(auditDir)) if (/jsonl|head/.test(name)) rmSync(path.join(auditDir, name));
    const { result } = await ask(test);
    expect(asked()).toBe(2);
    expect(result.warnings).toEqual([
      expect.stringContaining(`the audit log does not have the record ${first.auditId} of it`),
    ]);
    expect((await ask(test)).result).toMatchObject({ usage: { calls: 0 }, warnings: [] });
  });

  it('that fails this time is corrected by the model, and what worked takes its place', async () => {
    const { test } = await answered([correction(total), approval]);
    await using _ = test;
    await reseal(test, 'print([1][5 - 2])\n');
    const { result } = await ask(test);
    expect(result).toMatchObject({ status: 'succeeded', iterations: 2, usage: { calls: 2 } });
    expect((await ask(test)).result).toMatchObject({
      result: { total: 300 },
      reused: { auditId: result.auditId },
      usage: { calls: 0 },
    });
  });

  it('that fails and is not corrected is forgotten', async () => {
    const { test } = await answered();
    await using _ = test;
    await reseal(test, 'print([1][5 - 2])\n');
    expect((await ask(test)).result).toMatchObject({ status: 'model-failed' });
    expect(keptFiles(test)).toEqual([]);
  });

  it('is asked about like any other, with what its review found, and does not run when it is refused', async () => {
    const remark = { ...objection('minor', 'The total includes everybody.'), approved: true };
    const { test, first } = await answered([], [program(total), remark]);
    await using _ = test;
    const { result } = await ask(test, {
      approval: {
        policy: 'always',
        ask: ({ findings }) => ({ action: 'reject', reason: `${findings.length} findings` }),
      },
    });
    expect(first.findings).toHaveLength(1);
    expect(result).toMatchObject({
      status: 'denied',
      run: null,
      findings: first.findings,
      usage: { calls: 0 },
    });
    expect(result.approvals).toMatchObject([{ outcome: 'rejected', reason: '1 findings' }]);
    expect(keptFiles(test)).toHaveLength(1);
  });
});

describe('a model of the caller', () => {
  /** Two coders with one log, each with its model; how many calls the second one's answer took. */
  async function callsOfSecond([one, other]: (string | undefined)[]): Promise<number> {
    const replies = () => [program(total), approval];
    const model = (id: string | undefined) =>
      scriptedModel(replies(), id === undefined ? {} : { identity: id });
    await using first = await testCoder(model(one));
    await ask(first);
    await using second = await testCoder(model(other), places(first));
    return (await ask(second)).result.usage.calls;
  }

  it.each<[string, (string | undefined)[], number]>([
    ['shares code with one of the same identity', ['one', 'one'], 0],
    ['shares none with one of another identity, though their names are the same', ['one', 'other'], 2],
    ['shares none without an identity', [undefined, undefined], 2],
    ['shares none with an empty identity', ['', ''], 2],
  ])('%s', async (_, identities, calls) => {
    expect(await callsOfSecond(identities)).toBe(calls);
  });

  it('without an identity leaves nothing behind', async () => {
    await using test = await testCoder(scriptedModel([program(total), approval]));
    expect((await ask(test)).result).toMatchObject({ status: 'succeeded', warnings: [] });
    expect(keptFiles(test)).toEqual([]);
  });
});

describe('where this user can have no key', () => {
  it('every task asks the model, nothing is kept, and a warning says how to get one', async () => {
    const model = scriptedModel([program(total), approval, program(total), approval], { identity });
    await using test = await testCoder(model);
    const stateDir = await test.file('no-folder', '');
    await using other = await testCoder(model, { ...places(test), stateDir });
    for (const round of [1, 2]) {
      const { result } = await ask(other);
      expect(result, String(round)).toMatchObject({
        status: 'succeeded',
        usage: { calls: 2 },
        warnings: [expect.stringContaining('Set XDG_STATE_HOME to a folder')],
      });
    }
    expect(keptFiles(test)).toEqual([]);
  });
});

describe('nothing is kept', () => {
  it.each<[string, ScriptedReply[], CodeTaskOptions]>([
    ['of code that failed', [program('print([1][5 - 2])'), approval], { maxIterations: 1 }],
    ['of code that was rejected', [program('import subprocess\nprint(1)')], { maxIterations: 1 }],
    [
      'of code that a person edited',
      [program(total), approval],
      {
        approval: {
          policy: 'always',
          ask: once({ action: 'edit', code: "print(open('staff.csv').read())\n" }),
        },
      },
    ],
    [
      'of code with something that looks like a key',
      [program(`${total}\nkey = "ghp_${'a1'.repeat(18)}"`), approval],
      {},
    ],
  ])('%s', async (_, replies, options) => {
    await using test = await testCoder(scriptedModel(replies, { identity }));
    await ask(test, options);
    expect(test.auditRecords()).toHaveLength(1);
    expect(keptFiles(test)).toEqual([]);
  });
});

/** Edits the first time and approves afterwards. */
function once(edit: { action: 'edit'; code: string }) {
  let isEdited = false;
  return () => {
    if (isEdited) return { action: 'approve' } as const;
    isEdited = true;
    return edit;
  };
}
