import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ExecuteInProjectOptions,
  executeInProject,
  resumeInProject,
} from '../../src/coder/execute-in-project.ts';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';
import { namesOf, projectRoom, textOf } from '../projects/project-room.ts';

let test: TestCoder;

beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

async function openRoom(files: Record<string, string | Buffer>, quota = {}) {
  const room = await projectRoom(quota);
  const project = await room.projects.open('one');
  for (const [name, text] of Object.entries(files)) await project.write(name, Buffer.from(text));
  const run = (code: string, options?: ExecuteInProjectOptions) =>
    executeInProject(test.coder, project, { code, ...options });
  const incoming = () => readdirSync(path.join(room.folder, 'projects', 'one', 'incoming'));
  return { room, project, run, incoming, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

describe('code in a project', () => {
  it('finds its files and leaves the next call what it wrote, moved and removed', async () => {
    await using one = await openRoom({ 'data/a.csv': 'x\n1\n', 'b.txt': 'b', 'c.txt': 'c' });
    const first = await one.run(
      `import os\nimport pandas as pd\nprint(pd.read_csv('data/a.csv')['x'].sum())\nos.makedirs('out')\nopen('out/sum.txt', 'w').write('1')\nos.rename('b.txt', 'c.txt')\nos.remove('data/a.csv')`,
      { verify: false },
    );
    expect(first).toMatchObject({
      kept: ['c.txt', 'out/sum.txt'],
      removed: ['b.txt', 'data/a.csv'],
      notKept: [],
      notRemoved: [],
      result: { status: 'succeeded', output: '1\n', fileMetadata: {} },
    });
    expect(first.result.artifacts).toMatchObject([
      { name: 'c.txt', path: one.room.place('one', 'c.txt') },
      { name: 'out/sum.txt', path: one.room.place('one', 'out', 'sum.txt') },
    ]);
    expect(await namesOf(one.project)).toEqual(['c.txt', 'out/sum.txt']);
    const second = await one.run(`print(open('out/sum.txt').read() + open('c.txt').read())`);
    expect(second).toMatchObject({ kept: [], removed: [], result: { output: '1b\n', artifacts: [] } });
    expect(one.incoming()).toEqual([]);
    expect(existsSync(path.join(test.folder, 'artifacts'))).toBe(false);
  });

  it('that fails keeps what it did until then; what is rejected, empty or cancelled changes nothing', async () => {
    await using one = await openRoom({ 'a.txt': 'a' });
    expect(await one.run(`open('b.txt', 'w').write('b')\nraise ValueError('no')`)).toMatchObject({
      kept: ['b.txt'],
      result: { status: 'failed' },
    });
    expect(await one.run(`import subprocess`)).toMatchObject({ result: { status: 'rejected' }, kept: [] });
    expect(await one.run(' ')).toMatchObject({ result: { status: 'input-invalid' }, kept: [] });
    const cancel = new AbortController();
    const cancelled = await one.run(
      `import os, time\nos.remove('a.txt')\nprint('now', flush=True)\ntime.sleep(60)`,
      {
        signal: cancel.signal,
        onEvent: ({ type }) => type === 'output' && cancel.abort(),
      },
    );
    expect(cancelled).toMatchObject({ result: { status: 'cancelled' }, kept: [], removed: [] });
    expect(await namesOf(one.project)).toEqual(['a.txt', 'b.txt']);
  });

  it('past the quota says what was not kept, and takes nothing away for it', async () => {
    await using one = await openRoom({ 'a.txt': 'a'.repeat(50) }, { maxBytes: 100, maxFileBytes: 80 });
    const run = await one.run(
      `import os\nopen('big.txt', 'w').write('x' * 90)\nopen('small.txt', 'w').write('x' * 10)\nos.remove('a.txt')`,
    );
    expect(run).toMatchObject({
      kept: ['small.txt'],
      notKept: [{ name: 'big.txt' }],
      notRemoved: ['a.txt'],
      result: { artifacts: [{ name: 'small.txt' }] },
    });
    expect(run.result.warnings).toEqual([
      expect.stringContaining('Not kept in the project: big.txt'),
      expect.stringContaining('Not removed from the project: a.txt'),
    ]);
    expect(await namesOf(one.project)).toEqual(['a.txt', 'small.txt']);
  });

  it('does not put its whole output over a file of the project', async () => {
    await using one = await openRoom({ 'stdout.txt': 'mine' });
    const run = await one.run(`print('x' * 2_000_000)`);
    expect(run).toMatchObject({ kept: [], notKept: [{ name: 'stdout.txt' }] });
    expect(await textOf(one.project, 'stdout.txt')).toBe('mine');
  });

  it('has large files too, and under names that tools would obey elsewhere', async () => {
    await using one = await openRoom({ 'deep/er/large.bin': Buffer.alloc(400_000, 1) });
    const run = await one.run(
      `import os\nprint(os.path.getsize('deep/er/large.bin'))\nopen('Makefile', 'w').write('all:')`,
      { verify: false },
    );
    expect(run).toMatchObject({ kept: ['Makefile'], removed: [], result: { output: '400000\n' } });
    expect(await namesOf(one.project)).toEqual(['Makefile', 'deep/er/large.bin']);
  });

  it('waits for the call before it', async () => {
    await using one = await openRoom({ 'n.txt': '0' });
    const count = `n = int(open('n.txt').read())\nopen('n.txt', 'w').write(str(n + 1))\nprint(n)`;
    const runs = await Promise.all([one.run(count), one.run(count), one.run(count)]);
    expect(runs.map(({ result }) => result.output)).toEqual(['0\n', '1\n', '2\n']);
    expect(await textOf(one.project, 'n.txt')).toBe('3');
  });

  it('never sees through a link that somebody put into the project', async () => {
    await using one = await openRoom({ 'a.txt': 'a' });
    const elsewhere = path.join(one.room.folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'key.txt'), 'secret');
    symlinkSync(elsewhere, one.room.place('one', 'folder'));
    symlinkSync(path.join(elsewhere, 'key.txt'), one.room.place('one', 'key.txt'));
    const run = await one.run(
      `import os\nprint(sorted(os.listdir('.')))\nos.makedirs('folder')\nopen('folder/key.txt', 'w').write('mine')`,
    );
    expect(run).toMatchObject({ kept: [], notKept: [{ name: 'folder/key.txt' }] });
    expect(run.result.output).toBe("['a.txt']\n");
    expect(readdirSync(elsewhere)).toEqual(['key.txt']);
  });

  it('that was asked about runs later on the same files, or not at all on others', async () => {
    await using one = await openRoom({ 'data/a.txt': 'a' });
    const code = `open('b.txt', 'w').write(open('data/a.txt').read())`;
    const { result } = await one.run(code, { approval: 'always' });
    expect(result.status).toBe('approval-required');
    const request = result.approvalRequest;
    if (!request) throw new Error('nobody was asked');
    const decision = { action: 'approve', grant: test.coder.approvals.grant(request) } as const;
    await one.project.write('c.txt', Buffer.from('c'));
    expect(await resumeInProject(test.coder, one.project, { request, decision })).toMatchObject({
      result: { status: 'input-invalid' },
      kept: [],
    });
    await one.project.delete('c.txt');
    expect(await resumeInProject(test.coder, one.project, { request, decision })).toMatchObject({
      result: { status: 'succeeded' },
      kept: ['b.txt'],
    });
    expect(await textOf(one.project, 'b.txt')).toBe('a');
  });
});

/** Both in one folder, as an agent works that has both languages. */
it('a shell program and a Python program work in one project', async () => {
  await using one = await openRoom({
    'data/words.txt': 'b\na\nb\n',
  });
  expect(
    await one.run('sort data/words.txt | uniq -c > counts.txt; rm -r data', { language: 'shell' }),
  ).toMatchObject({
    kept: ['counts.txt'],
    removed: ['data/words.txt'],
    result: { status: 'succeeded' },
  });
  expect(await one.run(`print(len(open('counts.txt').readlines()))`)).toMatchObject({
    result: { output: '2\n' },
  });
  expect(await namesOf(one.project)).toEqual(['counts.txt']);
});
