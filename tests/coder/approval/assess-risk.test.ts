import { describe, expect, it } from 'vitest';
import { assessRisk } from '../../../src/coder/approval/assess-risk.ts';
import { assembleServices } from '../../../src/coder/assemble-services.ts';
import { openTask } from '../../../src/coder/task/task.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Issue } from '../../../src/contracts/issue.ts';
import type { PreparedFile } from '../../../src/files/prepare-files.ts';

const coder = assembleServices(loadConfig(), { model: null, unsafelyRunWithoutIsolation: false });
const limits = { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 1, diskMiB: 1 };

async function risksOf(code: string, issues: Issue[] = [], timeoutSeconds = 30) {
  const task = openTask(coder.config, 'q', { limits: { ...limits, timeoutSeconds } });
  task.state.files = [{ name: 'in.csv' } as PreparedFile];
  task.state.code = code;
  return assessRisk(coder, task, issues);
}

const pandas = 'import pandas as pd\n';

describe('a program is worth a look when it', () => {
  it.each([
    ['writes a table', `${pandas}pd.DataFrame().to_csv('out.csv')`, 'writes-file', "writes 'out.csv'", 2],
    ['writes through open', `open('a.txt', 'w')`, 'writes-file', "writes 'a.txt'", 1],
    ['appends', `open('a.txt', mode='a')`, 'writes-file', "writes 'a.txt'", 1],
    ['opens in a mode that is computed', `open('a.txt', input())`, 'writes-file', "writes 'a.txt'", 1],
    [
      'writes below a computed name',
      `for n in range(3): open(f'p_{n}.txt', 'w')`,
      'writes-file',
      "writes 'p_…'",
      1,
    ],
    [
      'writes under a name nobody can tell',
      `open(input(), 'w')`,
      'writes-file',
      'writes a file whose name is computed',
      1,
    ],
    [
      'writes through a path',
      `from pathlib import Path\nPath('b.md').write_text('x')`,
      'writes-file',
      "writes 'b.md'",
      2,
    ],
    [
      'opens a path for writing',
      `from pathlib import Path\n(Path('d') / 'b').open('w')`,
      'writes-file',
      "writes 'd/b'",
      2,
    ],
    [
      'saves a figure under another name',
      `import matplotlib.pyplot as p\ns = p.savefig\ns('c.png')`,
      'writes-file',
      "writes 'c.png'",
      3,
    ],
    [
      'makes a workbook',
      `${pandas}with pd.ExcelWriter('w.xlsx') as w: pass`,
      'writes-file',
      "writes 'w.xlsx'",
      2,
    ],
    [
      'writes over its input',
      `${pandas}pd.DataFrame().to_csv('./in.csv')`,
      'overwrites-input',
      "writes over its input './in.csv'",
      2,
    ],
    ['removes a file', `import os\nos.remove('in.csv')`, 'deletes-file', "removes 'in.csv'", 2],
    ['moves a file away', `import shutil\nshutil.move('in.csv', 'z')`, 'deletes-file', "removes 'in.csv'", 2],
    ['unlinks a path', `from pathlib import Path\nPath('x').unlink()`, 'deletes-file', "removes 'x'", 2],
    ['imports more than pandas', 'import sklearn.cluster', 'package', 'imports sklearn', 1],
    ['imports from more than pandas', 'def f():\n  from scipy import stats', 'package', 'imports scipy', 2],
    ['can start threads', 'import threading', 'package', 'imports threading', 1],
    [
      'loops without a condition',
      'while True:\n  break',
      'long-run',
      'loops until something inside ends it',
      1,
    ],
    ['waits', 'import time\ntime.sleep(5)', 'long-run', 'waits with time.sleep', 2],
    ['counts far', 'for n in range(100_000_000): pass', 'long-run', 'counts to 100000000', 1],
  ])('%s', async (_, code, ...[kind, detail, line]) => {
    expect(await risksOf(code)).toContainEqual({ kind, detail, line });
  });

  it('runs with findings that were left open or overridden', async () => {
    const issue = {
      rule: 'wrong-answer',
      source: 'review',
      severity: 'major',
      message: 'm',
      line: 1,
    } as const;
    expect(await risksOf('print(1)', [issue, { ...issue, overridden: 'no' }])).toEqual([
      { kind: 'finding', detail: 'leaves a major finding (wrong-answer)', line: 1 },
      { kind: 'finding', detail: 'overrides a major finding (wrong-answer)', line: 1 },
    ]);
  });

  it('asks for more time than a minute', async () => {
    expect(await risksOf('print(1)', [], 61)).toEqual([
      { kind: 'long-run', detail: 'may run for 61 seconds' },
    ]);
  });
});

describe('a program is not worth a look when it', () => {
  it.each([
    ['only reads and prints', `import json\n${pandas}print(json.dumps(pd.read_csv('in.csv').to_dict()))`],
    ['makes text of a table', `${pandas}print(pd.DataFrame().to_csv())`],
    ['writes into memory', `import io\n${pandas}b = io.StringIO()\npd.DataFrame().to_csv(b)`],
    [
      'writes into a file whose opening is told of',
      `${pandas}with open('in.csv') as f: pd.DataFrame().to_csv(f)`,
    ],
    ['writes to standard output', `import sys\n${pandas}pd.DataFrame().to_csv(sys.stdout)`],
    ['reads a file with open', `print(open('in.csv', 'r').read(), open('in.csv', 'rb'))`],
    ['reads a path', `from pathlib import Path\nprint(Path('in.csv').read_text(), Path('in.csv').open())`],
    ['replaces text', `print('a'.replace('a', 'b'))`],
    ['keeps a database in memory', `import sqlite3 as s\ns.connect(':memory:')`],
    ['counts a little', 'for n in range(1000): pass'],
  ])('%s', async (_, code) => {
    expect((await risksOf(code)).filter(({ detail }) => detail !== 'imports sqlite3')).toEqual([]);
  });
});
