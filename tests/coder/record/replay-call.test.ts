import { readdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRecord } from '../../../src/audit/read-records.ts';
import type { CallOptions } from '../../../src/contracts/python-functions.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';
import { inTools, type WrittenFunctions, writtenFunctions } from '../../helpers/written-functions.ts';

const tools = `
import os_free
import random
import time
from pathlib import Path


def double(numbers: list[float], factor: float = 2) -> dict[str, object]:
    """Multiply."""
    print('doubling')
    return {'numbers': [number * factor for number in numbers], 'by': os_free.NAME}


def pick(many: int) -> list[float]:
    """Draw numbers."""
    return [random.random() for _ in range(many)]


def late() -> list[object]:
    """Tell the time."""
    return ['at', time.time_ns()]


def nearly() -> list[float]:
    """Floats whose last digits hang on the moment."""
    return [0.1234567890123 + random.random() * 1e-14 for _ in range(20)]


def copy(file: Path) -> Path:
    """Copy a file."""
    target = Path('copy.txt')
    target.write_bytes(file.read_bytes())
    return target


def refuse(text: str) -> int:
    """Fail."""
    raise KeyError(text)


def wait() -> int:
    """Wait."""
    time.sleep(600)
    return 1


def secret(key: str) -> int:
    """Take a key."""
    return len(key)
`;

let functions: WrittenFunctions;
let test: TestCoder;

beforeAll(async () => {
  functions = await writtenFunctions(
    { 'tools.py': tools, 'os_free.py': "NAME = 'then'\n" },
    [
      inTools('double', { parameters: { factor: 3 } }),
      inTools('pick', { seed: 7 }),
      inTools('late'),
      inTools('nearly'),
      inTools('copy'),
      inTools('refuse', { retry: { attempts: 2, on: ['KeyError'], backoff: 0 } }),
      inTools('wait', { timeout: 1 }),
      inTools('secret', { parameters: { key: '${env.KEY}' }, env: ['KEY'] }),
      { name: 'reach', file: 'tools.py', function: 'wait', network: true, timeout: 1 },
    ],
    { env: { KEY: 'pin4711' }, allowNetwork: true },
  );
  test = await testCoder(null, { auditDir: functions.auditDir });
});

afterAll(async () => {
  await test[Symbol.asyncDispose]();
  await functions[Symbol.asyncDispose]();
});

async function replayed(name: string, values: Record<string, unknown>, options: CallOptions = {}) {
  const { auditId } = await functions.call(name, values, options);
  return await test.coder.audit.replay(auditId, { files: options.files });
}

describe('a call is replayed', { timeout: 60_000 }, () => {
  it('from its sources as they were, whatever stands in the files of today', async () => {
    const { auditId } = await functions.call('double', { numbers: [1.5] });
    await functions.write('os_free.py', "NAME = 'now'\n");
    const replay = await test.coder.audit.replay(auditId);
    expect(replay).toMatchObject({
      verdict: 'identical',
      status: { recorded: 'succeeded', replayed: 'succeeded' },
      output: { comparison: 'same' },
      result: { comparison: 'same', difference: null },
      artifacts: [],
      run: { isolation: { tier: 'A' } },
    });
    expect(test.taskFolders()).toEqual([]);
  });

  it('with its seed', async () => {
    expect(await replayed('pick', { many: 3 })).toMatchObject({ verdict: 'identical' });
  });

  it('with its files, by their content, and those it wrote are compared', async () => {
    const files = [{ name: 'notes.txt', bytes: Buffer.from('some notes') }];
    expect(await replayed('copy', { file: 'notes.txt' }, { files })).toMatchObject({
      verdict: 'identical',
      artifacts: [{ name: 'copy.txt', comparison: 'same' }],
    });
    const place = path.join(test.folder, 'a.txt');
    await writeFile(place, 'then');
    const { auditId } = await functions.call('copy', { file: 'a.txt' }, { files: [place] });
    await writeFile(place, 'now');
    await expect(test.coder.audit.replay(auditId)).rejects.toThrow('has changed since');
  });

  it.each([
    ['refuse', { text: 'no' }, 'failed (KeyError)'],
    ['wait', {}, 'timed-out'],
    ['double', { numbers: 'many' }, 'arguments-invalid'],
  ])('where %s of %j ended as %s', async (name, values, end) => {
    expect(await replayed(name, values)).toMatchObject({
      verdict: 'identical',
      status: { recorded: end, replayed: end },
      result: null,
    });
  });

  it('and differs where its result does, with the lines and what may be the reason', async () => {
    expect(await replayed('late', {})).toMatchObject({
      verdict: 'different',
      output: { comparison: 'same' },
      result: {
        comparison: 'different',
        difference: expect.stringMatching(/^from line 3:\n- {3}"\d+"\n- \]\n\+ {3}"\d+"\n\+ \]$/),
      },
      notes: expect.arrayContaining([expect.stringContaining('clock')]),
    });
  });

  it('and is the same to 12 digits where only the last ones of floats differ', async () => {
    expect(await replayed('nearly', {})).toMatchObject({
      verdict: 'same-to-12-digits',
      result: { comparison: 'same-to-12-digits' },
    });
  });
});

describe('a call is not replayed', { timeout: 60_000 }, () => {
  it.each([
    ['reach', {}, 'it was given network'],
    ['secret', {}, 'it was given KEY of the environment'],
    ['double', [1], 'no process came to its end in it (it ended as arguments-invalid)'],
    ['refuse', { text: `sk-${'a1B2'.repeat(12)}` }, 'a secret in its arguments was not recorded'],
  ])('where %s of %j can never be the same again', async (name, values, says) => {
    const { auditId } = await functions.call(name, values as Record<string, unknown>);
    const replay = test.coder.audit.replay(auditId);
    await expect(replay).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(replay).rejects.toThrow(says);
  });

  it('where its sources are lost', async () => {
    const { auditId } = await functions.call('double', { numbers: [] });
    const { record } = await findRecord(functions.auditDir, auditId);
    const { sha256 } = record.call?.library ?? { sha256: '' };
    const blobs = readdirSync(path.join(functions.auditDir, 'blobs'), { recursive: true, encoding: 'utf8' });
    const [blob] = blobs.filter((name) => name.includes(sha256));
    rmSync(path.join(functions.auditDir, 'blobs', blob ?? ''));
    await expect(test.coder.audit.replay(auditId)).rejects.toThrow('sources of its functions are missing');
  });
});
