import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';
import { SampleLog } from './sample-log.ts';

const today = new Date().toISOString().slice(0, 10);
const inLog = ({ folder }: TestCoder, name: string) => path.join(folder, 'audit', name);

/** What a cloned project can bring for a log; each leads to `elsewhere` or waits for a writer. */
const plants: [string, (test: TestCoder, elsewhere: string) => void][] = [
  ['the folder of the log', (test, elsewhere) => symlinkSync(elsewhere, inLog(test, ''))],
  [
    'the folder of the texts',
    (test, elsewhere) => {
      mkdirSync(inLog(test, ''));
      symlinkSync(elsewhere, inLog(test, 'blobs'));
    },
  ],
  [
    'every folder in the folder of the texts',
    (test, elsewhere) => {
      mkdirSync(inLog(test, 'blobs'), { recursive: true });
      for (let byte = 0; byte < 256; byte += 1)
        symlinkSync(elsewhere, inLog(test, `blobs/${byte.toString(16).padStart(2, '0')}`));
    },
  ],
  [
    'the file of the day',
    (test, elsewhere) => {
      mkdirSync(inLog(test, ''));
      symlinkSync(path.join(elsewhere, 'profile'), inLog(test, `${today}.jsonl`));
      // The day may change while the test runs.
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      symlinkSync(path.join(elsewhere, 'profile'), inLog(test, `${tomorrow}.jsonl`));
    },
  ],
];

it.each(plants)('nothing is written through a link in the place of %s', async (_, plant) => {
  await using test = await testCoder(null);
  const elsewhere = path.join(test.folder, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(path.join(elsewhere, 'profile'), 'export A=1\n');
  plant(test, elsewhere);
  await expect(test.coder.executeCode(`print(1)\n${'# long\n'.repeat(200)}`)).rejects.toMatchObject({
    code: 'config-invalid',
  });
  expect(readdirSync(elsewhere)).toEqual(['profile']);
  expect(readFileSync(path.join(elsewhere, 'profile'), 'utf8')).toBe('export A=1\n');
});

it.each([
  ['the head', 'head.json', 'head'],
  ['a day', '2026-01-02.jsonl', 'missing'],
])('a pipe in the place of %s is a fault and no reason to wait for ever', async (_, name, kind) => {
  await using log = await SampleLog.ofThreeDays();
  await rm(log.path(name));
  execFileSync('mkfifo', [log.path(name)]);
  await log.append(10);
  expect(await log.verify()).toMatchObject({ intact: false, problems: [{ kind }] });
});
