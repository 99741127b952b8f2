import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChainedLog } from '../../../src/audit/chained-log.ts';
import { type CachedCode, sealCode } from '../../../src/coder/cache/cached-code.ts';
import { CodeCache } from '../../../src/coder/cache/code-cache.ts';
import { userKey } from '../../../src/filesystem/user-key.ts';
import { sha256 } from '../../../src/text/sha256.ts';
import { idOf, sampleEntry } from '../../audit/sample-log.ts';

let auditDir = '';
let stateDir = '';
let secret: Buffer;
let folder = '';
beforeEach(async () => {
  auditDir = await mkdtemp(path.join(os.tmpdir(), 'code-cache-'));
  stateDir = path.join(auditDir, 'state');
  folder = path.join(auditDir, 'code-cache');
  secret = await userKey(stateDir, 'code cache');
});
afterEach(() => rm(auditDir, { recursive: true, force: true }));

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const fileOf = (key: string) => path.join(folder, `${key}.json`);

function entry(changes: Partial<CachedCode> = {}): CachedCode {
  return {
    key: hex(32),
    code: 'print(1)\n',
    approvedAt: '2025-03-01T10:00:00.000Z',
    auditId: hex(16),
    record: { day: '2025-03-01', offset: 0 },
    review: { status: 'reviewed', reason: null, evidence: [], discounted: [] },
    issues: [],
    ...changes,
  };
}

function cache(cacheMaxMiB = 16): CodeCache {
  return new CodeCache({ auditDir, stateDir, cacheMaxMiB });
}

/** An entry whose code is in a record of the audit log, with what is different in that record. */
async function recorded(changes: Partial<CachedCode> = {}, inRecord: object = {}): Promise<CachedCode> {
  const { record } = sampleEntry(1);
  const code = changes.code ?? 'print(1)\n';
  const rounds = record.rounds.map((round) => ({ ...round, code: { ...round.code, sha256: sha256(code) } }));
  const log = new ChainedLog({ auditDir, stateDir });
  const succeeded = { ...record, rounds, status: 'succeeded', ...inRecord } as typeof record;
  const place = await log.append({ record: succeeded, blobs: [] });
  return entry({ code, auditId: idOf(1), record: place, ...changes });
}

describe('CodeCache', () => {
  it('gives back what was kept, for this user alone, and leaves no half-written file', async () => {
    await recorded({ code: 'print("é")\n' });
    const kept = await recorded();
    await cache().keep(kept);
    expect(await cache().find(kept.key)).toEqual({ status: 'found', entry: kept });
    expect(await cache().find(hex(32))).toEqual({ status: 'missing' });
    expect(readdirSync(folder)).toEqual([`${kept.key}.json`]);
    expect(statSync(fileOf(kept.key)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it.each<[string, (file: string, kept: CachedCode) => void]>([
    [
      'has other code',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('print(1)', 'print(2)')),
    ],
    ['has lost its end', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20))],
    ['has something behind its end', (file) => writeFileSync(file, `${readFileSync(file, 'utf8')} `)],
    [
      'has a field of its own',
      (file, kept) => writeFileSync(file, sealCode({ ...kept, more: 1 } as CachedCode, secret)),
    ],
    ['belongs to another key', (file) => writeFileSync(file, sealCode(entry(), secret))],
    ['was signed with another key', (file, kept) => writeFileSync(file, sealCode(kept, randomBytes(32)))],
    ['is empty', (file) => writeFileSync(file, '')],
    ['is no text', (file) => writeFileSync(file, randomBytes(500))],
    ['is huge', (file) => writeFileSync(file, Buffer.alloc(2 ** 20 + 1))],
    [
      'is a link to the real one',
      (file, kept) => {
        writeFileSync(path.join(auditDir, 'other'), sealCode(kept, secret));
        rmSync(file);
        symlinkSync(path.join(auditDir, 'other'), file);
      },
    ],
    [
      'is a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
    [
      'is a pipe nobody writes to',
      (file) => {
        rmSync(file);
        execFileSync('mkfifo', [file]);
      },
    ],
  ])('believes no file that %s', async (_, change) => {
    const kept = await recorded();
    await cache().keep(kept);
    change(fileOf(kept.key), kept);
    expect(await cache().find(kept.key)).toEqual({ status: 'changed', file: fileOf(kept.key) });
  });

  it.each<[string, object, Partial<CachedCode>]>([
    ['has another id', { auditId: idOf(2) }, {}],
    ['did not succeed', { status: 'failed' }, {}],
    ['has other code', { rounds: sampleEntry(1).record.rounds }, {}],
    ['has no approved code', { rounds: [] }, {}],
    ['stands elsewhere', {}, { record: { day: '2025-03-01', offset: 0 } }],
  ])('uses nothing whose record %s', async (_, inRecord, changes) => {
    const kept = await recorded(changes, inRecord);
    await cache().keep(kept);
    expect(await cache().find(kept.key)).toEqual({ status: 'unrecorded', auditId: kept.auditId });
  });

  it('uses nothing whose record was edited', async () => {
    const kept = await recorded();
    await cache().keep(kept);
    const day = path.join(auditDir, `${kept.record.day}.jsonl`);
    writeFileSync(day, readFileSync(day, 'utf8').replace('Question 1', 'Question 2'));
    expect(await cache().find(kept.key)).toEqual({ status: 'unrecorded', auditId: kept.auditId });
  });

  it('reads only the line of the record, however many there are', async () => {
    const kept = await recorded();
    await cache().keep(kept);
    const day = path.join(auditDir, `${kept.record.day}.jsonl`);
    const line = readFileSync(day, 'utf8');
    writeFileSync(day, line + 'x'.repeat(2 ** 20));
    expect(await cache().find(kept.key)).toEqual({ status: 'found', entry: kept });
    const late = { ...kept, record: { ...kept.record, offset: line.length * 2 } };
    await cache().keep(late);
    writeFileSync(day, `${'x'.repeat(line.length * 2)}${line}`);
    expect(await cache().find(kept.key)).toEqual({ status: 'found', entry: late });
  });

  it('is off where this user can have no key', async () => {
    writeFileSync(path.join(auditDir, 'file'), '');
    const off = new CodeCache({ auditDir, stateDir: path.join(auditDir, 'file'), cacheMaxMiB: 16 });
    expect(await off.find(hex(32))).toEqual({
      status: 'off',
      problem: expect.stringContaining("can't be used"),
    });
    await expect(off.keep(entry())).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('neither writes to nor removes from a folder that a link leads to', async () => {
    const elsewhere = path.join(auditDir, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'theirs'), Buffer.alloc(2 ** 20));
    symlinkSync(elsewhere, folder);
    await expect(cache(1).keep(entry())).rejects.toMatchObject({ code: 'config-invalid' });
    expect(readdirSync(elsewhere)).toEqual(['theirs']);
  });

  it('calls nothing changed where there is no folder to read', async () => {
    writeFileSync(folder, '');
    expect(await cache().find(hex(32))).toEqual({ status: 'missing' });
  });

  it('never grows past its size and forgets what was used longest ago', async () => {
    const entries = Array.from({ length: 8 }, () => entry({ code: `x = "${hex(90_000)}"\n` }));
    const small = cache(1);
    for (const [age, kept] of entries.entries()) {
      if (age === 5) await small.touch(entries[0]?.key ?? '');
      await small.keep(kept);
      if (age < 5) utimesSync(fileOf(kept.key), age + 1, age + 1);
    }
    const left = entries.filter(({ key }) => readdirSync(folder).includes(`${key}.json`));
    expect(left).toEqual([0, 4, 5, 6, 7].map((at) => entries[at]));
  });

  it('removes what a process that died left half-written, and nothing that is being written', async () => {
    await cache().keep(entry());
    const [old, fresh] = ['old.new', 'fresh.new'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(old, 'half');
    utimesSync(old, 1, 1);
    writeFileSync(fresh, 'half');
    await cache().keep(entry());
    expect(readdirSync(folder)).not.toContain('old.new');
    expect(readdirSync(folder)).toContain('fresh.new');
  });

  it('shows readers a whole entry at every moment while several write the same one', async () => {
    const key = hex(32);
    const { code, auditId, record } = await recorded();
    const writers = Array.from({ length: 40 }, (_, at) =>
      cache().keep(entry({ key, code, auditId, record, approvedAt: new Date(at).toISOString() })),
    );
    const lookups = Array.from({ length: 200 }, () => cache().find(key));
    const statuses = new Set((await Promise.all(lookups)).map(({ status }) => status));
    await Promise.all(writers);
    expect(statuses).not.toContain('changed');
    expect(await cache().find(key)).toMatchObject({ status: 'found' });
    expect(readdirSync(folder)).toEqual([`${key}.json`]);
  });
});
