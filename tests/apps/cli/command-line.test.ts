import { expect, it } from 'vitest';
import { packageVersion } from '../../../src/config/package-root.ts';
import { cli } from './scripted-cli.ts';

it('takes a first argument that is no verb as the question, with options on either side', async () => {
  for (const argv of [
    ['How many?', '--file', 'a.csv', '--file', 'b.csv', '--context', 'since 2019'],
    ['--file', 'a.csv', '--file', 'b.csv', '--context', 'since 2019', 'How many?'],
    ['run', '--file', 'a.csv', '--file', 'b.csv', 'How many?', '--context', 'since 2019'],
  ]) {
    const { exitCode, calls } = await cli(argv);
    expect(exitCode).toBe(0);
    expect(calls).toContainEqual([
      'execute',
      'How many?',
      { files: ['a.csv', 'b.csv'], context: 'since 2019', outputDir: undefined },
    ]);
  }
});

it('turns flags into settings and leaves unnamed settings alone', async () => {
  const flags = ['--model', 'm', '--base-url', 'http://127.0.0.1:1/v1', '--timeout', '1.5'];
  const { calls } = await cli(['q', ...flags, '--max-iterations', '2', '--config', 'my.yaml']);
  expect(calls[0]).toEqual([
    'create',
    {
      configFile: 'my.yaml',
      config: {
        timeoutSeconds: 1.5,
        maxIterations: 2,
        model: { name: 'm', baseUrl: 'http://127.0.0.1:1/v1' },
      },
    },
  ]);
  expect((await cli(['q'])).calls[0]).toEqual(['create', { config: {} }]);
});

it('hands the wish for a review to the task', async () => {
  const { calls } = await cli(['q', '--review', 'never']);
  expect(calls[1]?.[2]).toMatchObject({ review: 'never' });
});

it('reads the question from standard input for "-"', async () => {
  const { calls } = await cli(['-', '--file', 'a.csv'], { stdin: 'Count the\nrows\n' });
  expect(calls[1]?.slice(0, 2)).toEqual(['execute', 'Count the\nrows']);
});

it.each([
  [['descibe', 'foo.csv'], 'There is no verb "descibe"; did you mean python-coder describe?'],
  [['docter'], 'There is no verb "docter"; did you mean python-coder doctor?'],
  [['how', 'many'], 'The question must be one argument, but "many" follows "how": put it in quotes.'],
  [['--quiet', 'describe', 'x'], 'Write the verb before its options: python-coder describe ...'],
  [[], "Missing required argument 'query'. See python-coder --help."],
  [['-'], 'The question is empty: write it in quotes, or pipe it in with "-".'],
  [['q', '--jsn'], "Unknown option '--jsn' (Did you mean --json?). See python-coder --help."],
  [
    ['q', '--timeout', 'soon'],
    "Option '--timeout <seconds>' argument 'soon' is invalid. It must be a number of seconds above 0 and at most 86400, such as 30. See python-coder --help.",
  ],
  [
    ['q', '--max-iterations', '0'],
    "Option '--max-iterations <number>' argument '0' is invalid. It must be a whole number from 1 to 10. See python-coder --help.",
  ],
  [
    ['q', '--review', 'maybe'],
    "Option '--review <when>' argument 'maybe' is invalid. It must be always, when-uncertain, never. See python-coder --help.",
  ],
])('answers %j with exit code 2 and what to type instead', async (argv, sentence) => {
  const { calls, ...printed } = await cli(argv);
  expect(printed).toEqual({ exitCode: 2, stdout: '', stderr: `error: ${sentence}\n` });
  expect(calls.filter(([name]) => name === 'execute')).toEqual([]);
});

it('asks a question that looks like a mistyped verb when run is written out', async () => {
  expect((await cli(['run', 'docter'])).calls[1]?.[1]).toBe('docter');
});

it('gives a command line it can not understand its one object with --json', async () => {
  const { stdout, exitCode } = await cli(['q', '--json', '--timeout', '-1']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    success: false,
    status: 'error',
    error: { code: 'input-invalid', message: expect.stringContaining('--timeout') },
  });
});

it('prints help with every option of run and every verb, and the version, without making a coder', async () => {
  const { exitCode, stdout, stderr, calls } = await cli(['--help']);
  expect({ exitCode, stderr, calls }).toEqual({ exitCode: 0, stderr: '', calls: [] });
  for (const word of ['--file', '--save-code', '--max-iterations', 'describe', 'doctor', '130  cancelled']) {
    expect(stdout).toContain(word);
  }
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect((await cli(['verify', '--help'])).stdout).toMatch(
    /^Usage: python-coder verify \[options\] <script>/,
  );
  expect(await cli(['--version'])).toMatchObject({ exitCode: 0, stdout: `${packageVersion}\n` });
});
