import { describe, expect, it } from 'vitest';
import { programName, programNames } from '../../../src/files/program-names.ts';

describe('programName', () => {
  it.each([
    ['sales.csv', 'sales.csv'],
    ['../../etc/sales.csv', 'sales.csv'],
    ['C:\\Users\\me\\sales.csv', 'sales.csv'],
    ['.csv', 'file.csv'],
    ['..sales.csv', 'sales.csv'],
    ['--help.csv', 'help.csv'],
    [' spaced name .csv ', 'spaced name.csv'],
    ['a\u0000b\nc\u202e\u200b.csv', 'abc.csv'],
    ['cafe\u0301.csv', 'caf\u00e9.csv'],
    ['売上 2024.CSV', '売上 2024.CSV'],
    ['no-extension', 'no-extension'],
    ['', 'file'],
    ['..', 'file'],
  ])('makes %j the name %j', (original, expected) => {
    expect(programName(original)).toBe(expected);
  });

  it('cuts long names at whole characters and keeps the extension', () => {
    const name = programName(`${'売'.repeat(200)}.xlsx`);
    expect(name).toMatch(/^売+\.xlsx$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
    expect(Buffer.byteLength(name)).toBeGreaterThan(115);
  });
});

describe('programNames', () => {
  it('numbers names that are taken, also where only case or Unicode form differs', () => {
    expect(programNames(['a.csv', 'b/a.csv', 'A.CSV', 'a (2).csv', 'e\u0301.csv', '\u00e9.csv'])).toEqual([
      'a.csv',
      'a (2).csv',
      'A (3).CSV',
      'a (2) (2).csv',
      '\u00e9.csv',
      '\u00e9 (2).csv',
    ]);
  });

  it('keeps numbered names within the cap', () => {
    const long = `${'x'.repeat(300)}.csv`;
    const [first, second] = programNames([long, long]);
    expect(second).not.toBe(first);
    expect(second).toMatch(/^x+ \(2\)\.csv$/);
    expect(Buffer.byteLength(second ?? '')).toBeLessThanOrEqual(120);
  });
});
