import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScriptedModel } from '../../../src/llm/scripted-model.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { CommandRoom } from '../../helpers/cli.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { Desk } from '../desk.ts';

const table = 'city,amount\nOslo,10\nBergen,20\n';
/** Prints what a program finds in its folder, and answers from the good file. */
const listing = `import json
from pathlib import Path
import pandas as pd
total = int(pd.read_csv('good.csv')['amount'].sum())
print(json.dumps({'total': total, 'found': sorted(each.name for each in Path('.').iterdir())}))`;

describe('skipBadFiles', () => {
  it('leaves bad files out under names of their own, so that none takes the place of a good one', async () => {
    await using desk = await Desk.open();
    const good = await desk.file('data.csv', table);
    const prepared = await desk.prepare(
      [good, '/nowhere/data.csv', { name: 'data.csv', bytes: Buffer.of() }],
      {
        skipBadFiles: true,
      },
    );
    expect(prepared.map(({ name, path: at, originalPath }) => [name, at !== null, originalPath])).toEqual([
      ['data.csv', true, good],
      ['data (2).csv', false, '/nowhere/data.csv'],
      ['data (3).csv', false, null],
    ]);
    expect(prepared[1]?.description).toEqual({
      name: 'data (2).csv',
      type: 'unusable',
      mediaType: 'application/octet-stream',
      bytes: 0,
      sizeMb: 0,
      sha256: '',
      load: '',
      imports: [],
      problem: 'was not found; check the path and the spelling',
      warnings: ['The file was left out: it was not found; check the path and the spelling.'],
    });
  });

  it('goes on with the good file, tells the model what is missing, and keeps the bad files from the program', async () => {
    const model = scriptedModel([program(listing), approval]);
    await using test = await testCoder(model);
    const files = [
      await test.file('good.csv', table),
      path.join(test.folder, 'missing.csv'),
      await test.file('script.sh', 'echo 1'),
      await test.file('broken.json', '{"a": '),
    ];
    const done = await test.coder.executeCodeTask('Total amount?', { files, skipBadFiles: true });
    expect(done).toMatchObject({
      status: 'succeeded',
      result: { total: 30, found: ['good.csv'] },
      inputFiles: ['good.csv', 'missing.csv', 'script.sh', 'broken.json'],
      fileMetadata: {
        'good.csv': { type: 'csv' },
        'missing.csv': { type: 'unusable', problem: expect.stringContaining('was not found') },
        'script.sh': { type: 'unusable', problem: expect.stringContaining('is a program') },
        'broken.json': { type: 'unusable', problem: expect.stringContaining('is not valid JSON') },
      },
    });
    expect(done.warnings.filter((warning) => warning.includes('was left out'))).toHaveLength(3);
    const prompt = promptOf(model);
    expect(prompt).toMatch(/"name": "missing\.csv",\s*"type": "unusable",\s*"problem": "was not found/);
    expect(prompt).not.toContain('"load": ""');
    expect(prompt).not.toContain(test.folder);
  });

  it('goes on without any file when none can be used', async () => {
    await using test = await testCoder(scriptedModel([program('print(1 + 1)'), approval]));
    const done = await test.coder.executeCodeTask('One and one?', {
      files: ['/nowhere/a.csv'],
      skipBadFiles: true,
    });
    expect(done).toMatchObject({ status: 'succeeded', output: '2\n' });
  });

  it('is off by default: the task ends before a model is asked and names every bad file', async () => {
    const model = scriptedModel([]);
    await using test = await testCoder(model);
    const files = [
      await test.file('good.csv', table),
      '/nowhere/missing.csv',
      await test.file('script.sh', 'echo 1'),
      await test.file('broken.json', '{"a": '),
    ];
    const done = await test.coder.executeCodeTask('Total amount?', { files });
    expect(done.status).toBe('input-invalid');
    expect(done.error?.split('\n')).toEqual([
      "3 files can't be used:",
      '- "/nowhere/missing.csv" was not found; check the path and the spelling.',
      expect.stringMatching(/^- ".*script\.sh" is a program; only data files are taken\.$/),
      expect.stringMatching(/^- ".*broken\.json" is not valid JSON/),
    ]);
    expect(model.calls).toEqual([]);
  });
});

describe('--skip-bad-files', () => {
  const words = [
    '--file',
    'good.csv',
    '--file',
    'missing.csv',
    '--file',
    'script.sh',
    '--file',
    'broken.json',
  ];
  const fill = async (room: CommandRoom): Promise<void> => {
    await room.write('good.csv', table);
    await room.write('script.sh', 'echo 1');
    await room.write('broken.json', '{"a": ');
  };

  it('answers from the good file and ends with 0', async () => {
    await using room = await CommandRoom.open([program(listing), JSON.stringify(approval)]);
    await fill(room);
    const whole = words.map((word) => (word === '--file' ? word : room.path(word)));
    const { exitCode, value, stderr } = await room.askHere(['Total amount?', ...whole, '--skip-bad-files']);
    expect([exitCode, value.result]).toEqual([0, { total: 30, found: ['good.csv'] }]);
    expect(stderr).toContain('missing.csv: The file was left out: it was not found; check the path');
  });

  it('describes the good file and says in words why the others were left out', async () => {
    await using room = await CommandRoom.open();
    await fill(room);
    const names = ['good.csv', 'missing.csv', 'broken.json'];
    const { exitCode, stdout } = await room.run(['describe', ...names, '--skip-bad-files']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("read with  pd.read_csv('good.csv')");
    expect(stdout.slice(stdout.indexOf('missing.csv'))).toBe(
      [
        'missing.csv  left out',
        '  problem    It was not found; check the path and the spelling.',
        '',
        'broken.json  left out',
        '  problem    It is not valid JSON (Expecting value at line 1, column 7); correct it there or export it again.',
        '',
      ].join('\n'),
    );
  });

  it('left away, the command ends with 2 and names all three', async () => {
    await using room = await CommandRoom.open();
    await fill(room);
    const { exitCode, stderr } = await room.run(['Total amount?', ...words]);
    expect(exitCode).toBe(2);
    for (const name of ['missing.csv', 'script.sh', 'broken.json']) expect(stderr).toContain(`/${name}" `);
  });
});

function promptOf(model: ScriptedModel): string {
  return model.calls[0]?.user ?? '';
}
