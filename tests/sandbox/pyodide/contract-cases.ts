import type { PyodideExecution } from '../../../src/contracts/pyodide.ts';

/** What code must give in any host; `fault` compares what is named of the error. */
export interface ContractCase {
  name: string;
  code: string;
  expected: Partial<PyodideExecution>;
  fault?: Partial<NonNullable<PyodideExecution['error']>>;
}

export const contractCases: readonly ContractCase[] = [
  {
    name: 'the value of the last expression',
    code: 'amounts = [1, 2.5]\n{"sum": sum(amounts), "names": ["ä", None, True]}',
    expected: {
      status: 'succeeded',
      result: { sum: 3.5, names: ['ä', null, true] },
      stdout: '',
      error: null,
    },
  },
  {
    name: 'null for a statement at the end',
    code: 'result = 5',
    expected: { status: 'succeeded', result: null },
  },
  {
    name: 'the repr of what JSON has no form for',
    code: 'import datetime\ndatetime.date(2024, 2, 29)',
    expected: { status: 'succeeded', result: 'datetime.date(2024, 2, 29)' },
  },
  {
    name: 'the repr of numbers that JSON lacks',
    code: 'float("nan")',
    expected: { status: 'succeeded', result: 'nan' },
  },
  {
    name: 'both streams, with a line that has no end',
    code: 'import sys\nprint("Grüße")\nprint("careful", file=sys.stderr)\nprint("end", end="")',
    expected: { status: 'succeeded', stdout: 'Grüße\nend', stderr: 'careful\n', truncated: false },
  },
  {
    name: 'streams cut at their limit',
    code: 'print("x" * 30_000)',
    expected: { status: 'succeeded', stdout: 'x'.repeat(20_000), truncated: true },
  },
  {
    name: 'an exception with its line',
    code: 'def half(value):\n    return value / 0\n\nhalf(3)',
    expected: { status: 'failed', result: null },
    fault: { type: 'ZeroDivisionError', message: 'division by zero', line: 2 },
  },
  {
    name: 'a syntax error with its line',
    code: 'x = 1\nif x\n    print(x)',
    expected: { status: 'failed' },
    fault: { type: 'SyntaxError', line: 2 },
  },
  {
    name: 'a package that is not there, by name',
    code: 'import pandas',
    expected: { status: 'failed' },
    fault: { type: 'ModuleNotFoundError', module: 'pandas' },
  },
  {
    name: 'await outside of functions',
    code: 'import asyncio\nawait asyncio.sleep(0)\n7 * 6',
    expected: { status: 'succeeded', result: 42 },
  },
  {
    name: 'an exit without a fault',
    code: 'import sys\nprint("done")\nsys.exit(0)',
    expected: { status: 'succeeded', stdout: 'done\n' },
  },
  {
    name: 'an exit with a fault',
    code: 'import sys\nsys.exit(3)',
    expected: { status: 'failed' },
    fault: { type: 'SystemExit' },
  },
  {
    name: 'no processes',
    code: 'import subprocess\nsubprocess.run(["id"])',
    expected: { status: 'failed' },
    fault: { type: 'OSError' },
  },
  {
    name: 'more memory than there is',
    code: 'len(bytearray(2_000_000_000))',
    expected: { status: 'out-of-memory' },
    fault: { type: 'MemoryError' },
  },
];
