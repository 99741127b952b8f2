import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseType } from '../../../src/files/choose-type.ts';
import { formats, SUPPORTED_FILE_TYPES } from '../../../src/files/formats.ts';
import { shareOut } from '../../../src/files/share-out.ts';
import { sniffContent } from '../../../src/files/sniff-content.ts';
import { sourceProblem, takeSnapshot } from '../../../src/files/take-snapshot.ts';
import { Desk, fixture } from '../desk.ts';
import { zipped } from '../made/zip.ts';

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

/** Beginnings of files as Latin-1 text, a name that promises them, and the type they have. */
const beginnings: [name: string, beginning: string, type: string][] = [
  ['a.png', '\x89PNG\r\n\x1a\n', 'png'],
  ['a.jpg', '\xff\xd8\xff\xe0\0\x10JFIF', 'jpeg'],
  ['a.gif', 'GIF89a\x01\0', 'gif'],
  ['a.bmp', 'BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 'bmp'],
  ['a.tiff', 'MM\0*\0\0\0\x08', 'tiff'],
  ['a.webp', 'RIFF\x24\0\0\0WEBPVP8 ', 'webp'],
  ['a.pdf', '%PDF-1.7\n%\xe2\xe3', 'pdf'],
  ['a.parquet', 'PAR1\x15\x04\x15', 'parquet'],
  ['a.feather', 'ARROW1\0\0', 'feather'],
  ['a.arrow', 'ARROW1\0\0', 'arrow'],
  ['a.arrow', '\xff\xff\xff\xff\xe8\x01\0\0\x10\0\0\0', 'arrow'],
  ['a.orc', 'ORC\x0a\x03', 'orc'],
  ['a.h5', '\x89HDF\r\n\x1a\n', 'h5'],
  ['a.nc', '\x89HDF\r\n\x1a\n', 'nc'],
  ['a.nc', 'CDF\x02\0\0', 'nc'],
  ['a.mat', '\x89HDF\r\n\x1a\n', 'mat'],
  ['a.mat', 'MATLAB 5.0 MAT-file, Platform: GLNXA64', 'mat'],
  ['a.npy', '\x93NUMPY\x01\0v\0', 'npy'],
  ['a.fits', 'SIMPLE  =                    T / conforms', 'fits'],
  ['a.sav', '$FL2@(#) SPSS DATA FILE', 'sav'],
  ['a.dta', '<stata_dta><header>', 'dta'],
  ['a.dta', '\x73\x02\x01\0', 'dta'],
  ['a.sas7bdat', `${'\0'.repeat(12)}\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92`, 'sas7bdat'],
  ['a.db', 'SQLite format 3\0', 'sqlite'],
  ['a.zip', 'PK\x05\x06\0\0', 'zip'],
  ['a.gz', '\x1f\x8b\x08\0', 'gz'],
  ['a.bz2', 'BZh91AY&SY', 'bz2'],
  ['a.xz', '\xfd7zXZ\0', 'xz'],
  ['a.7z', "7z\xbc\xaf'\x1c", '7z'],
  ['a.tar', `${'a.csv'.padEnd(257, '\0')}ustar\0`, 'tar'],
  ['a.rtf', '{\\rtf1\\ansi', 'rtf'],
  ['a.html', '<!DOCTYPE html><p>', 'html'],
  ['a.htm', '<?xml version="1.0"?>\n<html>', 'html'],
  ['a.xml', '<?xml version="1.0"?><a/>', 'xml'],
  ['a.svg', '<?xml version="1.0"?><!-- made --><svg xmlns="x">', 'svg'],
  ['a.ics', 'BEGIN:VCALENDAR\r\nVERSION:2.0', 'ics'],
  ['a.eml', 'From: a@example.org\nTo: b@example.org\nSubject: x\n\nHello', 'eml'],
];

describe('content', () => {
  it.each(beginnings)('of %s that begins with %j is %s', async (name, beginning, type) => {
    const content = Buffer.from(`${beginning}\0\0\0\0 rest`, 'latin1');
    expect(await choose(name, content)).toEqual({ value: { type, warnings: [] } });
  });

  it.each(beginnings)(
    'decides over a name: under .xlsx the beginning of %s, %j, is not a workbook',
    async (_, beginning, type) => {
      const content = Buffer.from(`${beginning}\0\0\0\0 rest`, 'latin1');
      const owners: Record<string, string> = {
        feather: 'arrow',
        nc: beginning.startsWith('CDF') ? 'nc' : 'h5',
        mat: beginning.startsWith('MATLAB') ? 'mat' : 'h5',
      };
      expect(await choose('book.xlsx', content)).toMatchObject({
        value: {
          type: owners[type] ?? type,
          warnings: [expect.stringMatching(/^The file is named \.xlsx, but its content is /)],
        },
      });
    },
  );

  it.each([
    ['a RAR archive', 'Rar!\x1a\x07'],
    ['a Linux program', '\x7fELF'],
    ['a Windows program', 'MZ\x90\0\x03'],
    ['a macOS program', '\xcf\xfa\xed\xfe'],
    ['a WebAssembly module', '\0asm'],
    ['a Python pickle', '\x80\x04\x95'],
  ])('is refused as %s', async (name, bytes) => {
    expect(await choose('table.csv', Buffer.from(`${bytes}\0\0\0\0 rest`, 'latin1'))).toEqual({
      problem: expect.stringContaining(`its content is ${name}`),
      isForeign: true,
    });
  });

  it('is refused by name where opening it could run something', async () => {
    expect(await choose('model.pkl', 'x')).toMatchObject({
      problem: expect.stringMatching(/^is a pickle, which can run/),
    });
    expect(await choose('setup.exe', 'x')).toMatchObject({
      problem: 'is a program; only data files are taken',
    });
  });

  it('is not taken for a binary format because a table begins with the same letters', async () => {
    for (const text of [
      'MZ,PAR1\n1,2\n',
      'PAR1,x\n1,2\n',
      'ORC,a\n1,2\n',
      'BM,b\n1,2\n',
      'CDF,b\n1,2\n',
      'From: a,b\n1,2\n',
    ])
      expect(await choose('table.csv', text)).toEqual({ value: { type: 'csv', warnings: [] } });
  });

  it.each([
    [{ '[Content_Types].xml': '<Types/>', 'word/document.xml': '' }, 'docx'],
    [{ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': '' }, 'xlsb'],
    [{ '_rels/.rels': '', 'xl/vbaProject.bin': '', 'xl/workbook.xml': '' }, 'xlsm'],
    [{ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '' }, 'pptx'],
    [{ mimetype: 'application/vnd.oasis.opendocument.text' }, 'odt'],
    [{ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, 'ods'],
    [{ 'x.npy': '' }, 'npz'],
    [{ 'x.npy': '', 'y.txt': '' }, 'zip'],
    [{ 'report.xlsx': 'xl/workbook.xml' }, 'zip'],
  ])('of a ZIP container that holds %j is %s', async (members, type) => {
    expect(await choose('a.zip', zipped(members as Record<string, string>))).toMatchObject({
      value: { type },
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
    expect(await choose('g.xls', '<table><tr><td>1</td></tr></table>')).toMatchObject({
      value: { type: 'html' },
    });
    expect(await choose('h.png', 'just a note')).toMatchObject({ value: { type: 'txt', warnings: [{}] } });
  });

  it('that is neither text nor known is refused under a name that promises more', async () => {
    const noise = Buffer.from([1, 2, 3, 4, 200, 201, 7, 1, 0, 0, 16]);
    expect(await choose('a.png', noise)).toMatchObject({
      problem: expect.stringContaining('does not begin like a PNG image'),
    });
    expect(await choose('a.dat', noise)).toEqual({ value: { type: 'dat', warnings: [] } });
  });

  it('may be HTML in a text file', async () => {
    expect(await choose('page.md', '<!doctype html><p>')).toEqual({ value: { type: 'md', warnings: [] } });
  });
});

describe('shares of files', () => {
  const file = (bytes: number) => ({ snapshot: { bytes } });
  it('are one for small files, and even in bytes for large ones', () => {
    const share = (sizes: number[]) =>
      shareOut(sizes.map(file), { most: 2, worth: 100 }).map((files) =>
        files.map(({ snapshot }) => snapshot.bytes),
      );
    expect(share([10, 20, 30])).toEqual([[30, 20, 10]]);
    expect(share([50, 300, 100, 200])).toEqual([
      [300, 50],
      [200, 100],
    ]);
    expect(share([500])).toEqual([[500]]);
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
