import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../src/contracts/file-description.ts';
import { describeAll, described, failure, fixture } from './preparing.ts';

describe('workbooks', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    const workbook = await fixture('workbook.xlsx');
    all = await describeAll({
      'workbook.xlsx': workbook,
      'old.xls': await fixture('old.xls'),
      'macros.xlsm': await fixture('macros.xlsm'),
      'renamed.csv': workbook,
      'new-inside.xls': workbook,
      'export.xls': 'a\tb\n1\tx\n2\ty\n',
      'comma.xlsx': 'a,b\n1,2\n',
    });
  });

  it('describes every sheet with its header row, hidden ones included', () => {
    const { sheets, omittedSheets } = described(all, 'workbook.xlsx', 'xlsx');
    expect(omittedSheets).toBe(0);
    expect(sheets).toMatchObject([
      {
        name: 'Report',
        hidden: false,
        headerRow: 2,
        rowCount: 2,
        load: "pd.read_excel('workbook.xlsx', sheet_name='Report', header=2).rename(columns=str)",
        columns: [
          { name: 'Region' },
          { name: 'Units', max: 20 },
          { name: '2023', nullCount: 1 },
          { name: '2024' },
        ],
      },
      {
        name: 'Hidden',
        hidden: true,
        headerRow: 1,
        columns: [{ name: 'key' }, { name: 'day', min: '2024-01-31T00:00:00' }],
      },
      { name: 'Empty', headerRow: null, rowCount: 0, columns: [] },
      { name: 'Formulas', rowCount: 1, columns: [{ name: 'a' }, { name: 'double', nullCount: 1 }] },
    ]);
  });

  it('warns of formulas without results and of macros', () => {
    expect(all.get('workbook.xlsx')?.warnings).toEqual([expect.stringContaining('Sheet "Formulas"')]);
    expect(described(all, 'macros.xlsm', 'xlsm').warnings).toEqual([
      'The workbook contains macros; they are never run.',
    ]);
  });

  it('reads old binary workbooks', () => {
    expect(described(all, 'old.xls', 'xls').sheets).toMatchObject([
      { name: 'Old', hidden: false, rowCount: 2, columns: [{ name: 'a', max: 2.5 }, { name: 'b' }] },
      { name: 'Secret', hidden: true, columns: [] },
    ]);
  });

  it('describes a workbook or a table under a wrong name as what it is', () => {
    expect(described(all, 'renamed.csv', 'xlsx').warnings[0]).toContain('named .csv, but');
    expect(described(all, 'new-inside.xls', 'xlsx').sheets).toHaveLength(4);
    expect(described(all, 'export.xls', 'tsv')).toMatchObject({ rowCount: 2, delimiter: '\t' });
    expect(described(all, 'comma.xlsx', 'csv')).toMatchObject({ rowCount: 1, mediaType: 'text/csv' });
  });

  it('says of each unusable workbook what is wrong with it', async () => {
    const workbook = await fixture('workbook.xlsx');
    const corrupt = Buffer.from(workbook);
    corrupt.fill(0, 600, 1_400);
    const container = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const message = await failure(
      describeAll({
        'cut.xlsx': workbook.subarray(0, 3_000),
        'damaged.xlsx': corrupt,
        'protected.xlsx': Buffer.concat([container, Buffer.from('EncryptedPackage', 'utf16le')]),
        'letter.xls': Buffer.concat([container, Buffer.alloc(2_048)]),
        'page.xls': '<html><body><table><tr><td>1</td></tr></table></body></html>',
      }),
    );
    expect(message.split('\n')).toEqual([
      "input-invalid: 5 files can't be used:",
      expect.stringMatching(/^- "cut\.xlsx" .*(cut off|ZIP archive)/),
      expect.stringMatching(/^- "damaged\.xlsx" is damaged/),
      expect.stringMatching(/^- "protected\.xlsx" is protected by a password/),
      expect.stringMatching(/^- "letter\.xls" is an old Office document without a workbook/),
      expect.stringMatching(/^- "page\.xls" is named \.xls, but its content is an HTML page/),
    ]);
  });
});
