import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseType } from '../../src/files/choose-type.ts';
import { foreignSignatures } from '../../src/files/foreign-signatures.ts';
import { formats, SUPPORTED_FILE_TYPES } from '../../src/files/formats.ts';
import { sniffContent } from '../../src/files/sniff-content.ts';
import { sourceProblem, takeSnapshot } from '../../src/files/take-snapshot.ts';
import { Desk, fixture } from './preparing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());

const choose = async (name: string, content: string | Uint8Array) =>
  chooseType(name, await sniffContent(await desk.file(`sniffed-${name}`, content)));

describe('formats', () => {
  it('lists each extension once', () => {
    expect(new Set(SUPPORTED_FILE_TYPES).size).toBe(SUPPORTED_FILE_TYPES.length);
    expect(SUPPORTED_FILE_TYPES).toContain('.ndjson');
    expect(new Set(formats.map(({ type }) => type)).size).toBe(formats.length);
  });
});

describe('content', () => {
  it.each(foreignSignatures)('is recognised as $name', async ({ name, bytes, offset = 0 }) => {
    const content = Buffer.from(`${'-'.repeat(offset)}${bytes}\0\0\0\0 rest`, 'latin1');
    expect(await choose('table.csv', content)).toEqual({
      problem: expect.stringContaining(`its content is ${name}, which is not supported`),
    });
  });

  it('is not taken for a program or Parquet file because a table begins with the same letters', async () => {
    expect(await choose('mz.csv', 'MZ,PAR1\n1,2\n')).toEqual({ value: { type: 'csv', warnings: [] } });
    expect(await choose('par.csv', 'PAR1,x\n1,2\n')).toEqual({ value: { type: 'csv', warnings: [] } });
  });

  it.each([
    ['word/document.xml', 'a Word document'],
    ['xl/workbook.bin', 'a binary workbook'],
    ['other/file', 'a ZIP archive'],
  ])('of a ZIP container with %s is named', async (part, name) => {
    expect(await choose('book.xlsx', Buffer.from(`PK\x03\x04....${part}`))).toEqual({
      problem: expect.stringContaining(`its content is ${name}`),
    });
  });

  it('decides over the extension between workbook, table and JSON', async () => {
    const workbook = await fixture('workbook.xlsx');
    expect(await choose('a.txt', workbook)).toMatchObject({ value: { type: 'xlsx', warnings: [{}] } });
    expect(await choose('b.xlsx', workbook)).toEqual({ value: { type: 'xlsx', warnings: [] } });
    expect(await choose('c.xlsx', 'a,b\n')).toMatchObject({ value: { type: 'csv', warnings: [{}] } });
    expect(await choose('d.tsv', '{"a": 1}\n')).toMatchObject({ value: { type: 'json' } });
    expect(await choose('e.txt', '{"a": 1}')).toEqual({ value: { type: 'txt', warnings: [] } });
    expect(await choose('f.csv', '[id],[name]\n1,2\n')).toMatchObject({ value: { type: 'csv' } });
  });

  it('may be HTML in a text file but not in a table', async () => {
    expect(await choose('page.md', '<!doctype html><p>')).toMatchObject({ value: { type: 'md' } });
    expect(await choose('page.csv', '\ufeff \n<!DOCTYPE html><p>')).toMatchObject({
      problem: expect.stringContaining('an HTML page'),
    });
  });
});

describe('snapshots', () => {
  it('catch a file that grew past the limit after it was checked', async () => {
    const path = await desk.file('growing.csv', 'a,b\n');
    const source = { label: 'growing.csv', path, bytes: null };
    expect(await sourceProblem(source, 1)).toBeNull();
    await desk.file('growing.csv', Buffer.alloc(2 * 2 ** 20, 'x'));
    expect(await takeSnapshot(source, `${path}.copy`, { maxFileSizeMiB: 1 })).toEqual({
      problem: expect.stringContaining('has 2 MiB, more than the limit of 1 MiB'),
    });
  });
});
