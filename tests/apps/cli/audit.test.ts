import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditRun } from '../../../src/audit/audit-run.ts';
import { RecordWriter } from '../../../src/audit/record-writer.ts';
import type { AuditEntry, AuditReplay, AuditReport } from '../../../src/contracts/audit.ts';
import type { Issue } from '../../../src/contracts/issue.ts';
import type { Claim } from '../../../src/contracts/modification-record.ts';
import type { ReviewRecord } from '../../../src/contracts/review-record.ts';
import { CoderError } from '../../../src/errors/coder-error.ts';
import { CommandRoom } from '../../helpers/cli.ts';
import { without } from '../../helpers/weak-host.ts';
import { cli, succeeded } from './scripted-cli.ts';

const auditId = 'abcdef12'.repeat(4);
const sha256 = '0123456789abcdef'.repeat(4);
const summary = {
  auditId,
  startedAt: '2026-01-02T03:04:05.678Z',
  status: 'succeeded' as const,
  query: 'How many\n\u001b[31mrows?',
  generator: succeeded.generator,
  totalMs: 840,
};

const text = (start: string) => ({ sha256, bytes: Buffer.byteLength(start), start, redacted: 0 });
const empty = { count: 0, items: [], all: null };
const entry: AuditEntry = {
  file: '2026-01-02.jsonl',
  line: 3,
  seq: 7,
  intact: true,
  texts: { [sha256]: 'print(1)\nprint("\u001b[31m")\n' },
  record: {
    auditId,
    version: '0.1.0',
    startedAt: summary.startedAt,
    finishedAt: summary.startedAt,
    query: text('q'),
    contextSha256: null,
    files: {
      count: 21,
      items: [{ name: 'a.csv', use: 'input', originalPath: '/data/a.csv', bytes: 2048, sha256 }],
      all: text('[]'),
    },
    limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 16, diskMiB: 256 },
    seed: 7,
    python: { version: '3.12.4', source: 'managed', packages: text('{}') },
    generator: { kind: 'model', name: 'm1', understood: null },
    model: 'm1',
    usage: { calls: 2, inputTokens: 1000, outputTokens: 200 },
    promptSha256: [],
    rounds: [
      {
        iteration: 1,
        code: text('print(1)'),
        action: 'approved',
        stages: ['syntax', 'policy'],
        author: null,
        issues: {
          count: 1,
          items: [{ rule: 'r', source: 'review', severity: 'minor', message: 'Could be shorter.', line: 2 }],
          all: null,
        },
        changes: empty,
        run: 'finished',
        durationMs: 12,
      },
    ],
    approvals: [],
    findings: empty,
    run: auditRun(succeeded.run, new RecordWriter((text) => ({ text, count: 0 }))),
    status: 'succeeded',
    error: null,
    output: text('x'),
    stderr: text(''),
    artifacts: {
      count: 1,
      items: [{ name: 'c.png', mediaType: 'image/png', bytes: 10, sha256, path: '/out/c.png' }],
      all: null,
    },
    warnings: { count: 1, items: ['Not kept: x.'], all: null },
    timings: { totalMs: 840 },
  },
};
const report: AuditReport = {
  intact: true,
  records: 7,
  files: 2,
  texts: 9,
  last: { seq: 7, sha256 },
  problems: [],
  omittedProblems: 0,
  notes: [],
};
const replay: AuditReplay = {
  auditId,
  verdict: 'identical',
  status: { recorded: 'finished', replayed: 'finished' },
  output: { comparison: 'same', difference: null },
  result: null,
  artifacts: [{ name: 'c.png', comparison: 'same' }],
  notes: [],
  run: succeeded.run as AuditReplay['run'],
};

describe('audit list', () => {
  it('prints one line for each record, safe for a terminal', async () => {
    const asked: unknown[] = [];
    const list = async (options: unknown) => {
      asked.push(options);
      return { records: [summary], unreadable: 0 };
    };
    const { stdout, exitCode } = await cli(['audit', 'list', '--limit', '5'], { audit: { list } });
    expect(asked).toEqual([{ limit: 5 }]);
    expect({ stdout, exitCode }).toEqual({
      exitCode: 0,
      stdout: [
        'id        started (UTC)        status       took  question',
        'abcdef12  2026-01-02 03:04:05  succeeded  840 ms  How many\\nrows?',
        '',
      ].join('\n'),
    });
  });

  it('says when there is nothing, and when lines can not be read', async () => {
    const list = async () => ({ records: [], unreadable: 2 });
    const { stdout, stderr } = await cli(['audit', 'list'], { audit: { list } });
    expect(stdout).toBe('No task is on record yet.\n');
    expect(stderr).toBe('2 lines could not be read: see python-coder audit verify.\n');
  });
});

describe('audit show', () => {
  it('prints what happened in order, safe for a terminal', async () => {
    const { stdout, stderr, exitCode } = await cli(['audit', 'show', auditId], {
      audit: { show: async () => entry },
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `audit ${auditId}  succeeded, 2026-01-02 03:04:05 UTC, 840 ms`,
      'question   print(1)',
      '           print("")',
      'file       a.csv  2.0 KiB, sha256 0123456789abcdef, from /data/a.csv',
      'and 20 more files (--json has them)',
      'code by    model m1, 1,200 tokens in 2 calls',
      'python     3.12.4 (managed), packages 0123456789abcdef',
      'limits     30 s, 512 MiB memory, 16 MiB output, 256 MiB of files, seed 7',
      '',
      'round 1: approved after syntax, policy; run: finished; code 0123456789abcdef',
      '| print(1)',
      '| print("")',
      '  minor: line 2: Could be shorter.',
      '',
      'run        finished, 310 ms, 88 MiB, isolation B',
      'output',
      '| print(1)',
      '| print("")',
      'saved      /out/c.png  10 B, sha256 0123456789abcdef',
      'warning    Not kept: x.',
      'record     7, line 3 of 2026-01-02.jsonl, matches its hashes',
      '',
    ]);
  });

  it('names the functions that programs could import, and the hash of their sources', async () => {
    const names = { count: 21, items: ['clean_orders', 'net\u001b[2J_price'], all: text('[]') };
    const functions = { library: sha256, names, sources: text('{}') };
    const { stdout } = await cli(['audit', 'show', auditId], {
      audit: { show: async () => ({ ...entry, record: { ...entry.record, functions } }) },
    });
    expect(stdout.split('\n').slice(5, 7)).toEqual([
      'functions  clean_orders, net_price  library 0123456789abcdef',
      'and 19 more functions (--json has them)',
    ]);
  });

  it('prints how a round was reviewed and what became of the claims of the modifier', async () => {
    const [round] = entry.record.rounds;
    if (round === undefined) throw new Error('the sample has a round');
    const [issue] = round.issues.items as Issue[];
    const review: ReviewRecord = {
      status: 'reviewed',
      reason: 'it joins tables',
      evidence: [{ question: 'wrong-answer', line: 2, answer: 'a constant\u001b[31m' }],
      discounted: [{ action: 'dropped', reason: 'no-evidence', issue: issue as Issue }],
    };
    const claims: Claim[] = [
      { issue: 1, rule: 'r', line: 2, claim: 'fixed', explanation: 'Shorter.', outcome: 'still-there' },
    ];
    const modification = {
      claims: { count: 1, items: claims, all: null },
      lines: { added: 3, removed: 1, named: 1, elsewhere: 0 },
    };
    const record = { ...entry.record, rounds: [{ ...round, review, modification }] };
    const { stdout } = await cli(['audit', 'show', auditId], {
      audit: { show: async () => ({ ...entry, record }) },
    });
    expect(stdout).toContain(
      [
        '  minor: line 2: Could be shorter.',
        'review     reviewed: it joins tables',
        'checked    wrong-answer, line 2: a constant',
        'dropped    line 2: Could be shorter. (it names no line)',
        'lines      3 lines added, 1 removed',
        'claim      issue 1 (r, line 2) fixed, but it is still there: Shorter.',
        '',
      ].join('\n'),
    );
  });

  it('says so when the record is not as it was written', async () => {
    const show = async () => ({ ...entry, intact: false, texts: {} });
    const { stdout, stderr } = await cli(['audit', 'show', auditId], { audit: { show } });
    expect(stdout).toContain('| (missing or changed: see python-coder audit verify)');
    expect(stdout).toContain('does NOT match its hashes');
    expect(stderr).toContain('does not match its hash');
  });
});

describe('audit verify', () => {
  it('ends with 0 and the hash of the last record when nothing is wrong', async () => {
    const { stdout, exitCode } = await cli(['audit', 'verify'], { audit: { verify: async () => report } });
    expect({ stdout, exitCode }).toEqual({
      exitCode: 0,
      stdout: `intact: 7 records in 2 files, 9 texts beside them\nrecord 7 has the hash ${sha256}\n`,
    });
  });

  it('ends with 1 and every problem in one line', async () => {
    const problem = { file: 'f', line: 2, seq: 5, auditId, message: 'f, line 2: record 5 was changed.' };
    const verify = async () => ({
      ...report,
      intact: false,
      problems: [{ kind: 'edited' as const, ...problem }],
      omittedProblems: 1,
      notes: ['A note.'],
    });
    const { stdout, stderr, exitCode } = await cli(['audit', 'verify'], { audit: { verify } });
    expect({ stdout, stderr, exitCode }).toEqual({
      exitCode: 1,
      stdout:
        '2 problems in 7 records in 2 files, 9 texts beside them\nedited        f, line 2: record 5 was changed.\nand 1 more\n',
      stderr: 'Note: A note.\n',
    });
  });
});

describe('audit replay', () => {
  it('ends with 0 when everything was the same', async () => {
    const asked: unknown[] = [];
    const script = {
      audit: {
        replay: async (id: string, options: { files?: unknown } = {}) => {
          asked.push(id, options.files);
          return replay;
        },
      },
    };
    const { stdout, exitCode } = await cli(
      ['audit', 'replay', auditId, '--file', 'a', '--file', 'b'],
      script,
    );
    expect(asked).toEqual([auditId, ['a', 'b']]);
    expect({ stdout, exitCode }).toEqual({
      exitCode: 0,
      stdout: [
        `identical: ${auditId}`,
        'run        finished, as recorded; 310 ms, isolation B',
        'output     the same',
        'file       c.png: the same',
        '',
      ].join('\n'),
    });
  });

  it('ends with 0 and the difference when only the last digits of floats were not', async () => {
    const near: AuditReplay = {
      ...replay,
      verdict: 'same-to-12-digits',
      output: { comparison: 'same-to-12-digits', difference: 'from line 1:\n- 0.1\n+ 0.10000000000000001' },
    };
    const argv = ['audit', 'replay', auditId];
    const { stdout, exitCode } = await cli(argv, { audit: { replay: async () => near } });
    expect({ stdout, exitCode }).toEqual({
      exitCode: 0,
      stdout: [
        `same to 12 digits: ${auditId}`,
        'run        finished, as recorded; 310 ms, isolation B',
        'output     the same to 12 digits',
        '  from line 1:',
        '  - 0.1',
        '  + 0.10000000000000001',
        'file       c.png: the same',
        '',
      ].join('\n'),
    });
    const json = await cli([...argv, '--json'], { audit: { replay: async () => near } });
    expect(JSON.parse(json.stdout)).toMatchObject({ success: true, verdict: 'same-to-12-digits' });
  });

  it('tells the result of a call beside what it printed', async () => {
    const other = 'from line 1:\n- 1\n+ \u001b[31m2';
    const called: AuditReplay = {
      ...replay,
      verdict: 'different',
      status: { recorded: 'failed (KeyError)', replayed: 'succeeded' },
      result: { comparison: 'different', difference: other },
    };
    const { stdout, exitCode } = await cli(['audit', 'replay', auditId], {
      audit: { replay: async () => called },
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('run        succeeded, recorded was failed (KeyError);');
    expect(stdout).toContain('result     different\n  from line 1:\n  - 1\n  + 2\noutput     the same\n');
  });

  it('ends with 1 and the difference when something was not', async () => {
    const different: AuditReplay = {
      ...replay,
      verdict: 'different',
      status: { recorded: 'finished', replayed: 'failed' },
      output: { comparison: 'different', difference: 'from line 1:\n- \u001b[31m1\n+ 2' },
      artifacts: [{ name: 'c.png', comparison: 'missing' }],
      notes: ['Other packages: pandas 3.1.0 then, 3.1.1 now.'],
    };
    const { stdout, stderr, exitCode } = await cli(['audit', 'replay', auditId], {
      audit: { replay: async () => different },
    });
    expect({ stdout, stderr, exitCode }).toEqual({
      exitCode: 1,
      stdout: [
        `different: ${auditId}`,
        'run        failed, recorded was finished; 310 ms, isolation B',
        'output     different',
        '  from line 1:',
        '  - 1',
        '  + 2',
        'file       c.png: not written this time',
        '',
      ].join('\n'),
      stderr: 'Note: Other packages: pandas 3.1.0 then, 3.1.1 now.\n',
    });
  });
});

it.each([
  [['audit'], 'Say what to do with the audit log: python-coder audit list, audit show <id>,'],
  [['audit', 'lst'], 'There is no "audit lst": python-coder audit list, audit show <id>,'],
  [['audit', 'show'], "Missing required argument 'id'. See python-coder --help."],
  [['audit', 'list', '--limit', '0'], 'It must be a whole number from 1 to 9999.'],
])('answers %j with exit code 2 and what to type instead', async (argv, sentence) => {
  const { exitCode, stderr, calls } = await cli(argv);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(sentence);
  expect(calls).toEqual([]);
});

it.each(['list', 'show', 'verify', 'replay'])(
  'audit %s prints one object with --json, for a fault too',
  async (verb) => {
    const fault = () => Promise.reject(new CoderError('No.', { code: 'input-invalid' }));
    const answers = {
      list: async () => ({ records: [summary], unreadable: 0 }),
      show: async () => entry,
      verify: async () => report,
      replay: async () => replay,
    };
    const argv = ['audit', verb, ...(['show', 'replay'].includes(verb) ? [auditId] : []), '--json'];
    expect(JSON.parse((await cli(argv, { audit: answers })).stdout)).toMatchObject({ success: true });
    const failed = await cli(argv, { audit: { [verb]: fault } });
    expect(failed.exitCode).toBe(2);
    expect(JSON.parse(failed.stdout)).toMatchObject({ success: false, error: { message: 'No.' } });
  },
);

describe('the built command', () => {
  it('shows, replays and verifies what it recorded, and finds a changed byte', async () => {
    await using room = await CommandRoom.open();
    await room.write('people.csv', 'team,salary\na,100\na,200\nb,50\n');
    const options = { env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' } };
    const run = (...words: string[]) => room.run([...words, '--config', 'config.yaml'], options);
    await room.write('config.yaml', 'model: { detectLocal: false }\n');
    const asked = await run('What is the average salary by team?', '--file', 'people.csv');
    expect(asked.exitCode).toBe(0);
    const [, id = ''] = /audit ([0-9a-f]{32})/.exec(asked.stderr) ?? [];

    expect((await run('audit', 'list')).stdout).toContain(`${id.slice(0, 8)}  `);
    expect((await run('audit', 'show', id)).stdout).toContain(
      "| data: pd.DataFrame = pd.read_csv('people.csv')",
    );
    expect(await run('audit', 'verify')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^intact: 1 record in 1 file/),
    });
    expect(await run('audit', 'replay', id.slice(0, 6))).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^identical/),
    });

    const [day = ''] = readdirSync(room.path('data/audit')).filter((name) => name.endsWith('.jsonl'));
    const log = room.path(`data/audit/${day}`);
    writeFileSync(log, readFileSync(log, 'utf8').replace('salary by team', 'salary by name'));
    expect(await run('audit', 'verify')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining(`${day}, line 1: record 1 (audit ${id}) was changed`),
    });
    const replayed = await run('audit', 'replay', id);
    expect(replayed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(replayed.stderr).toContain('its line in the log was changed');
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'never replays where nothing isolates it, for the log may hold any code, even of a task that ran there',
    async () => {
      await using room = await CommandRoom.open();
      await room.write('people.csv', 'team,salary\na,100\na,200\nb,50\n');
      await room.write('config.yaml', 'model: { detectLocal: false }\n');
      const env = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };
      const options = { env, through: await without('seccomp') };
      const run = (...words: string[]) => room.run([...words, '--config', 'config.yaml'], options);
      const asked = await run('What is the average salary by team?', '--file', 'people.csv');
      expect(asked).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('isolation limits') });
      const [, id = ''] = /audit ([0-9a-f]{32})/.exec(asked.stderr) ?? [];
      const replayed = await run('audit', 'replay', id);
      expect(replayed).toMatchObject({ exitCode: 4, stdout: '' });
      expect(replayed.stderr).toContain('isolation');
    },
  );
});
