import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/config/package-root.ts';
import type { CallStatus, FunctionFinding } from '../../src/contracts/python-functions.ts';
import { testFunctions } from '../helpers/test-functions.ts';

const corpus = path.join(packageRoot, 'tests/fixtures/functions');

/** `says`: words that must be told. */
interface ExpectedFinding {
  file?: string;
  line?: number;
  function?: string;
  says: string[];
}

/** What must become of a declaration: who refuses it and why, or what `add` of 2 and 3 gives. */
type ExpectedLoad =
  | { refusedBy: 'validate'; findings: ExpectedFinding[] }
  | { refusedBy: 'load'; says: string[]; timeoutSeconds?: number }
  | { refusedBy?: undefined; result: unknown };

interface ExpectedCall {
  call: string;
  arguments?: Record<string, unknown>;
  status: CallStatus;
  says?: string[];
  type?: string;
  result?: unknown;
  artifacts?: string[];
}

const repeat = { tag: '!repeat', resolve: (times: string) => 'x'.repeat(Number(times)) };

function expectationsIn<Expected>(folder: string): Expected {
  return parse(readFileSync(path.join(corpus, folder, 'expected.yaml'), 'utf8'), { customTags: [repeat] });
}

function functionsIn(folder: string, { timeoutSeconds = 5 } = {}) {
  return testFunctions({
    config: path.join(corpus, folder, 'functions.yaml'),
    settings: { timeoutSeconds },
  });
}

function answers({ file, line, function: name, says }: ExpectedFinding, finding: FunctionFinding): boolean {
  const told = `${finding.message} ${finding.suggestion}`;
  return (
    (file === undefined || path.basename(finding.file) === file) &&
    (line === undefined || finding.line === line) &&
    (name === undefined || finding.function === name) &&
    says.every((word) => told.includes(word))
  );
}

async function refusalOf(loading: Promise<unknown>): Promise<{ code: string; message: string }> {
  return loading.then(
    () => ({ code: 'loaded', message: '' }),
    (error) => error,
  );
}

/** Nothing that a terminal obeys. */
const harmless = /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u;

/** Many times what a load takes on a busy machine. */
const longest = 60_000;

describe('a declaration that is odd or no good', { timeout: longest }, () => {
  it.each(readdirSync(path.join(corpus, 'bad')))('%s', async (name) => {
    const expected = expectationsIn<ExpectedLoad>(`bad/${name}`);
    await using functions = functionsIn(`bad/${name}`, expected.refusedBy === 'load' ? expected : {});
    const report = await functions.validate();
    const blocking = report.findings.filter(({ severity }) => severity === 'blocking');
    if (expected.refusedBy === 'validate') {
      const missed = expected.findings.filter((one) => !blocking.some((finding) => answers(one, finding)));
      expect({ missed, of: blocking.length, blocking }).toEqual({
        missed: [],
        of: expected.findings.length,
        blocking,
      });
      expect(report.ok).toBe(false);
      expect(await refusalOf(functions.list())).toMatchObject({ code: 'config-invalid' });
      return;
    }
    expect(blocking).toEqual([]);
    if (expected.refusedBy === 'load') {
      const { code, message } = await refusalOf(functions.list());
      expect(code).toBe('config-invalid');
      for (const word of expected.says) expect(message).toContain(word);
      return;
    }
    expect(await functions.call('add', { a: 2, b: 3 })).toMatchObject({
      status: 'succeeded',
      result: expected.result,
      stdout: '',
    });
  });
});

describe.each(['endings', 'real', 'results'])('a call of what stands in %s', (folder) => {
  const functions = functionsIn(folder);
  afterAll(() => functions[Symbol.asyncDispose]());

  it.each(expectationsIn<ExpectedCall[]>(folder))('$call ends as $status', async (expected) => {
    const ended = await functions.call(expected.call, expected.arguments);
    const message = ended.error?.message ?? '';
    const problems = ended.error?.problems.map((problem) => Object.values(problem).join(' ')) ?? [];
    const told = [message, ...problems].join(' ');
    expect([ended.status, told]).toEqual([expected.status, told]);
    expect(ended.success).toBe(expected.status === 'succeeded');
    expect(ended.result).toEqual(expected.result ?? null);
    for (const word of expected.says ?? []) expect(told).toContain(word);
    if (expected.type !== undefined) expect(ended.error?.type).toBe(expected.type);
    if (expected.artifacts !== undefined)
      expect(ended.artifacts.map(({ name }) => name)).toEqual(expected.artifacts);
    expect(message).toMatch(harmless);
    expect(message.length).toBeLessThan(4_000);
  });
});

describe('a state that is odd', () => {
  const declared = parse(readFileSync(path.join(corpus, 'odd-states/functions.yaml'), 'utf8'));
  const binding: string = declared.functions.python_functions[0].parameters.text;

  it('is bound as it is, never read as a binding again', async () => {
    await using functions = functionsIn('odd-states');
    const { call } = await functions.callWithState('echo', { text: binding });
    expect(call).toMatchObject({ status: 'succeeded', result: binding });
  });

  it('that contains itself is refused in words', async () => {
    await using functions = functionsIn('odd-states');
    const state: Record<string, unknown> = {};
    state.text = state;
    await expect(functions.callWithState('echo', state)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('without what is bound names the path', async () => {
    await using functions = functionsIn('odd-states');
    await expect(functions.callWithState('echo', { texts: [] })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('state.text'),
    });
  });
});
