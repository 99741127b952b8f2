import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import { changedOrders, writeOrderFunctions } from '../../helpers/order-functions.ts';
import { type TestFunctions, testFunctions } from '../../helpers/test-functions.ts';
import { cli } from './scripted-cli.ts';

const orders = '{"orders": [{"id": 1, "price": "2.50"}, {"id": 2, "price": 1}]}';

describe('python-coder functions', () => {
  let room: CommandRoom;
  let loaded: TestFunctions;
  const run = (...words: string[]) => room.run(['functions', ...words]);
  /** Does in this process, with functions that are loaded once, what `run` has a command do. */
  const runHere = (...words: string[]) =>
    cli(['functions', ...words, '--functions', room.path('functions.yaml')], {
      createFunctions: () => ({ ...loaded, [Symbol.asyncDispose]: async () => undefined }),
    });
  beforeAll(async () => {
    room = await CommandRoom.open();
    writeOrderFunctions(room.folder);
    await room.write('sales.csv', 'a\n1\n2\n3\n');
    loaded = testFunctions({ config: room.path('functions.yaml') });
  });
  afterAll(async () => {
    await loaded[Symbol.asyncDispose]();
    await room[Symbol.asyncDispose]();
  });

  it('lists what functions.yaml of the current folder declares, with what Python says of it', async () => {
    const { exitCode, stdout } = await run('list');
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      'function | defined in | about',
      'total | tools/orders.py:20 | Adds the prices of orders.',
      'count_rows | tools/orders.py:30 | Counts the rows of a CSV file.',
      'write_copy | tools/orders.py:35 | Writes a text to copy.csv.',
      'refuse | tools/orders.py:41 | Raises for any reason.',
      '',
    ]);
  });

  it('prints the schema that pydantic writes', async () => {
    const { stdout } = await runHere('schema', 'total');
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'object',
      required: ['orders'],
      properties: {
        orders: { type: 'array', description: 'What was ordered.' },
        currency: { default: 'EUR' },
      },
    });
  });

  it('prints a result alone on standard output', async () => {
    const { exitCode, stdout, stderr } = await run('call', 'total', '--args', orders);
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, { count: 2, total: '3.50', currency: 'EUR' }]);
    expect(stderr).toMatch(/^adding 2\n\d.*audit [0-9a-f]{32}\n$/);
  });

  it('gives a function the file its argument names', async () => {
    const { stdout } = await run(
      'call',
      'count_rows',
      '--args',
      '{"table": "sales.csv"}',
      '--file',
      'sales.csv',
    );
    expect(stdout).toBe('3\n');
  });

  it('keeps what a function wrote where that is wanted', async () => {
    const { stderr } = await run('call', 'write_copy', '--args', '{"text": "a"}', '--output-dir', 'out');
    expect(stderr).toContain('Saved: out/copy.csv');
  });

  it('says which arguments do not fit, and where a function raised, once each', async () => {
    const invalid = await runHere('call', 'total', '--args', '{"orders": [{"id": "x", "price": 1}]}');
    expect([invalid.exitCode, invalid.stdout]).toEqual([2, '']);
    expect(invalid.stderr.match(/orders\[0\]\.id/g)).toHaveLength(1);
    const raised = await runHere('call', 'refuse', '--args', '{"reason": "odd"}');
    expect([raised.exitCode, raised.stdout]).toEqual([1, '']);
    expect(raised.stderr).toMatch(/^refuse failed: refuse raised ValueError: odd\nTraceback/);
    expect(raised.stderr.match(/File "tools\/orders.py", line 43/g)).toHaveLength(1);
  });

  it('calls the declared examples, measures and documents', async () => {
    expect(await runHere('test')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^passed: total, one order .*\n1 example passed, 0 failed\n$/),
    });
    const profile = JSON.parse((await runHere('profile', 'total', '--args', orders, '--json')).stdout);
    expect(profile).toMatchObject({ success: true, name: 'total', peakMemoryMiB: expect.any(Number) });
    expect((await runHere('docs')).stdout).toContain('## total');
  });

  it('finds everything wrong at once, runs nothing of it and loads none of it', async () => {
    const other = await CommandRoom.open();
    await using _ = other;
    const file = writeOrderFunctions(other.folder);
    changedOrders(other.folder, 'from decimal', 'import subprocess\nfrom decimal');
    writeFileSync(
      file,
      'functions:\n  python_functions:\n    - {name: total, file: tools/orders.py, funktion: total}\n',
    );
    const broken = await other.run(['functions', 'validate']);
    expect([broken.exitCode, broken.stdout]).toEqual([
      2,
      expect.stringMatching(/^functions.yaml:3:\d+: blocking /),
    ]);
    writeOrderFunctions(other.folder);
    changedOrders(other.folder, 'from decimal', 'import subprocess\nfrom decimal');
    const forbidden = await other.run(['functions', 'validate']);
    expect(forbidden.stdout).toMatch(/^tools\/orders.py:3:\d+: blocking [\w-]+: .*subprocess/m);
    const loading = await other.run(['functions', 'call', 'total', '--args', orders]);
    expect([loading.exitCode, loading.stderr]).toEqual([2, expect.stringContaining('tools/orders.py:3:')]);
  });

  it('takes a change over while it watches, and ends when it is stopped', async () => {
    const other = await CommandRoom.open();
    await using _ = other;
    writeOrderFunctions(other.folder);
    const watching = other.start(['functions', 'watch']);
    let told = '';
    watching.stderr?.on('data', (chunk: Buffer) => {
      const before = told;
      told += chunk.toString('utf8');
      if (!before.includes('Watching') && told.includes('Watching'))
        changedOrders(other.folder, 'Adds the prices', 'Sums the prices');
      if (!before.includes('Reloaded') && told.includes('Reloaded')) watching.kill('SIGINT');
    });
    const { exitCode } = await watching;
    expect(exitCode).toBe(0);
    expect(told).toMatch(/Watching: 4 functions\nReloaded: changed .*total/);
  });
});
