import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigOverrides } from '../../src/config/schema.ts';
import type { CodeTaskOptions } from '../../src/contracts/code-task-options.ts';
import type { TaskEvent } from '../../src/contracts/task-event.ts';
import { CoderError } from '../../src/errors/coder-error.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { auditLines } from '../helpers/audit-records.ts';
import { program, testCoder } from '../helpers/test-coder.ts';

const table = { name: 'a.csv', bytes: new TextEncoder().encode('a,b\n1,2\n') };
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'faults-'));
  file = path.join(folder, 'file');
  writeFileSync(file, 'mine');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Fault {
  query?: string;
  config?: ConfigOverrides;
  code?: string;
}

/** Runs one task and gives its result or the error it threw, how often the model was asked, and what is on record; no folder of the task may be left. */
async function attempt(options: CodeTaskOptions, fault: Fault = {}) {
  const model = scriptedModel([
    program(fault.code ?? `open('note.txt', 'w').write('hi')\nprint(6 * 7, flush=True)`),
  ]);
  await using test = await testCoder(model, {
    maxIterations: 1,
    model: { review: 'never' },
    ...fault.config,
  });
  const ended = await test.coder
    .executeCodeTask(fault.query ?? 'What is six times seven?', options)
    .then((result) => ({ result, error: null }))
    .catch((error: unknown) => ({ result: null, error }));
  expect(test.taskFolders()).toEqual([]);
  const records = auditLines(path.join(test.folder, 'audit'));
  return { ...ended, calls: model.calls.length, records };
}

describe('folders that can not be used', () => {
  it.each([
    ['executionDir', /^The folder for running tasks, .*below, can't be used \(ENOTDIR.*Set executionDir to/],
    ['auditDir', /^The audit log in .*below can't be written \(ENOTDIR.*Set auditDir to/],
  ])('a %s below a file is one clear error, before the model is asked', async (setting, message) => {
    const { error, calls } = await attempt({}, { config: { [setting]: path.join(file, 'below') } });
    expect(error).toBeInstanceOf(CoderError);
    expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringMatching(message) });
    expect(calls).toBe(0);
  });

  it.each(['file', 'file/below'])(
    'an outputDir that is %s is refused before the model is asked',
    async (name) => {
      const outputDir = path.join(folder, name);
      const { result, calls, records } = await attempt({ outputDir });
      expect(result).toMatchObject({ success: false, status: 'input-invalid' });
      expect(result?.error).toContain(`The output folder ${outputDir} is not a folder`);
      expect(calls).toBe(0);
      expect(records).toEqual([expect.stringContaining('"status":"input-invalid"')]);
    },
  );

  it('an artifact that meets a folder in its way gets another name', async () => {
    const outputDir = path.join(folder, 'taken');
    await mkdir(path.join(outputDir, 'note.txt'), { recursive: true });
    const { result } = await attempt({ outputDir });
    expect(result?.artifacts).toMatchObject([{ path: path.join(outputDir, 'note (2).txt') }]);
  });

  it('an artifact that needs a folder where a file is gets a folder of another name', async () => {
    const outputDir = path.join(folder, 'mixed');
    await mkdir(outputDir);
    writeFileSync(path.join(outputDir, 'sub'), 'mine');
    const code = `import os\nos.mkdir('sub')\nopen('sub/note.txt', 'w').write('hi')\nprint(42)`;
    const { result } = await attempt({ outputDir }, { code });
    expect(result).toMatchObject({
      status: 'succeeded',
      artifacts: [{ name: 'sub/note.txt', path: path.join(outputDir, 'sub (2)/note.txt') }],
      warnings: [expect.stringContaining('"sub/note.txt" was kept as "sub (2)/note.txt": a link or a file')],
    });
    expect(readFileSync(path.join(outputDir, 'sub'), 'utf8')).toBe('mine');
  });

  it('a configured outputDir that is a link is refused before the model is asked', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    const outputDir = path.join(folder, 'linked');
    await mkdir(elsewhere);
    symlinkSync(elsewhere, outputDir);
    const { error, calls } = await attempt({}, { config: { outputDir } });
    expect(error).toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/linked is a link\. Set outputDir to the real place/),
    });
    expect([calls, readdirSync(elsewhere)]).toEqual([0, []]);
  });

  it('an outputDir that the caller names may be a link', async () => {
    const elsewhere = path.join(folder, 'own');
    const outputDir = path.join(folder, 'own-link');
    await mkdir(elsewhere);
    symlinkSync(elsewhere, outputDir);
    const { result } = await attempt({ outputDir });
    expect(result?.artifacts).toMatchObject([{ path: path.join(outputDir, 'note.txt') }]);
    expect(readdirSync(elsewhere)).toEqual(['note.txt']);
  });

  it('an artifact that something on this machine would obey is kept beside its warning and under its own name in the result', async () => {
    const outputDir = path.join(folder, 'obeyed');
    const code = `open('Dockerfile', 'w').write('all:')\nprint(42)`;
    const { result, records } = await attempt({ outputDir }, { code });
    expect(result).toMatchObject({
      status: 'succeeded',
      artifacts: [{ name: 'Dockerfile', path: path.join(outputDir, '_Dockerfile') }],
      warnings: [
        'The file "Dockerfile" was kept as "_Dockerfile": tools that start containers and machines run what it says.',
      ],
    });
    expect(records[0]).toContain('was kept as');
    expect(readdirSync(outputDir)).toEqual(['_Dockerfile']);
  });

  it('a program that writes many files of such names is told of in twenty sentences and a number', async () => {
    const code = `for n in range(25): open(f'test_{n}.py', 'w').write('1')`;
    const { result } = await attempt({ outputDir: path.join(folder, 'many-obeyed') }, { code });
    expect(result?.artifacts).toHaveLength(25);
    expect(result?.warnings).toHaveLength(21);
    expect(result?.warnings.at(-1)).toBe('5 more files were kept under other names: see the path of each.');
  });

  it('the folder of a task stays until its last artifact is kept', async () => {
    const code = `for n in range(100): open(f'{n}.txt', 'w').write('hi')`;
    const { result } = await attempt({ outputDir: path.join(folder, 'many') }, { code });
    expect(result).toMatchObject({ status: 'succeeded', error: null });
    expect(readdirSync(path.join(folder, 'many'))).toHaveLength(100);
  });

  it('an executionDir that vanishes while the program runs costs neither the answer nor its files', async () => {
    const executionDir = path.join(folder, 'vanishing');
    const { result } = await attempt(
      {
        onEvent: ({ type }) => {
          if (type === 'output') rmSync(executionDir, { recursive: true });
        },
      },
      { config: { executionDir } },
    );
    expect(result).toMatchObject({ status: 'succeeded', result: 42, artifacts: [{ name: 'note.txt' }] });
    expect(existsSync(executionDir) ? readdirSync(executionDir) : []).toEqual([]);
  });
});

describe('an observer that throws', () => {
  it.each<TaskEvent['type']>([
    'phase-started',
    'phase-finished',
    'file-described',
    'code-generated',
    'round-verified',
    'output',
    'artifact-collected',
  ])('at %s ends the task with its own error and a record', async (type) => {
    const fault = new Error('the observer broke');
    const seen: string[] = [];
    const { error, records } = await attempt({
      files: [table],
      onEvent: (event) => {
        seen.push(event.type);
        if (event.type === type) throw fault;
      },
    });
    expect(error).toBe(fault);
    expect(seen.filter((name) => name === type)).toHaveLength(1);
    expect(seen.at(-1)).toBe(type);
    expect(records).toEqual([expect.stringContaining('"auditId"')]);
  });

  it('stops a program that would run on', async () => {
    const fault = new Error('the observer broke');
    const { error } = await attempt(
      {
        limits: { timeoutSeconds: 3_600 },
        onEvent: ({ type }) => {
          if (type === 'output') throw fault;
        },
      },
      { code: 'print(1, flush=True)\nwhile len("x"): pass' },
    );
    expect(error).toBe(fault);
  });

  it('at the very end does not undo the record', async () => {
    const fault = new Error('the observer broke');
    const { error, records } = await attempt({
      onEvent: ({ type }) => {
        if (type === 'finished') throw fault;
      },
    });
    expect(error).toBe(fault);
    expect(records).toEqual([expect.stringContaining('"status":"succeeded"')]);
  });
});

describe('a request that can not be met', () => {
  it.each<[CodeTaskOptions, string]>([
    [{ limits: { timeoutSeconds: 0 } }, 'timeoutSeconds'],
    [{ limits: { timeoutSeconds: 86_401 } }, 'timeoutSeconds'],
    [{ limits: { memoryMiB: Number.NaN } }, 'memoryMiB'],
    [{ limits: { memoryMiB: 1 } }, 'memoryMiB'],
    [{ limits: { outputMiB: Number.POSITIVE_INFINITY } }, 'outputMiB'],
    [{ limits: { diskMiB: 0.5 } }, 'diskMiB'],
    [{ maxIterations: 0 }, 'maxIterations'],
    [{ maxIterations: Number.NaN }, 'maxIterations'],
  ])('with %j throws an error that names %s', async (options, name) => {
    const { error, calls } = await attempt(options);
    expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringContaining(`at ${name}`) });
    expect(calls).toBe(0);
  });

  it('is refused altogether when the configuration is disabled', async () => {
    const { error } = await attempt({}, { config: { enabled: false } });
    expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringContaining('switched off') });
  });

  it.each([
    ['an empty question', '', 'The question is empty'],
    ['a blank question', ' \n\t', 'The question is empty'],
    ['a question past 1 MiB', 'a'.repeat(2 ** 20 + 1), 'give data as a file'],
  ])('with %s is input-invalid', async (_, query, words) => {
    const { result, calls } = await attempt({}, { query });
    expect(result).toMatchObject({ status: 'input-invalid', error: expect.stringContaining(words) });
    expect(calls).toBe(0);
  });

  it('with 101 files is told how many are allowed', async () => {
    const { result } = await attempt({ files: Array(101).fill(table) });
    expect(result).toMatchObject({ status: 'input-invalid' });
    expect(result?.error).toContain('at most 100 files, but 101 were given');
  });
});

describe('a question of 1 MiB', () => {
  const query = 'average '.repeat(2 ** 17);

  it('is answered by a model', async () => {
    expect((await attempt({}, { query })).result).toMatchObject({ result: 42 });
  });

  it('fits no template and is not pondered, for its length alone', async () => {
    await using test = await testCoder(null);
    const { status, error } = await test.coder.executeCodeTask(query, { files: [table] });
    expect(status).toBe('no-generator');
    expect(error).toContain('it is longer than the questions they answer');
  });
});
