import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallResult, FunctionFinding } from '../../../src/contracts/python-functions.ts';
import { CoderError } from '../../../src/errors/coder-error.ts';
import type { PythonFunctionsOptions } from '../../../src/tools/create-python-functions.ts';
import { type FakeFunction, type FakeFunctions, fakeFunctions } from '../../helpers/fake-functions.ts';
import { cli, type Script } from './scripted-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'functions-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const declared: FakeFunction[] = [
  {
    name: 'total',
    description: 'Adds prices. Rounds to cents.',
    parameters: { type: 'object', properties: { prices: { type: 'array' } } },
    line: 12,
    run: ({ prices = [] }) => ({ result: { sum: (prices as number[]).length } }),
  },
  { name: 'fetch', description: 'Gets\u001b[31m a page\nfrom the web.', network: true },
];

type Given = Parameters<typeof fakeFunctions>[1];

/** Runs `functions` with these words against functions in memory. */
async function run(words: string[], script: Script & { functions?: FakeFunction[]; given?: Given } = {}) {
  const { functions = declared, given, ...rest } = script;
  const opened: PythonFunctionsOptions[] = [];
  const registry = fakeFunctions(functions, given);
  const createFunctions = (options: PythonFunctionsOptions) => {
    opened.push(options);
    return { ...registry, tools: async () => [] };
  };
  const ended = await cli(['functions', ...words, '--functions', 'f.yaml'], { ...rest, createFunctions });
  return { ...ended, registry, opened };
}

describe('functions list', () => {
  it('prints a line for each function with its place and first sentence, and closes what it opened', async () => {
    const { stdout, exitCode, opened, registry } = await run(['list']);
    expect(stdout).toBe(
      [
        'function  defined in            about',
        'total     tools.py:12           Adds prices.',
        'fetch     tools.py:1   network  Gets a page',
        '',
      ].join('\n'),
    );
    expect([exitCode, opened]).toMatchObject([0, [{ config: ['f.yaml'] }]]);
    expect(registry.isOpen).toBe(false);
  });

  it('keeps to the width of a terminal', async () => {
    const functions = [{ name: 'n'.repeat(60), description: `${'word '.repeat(40)}.` }];
    const { stdout } = await run(['list'], { functions, tty: { stdout: true } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBe(80);
  });

  it('gives everything that is known with --json', async () => {
    const { stdout } = await run(['list', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      functions: [{ name: 'total' }, { network: true }],
    });
  });

  it('says in one sentence that no file declares functions here', async () => {
    const { exitCode, stderr } = await cli(['functions', 'list']);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'error: There is no functions.yaml in this folder: name the file that declares them with --functions.\n',
    );
  });
});

describe('functions validate', () => {
  const finding: FunctionFinding = {
    rule: 'forbidden-module',
    severity: 'blocking',
    message: 'It imports subprocess\u001b]0;x\u0007.',
    suggestion: 'Leave it out.',
    file: 'tools/clean.py',
    line: 3,
    column: 8,
    function: 'total',
  };
  const minor: FunctionFinding = { ...finding, severity: 'minor', line: null, suggestion: null };

  it('prints findings as compilers do and fails where one blocks', async () => {
    const given = { report: { ok: false, findings: [finding, minor] } };
    const { stdout, exitCode } = await run(['validate'], { given });
    expect(stdout).toBe(
      [
        'tools/clean.py:3:8: blocking forbidden-module: It imports subprocess.',
        '    Leave it out.',
        'tools/clean.py: minor forbidden-module: It imports subprocess.',
        '2 functions in 1 Python file: 1 blocking, 1 minor',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(2);
  });

  it('passes where nothing blocks, and gives the report as one object', async () => {
    const { stdout, exitCode } = await run(['validate', '--json'], {
      given: { report: { findings: [minor] } },
    });
    expect(JSON.parse(stdout)).toMatchObject({ success: true, ok: true, findings: [{ severity: 'minor' }] });
    expect(exitCode).toBe(0);
  });
});

describe('functions schema', () => {
  it('prints the schema of the arguments as JSON', async () => {
    const { stdout } = await run(['schema', 'total']);
    expect(JSON.parse(stdout)).toEqual(declared[0]?.parameters);
  });

  it('ends with the sentence of an unknown name', async () => {
    const { exitCode, stderr } = await run(['schema', 'nothing']);
    expect([exitCode, stderr]).toEqual([2, 'error: There is no function "nothing".\n']);
  });
});

describe('functions call', () => {
  const failing = (ended: Partial<CallResult>): FakeFunction[] => [{ name: 'total', run: () => ended }];

  it('prints the result as JSON, and everything else on standard error', async () => {
    const functions = [
      { name: 'total', run: () => ({ result: { sum: '\u009b2J' }, stdout: 'adding\u001b[2J\n' }) },
    ];
    const { stdout, stderr, exitCode } = await run(['call', 'total'], { functions });
    expect(stdout).toBe('{\n  "sum": "\\u009b2J"\n}\n');
    expect(stderr).toBe(`adding\n1 ms, nothing was run, audit ${'a'.repeat(32)}\n`);
    expect(exitCode).toBe(0);
  });

  it('says a warning once, whether it was seen coming or not', async () => {
    const said: FakeFunction[] = [
      {
        name: 'total',
        run: (_, { onEvent }) => {
          onEvent?.({ type: 'warning', message: 'A great\u001b[2J number.' });
          return { result: 1, warnings: ['A great\u001b[2J number.', 'Another.'] };
        },
      },
    ];
    const { stderr } = await run(['call', 'total'], { functions: said });
    expect(stderr.split('\n').slice(0, 2)).toEqual(['Warning: A great number.', 'Warning: Another.']);
    expect(stderr.match(/Warning/g)).toHaveLength(2);
    const quiet = await run(['call', 'total', '--quiet'], { functions: said });
    expect(quiet.stderr).toBe('');
  });

  it('takes functions of several files', async () => {
    const { opened } = await run(['call', 'total', '--functions', 'e.yaml']);
    expect(opened).toMatchObject([{ config: ['e.yaml', 'f.yaml'] }]);
  });

  it('takes arguments as typed, from a file and from standard input', async () => {
    const file = path.join(folder, 'arguments.json');
    writeFileSync(file, '{"prices": [3]}');
    const typed = await run(['call', 'total', '--args', '{"prices": [1]}']);
    const piped = await run(['call', 'total', '--args', '-'], { stdin: '{"prices": [2]}' });
    const read = await run(['call', 'total', '--args', `@${file}`]);
    const given = [typed, piped, read].map(({ registry }) => registry.calls[0]?.values);
    expect(given).toEqual([{ prices: [1] }, { prices: [2] }, { prices: [3] }]);
  });

  it.each([
    { given: '{', said: 'no JSON' },
    { given: '[1]', said: 'must be one JSON object' },
    { given: 'null', said: 'must be one JSON object' },
    { given: '@/nowhere.json', said: 'there is no such file' },
  ])('refuses $given as arguments, before anything is opened', async ({ given, said }) => {
    const { exitCode, stderr, opened } = await run(['call', 'total', '--args', given]);
    expect([exitCode, opened]).toEqual([2, []]);
    expect(stderr).toContain(said);
  });

  it('hands files, limits and permissions on', async () => {
    const words = [
      '--file',
      'a.csv',
      '--file',
      'b.csv',
      '--timeout',
      '5',
      '--output-dir',
      'out',
      '--allow-network',
    ];
    const { registry, opened } = await run(['call', 'total', ...words]);
    expect(opened).toMatchObject([{ allowNetwork: true, outputDir: 'out' }]);
    expect(registry.calls[0]?.options).toMatchObject({
      files: ['a.csv', 'b.csv'],
      limits: { timeoutSeconds: 5 },
      outputDir: 'out',
    });
  });

  it('binds to a state and prints the new one', async () => {
    const { stdout, registry } = await run(['call', 'total', '--state', '{"prices": [1, 2]}']);
    expect(JSON.parse(stdout)).toEqual({ prices: [1, 2], result: { sum: 2 } });
    expect(registry.calls[0]?.values).toEqual({ prices: [1, 2] });
    const both = await run(['call', 'total', '--state', '{}', '--args', '{}']);
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining('not both')]);
  });

  it('says which argument does not fit and ends with 2', async () => {
    const problems = [{ path: 'prices[0]', message: 'Input should be a number', expected: 'float' }];
    const error = { message: 'One argument does not fit.', type: null, traceback: null, problems };
    const functions = failing({ status: 'arguments-invalid', error, success: false });
    const { stdout, stderr, exitCode } = await run(['call', 'total', '--quiet'], { functions });
    expect(stderr).toBe(
      'total arguments-invalid: One argument does not fit.\n  prices[0]: Input should be a number (expected float)\n',
    );
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it.each([
    ['failed', 1],
    ['result-invalid', 1],
    ['timed-out', 1],
    ['lost', 75],
    ['cancelled', 130],
  ] as const)('ends a call that was %s with %i', async (status, exitCode) => {
    const error = {
      message: 'It ended.',
      type: 'ValueError',
      traceback: 'Traceback\u001b[2J\nValueError',
      problems: [],
    };
    const ended = await run(['call', 'total', '--json'], { functions: failing({ status, error }) });
    expect(ended.exitCode).toBe(exitCode);
    expect(JSON.parse(ended.stdout)).toMatchObject({ success: false, status, error: { type: 'ValueError' } });
    expect(ended.stderr).not.toContain('\u001b');
  });
});

describe('functions test', () => {
  const examples = [
    { prices: [1], expected: { sum: 1 } },
    { prices: [1, 2], expected: { sum: 3 } },
  ];

  it('prints how each example ended, and what a failed one returned', async () => {
    const { stdout, stderr, exitCode } = await run(['test', 'total'], { given: { examples } });
    expect(stdout).toBe(
      'passed: total, example 1 (1 ms)\nfailed: total, example 2 (1 ms)\n1 example passed, 1 failed\n',
    );
    expect(stderr).toBe('total, example 2: It differs.\n');
    expect(exitCode).toBe(1);
  });

  it('tells the exception of an example that nobody expected to raise', async () => {
    const error = {
      message: 'total raised ValueError: odd',
      type: 'ValueError',
      traceback: null,
      problems: [],
    };
    const functions: FakeFunction[] = [{ name: 'total', run: () => ({ error }) }];
    const { stderr } = await run(['test'], { functions, given: { examples } });
    expect(stderr).toContain('total, example 1: It differs.\ntotal failed: total raised ValueError: odd\n');
  });

  it('ends with 0 where every example passes, and where there is none', async () => {
    const passing = await run(['test', '--json'], { given: { examples: examples.slice(0, 1) } });
    expect(JSON.parse(passing.stdout)).toMatchObject({ success: true, examples: [{ function: 'total' }] });
    expect(passing.exitCode).toBe(0);
    const none = await run(['test']);
    expect([none.stdout, none.exitCode]).toEqual(['No example is declared.\n', 0]);
  });
});

describe('functions profile', () => {
  it('prints times, memory and the slowest lines', async () => {
    const lines = [{ file: 'tools.py', line: 3, source: '    x = [\u001b[2J]', milliseconds: 1.25, hits: 2 }];
    const { stdout, registry } = await run(['profile', 'total', '--args', '{"prices": []}'], {
      given: { profile: { lines, inside: { argumentsMs: 0.2, functionMs: 1, resultMs: 0.1 } } },
    });
    expect(stdout).toBe(
      [
        '3 calls: 1.0 ms at best, 2.0 ms in the middle, 3.0 ms at worst, 40.0 MiB at most',
        'inside: 0.2 ms for the arguments, 1.0 ms in the function, 0.1 ms for the result',
        ' ms  hits  line',
        '1.3     2  tools.py:3  x = []',
        '',
      ].join('\n'),
    );
    expect(registry.calls[0]?.values).toEqual({ prices: [] });
  });

  it('tells why a call failed in place of figures', async () => {
    const error = { message: 'It took too long.', type: null, traceback: null, problems: [] };
    const functions: FakeFunction[] = [{ name: 'total', run: () => ({ status: 'timed-out', error }) }];
    const { stdout, stderr, exitCode } = await run(['profile', 'total'], { functions });
    expect([stdout, stderr, exitCode]).toEqual(['', 'total timed-out: It took too long.\n', 1]);
  });
});

describe('functions docs', () => {
  it('prints Markdown, or writes it to a file', async () => {
    const printed = await run(['docs']);
    expect(printed.stdout).toBe('# Functions\n\n## total\n\n## fetch\n');
    const file = path.join(folder, 'functions.md');
    const written = await run(['docs', '--out', file]);
    expect(written.stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toContain('## total');
    const nowhere = await run(['docs', '--out', path.join(folder, 'no/where.md')]);
    expect([nowhere.exitCode, nowhere.stderr]).toEqual([2, expect.stringContaining('could not be written')]);
  });
});

describe('functions watch', () => {
  it('tells of reloads and of what was kept, until it is stopped', async () => {
    const stop = new AbortController();
    const registry: FakeFunctions = fakeFunctions(declared);
    const finding: FunctionFinding = {
      rule: 'syntax',
      severity: 'blocking',
      message: 'Bad.',
      suggestion: null,
      file: 'tools.py',
      line: 1,
      column: 2,
      function: null,
    };
    const { stderr, exitCode } = await cli(['functions', 'watch', '--functions', 'f.yaml'], {
      createFunctions: () => Object.assign(registry, { tools: async () => [] }),
      signal: stop.signal,
      onStderr: (text) => {
        if (text.includes('Watching'))
          registry.reload([], {
            type: 'reloaded',
            added: [],
            changed: ['total'],
            removed: ['fetch'],
            warmMs: 120,
          });
        else if (text.includes('Reloaded'))
          registry.reload([], { type: 'kept', reason: 'A file is broken.', findings: [finding] });
        else if (text.includes('tools.py:1:2')) stop.abort();
      },
    });
    expect(stderr).toBe(
      [
        'Watching: 2 functions',
        'Reloaded: changed total; removed fetch (120 ms)',
        'Refused: A file is broken.',
        'tools.py:1:2: blocking syntax: Bad.',
        '',
      ].join('\n'),
    );
    expect([exitCode, registry.watchers, registry.isOpen]).toEqual([0, 0, false]);
  });
});

describe('functions', () => {
  it.each([[[]], [['lisst']]])('says what can be done after %j', async (words) => {
    const { exitCode, stderr } = await cli(['functions', ...words]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'functions list, validate, schema <name>, call <name>, test, profile <name>, docs or watch',
    );
  });

  it('tells a declaration that blocks as the one error it is', async () => {
    const createFunctions = () => {
      throw new CoderError('f.yaml:3: "nmae" is unknown.', { code: 'config-invalid' });
    };
    const ended = await cli(['functions', 'list', '--functions', 'f.yaml', '--json'], { createFunctions });
    expect(ended.exitCode).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'config-invalid' } });
  });
});
