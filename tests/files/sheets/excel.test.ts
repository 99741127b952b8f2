import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription, SheetDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';

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
      'page.xls': '<html><body><table><tr><th>a</th></tr><tr><td>1</td></tr></table></body></html>',
      'reports.xlsx': await fixture('reports.xlsx'),
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
    expect(all.get('workbook.xlsx')?.warnings).toEqual([
      'Sheet "Report": Lines above the table, skipped by `load`: 1 ("Sales report 2024").',
      expect.stringContaining('Sheet "Formulas"'),
    ]);
    expect(described(all, 'macros.xlsm', 'xlsm').warnings).toEqual([
      'The workbook contains macros; they are never run.',
    ]);
  });

  const report = (title: string): { sheet: SheetDescription; notes: string[] } => {
    const { sheets, warnings } = described(all, 'reports.xlsx', 'xlsx');
    const sheet = sheets.find(({ name }) => name === title);
    if (sheet === undefined) throw new Error(`there is no sheet ${title}`);
    return { sheet, notes: warnings.filter((warning) => warning.startsWith(`Sheet "${title}": `)) };
  };

  it('leaves out a row of totals that the numbers prove, so that sums do not double', () => {
    const { sheet, notes } = report('Totals');
    expect(sheet.load).toContain('nrows=2');
    expect(sheet.columns).toMatchObject([
      { dtype: expect.stringMatching(/^datetime64/), nullCount: 0 },
      { dtype: 'int64', max: 3 },
    ]);
    expect(notes).toEqual([
      expect.stringContaining('("Total") is the sum of the others'),
      expect.stringContaining('Lines above the table'),
      expect.stringContaining('Blank rows inside the table'),
    ]);
    expect(report('Formula total').sheet).toMatchObject({ rowCount: 2, columns: [{}, { dtype: 'int64' }] });
  });

  it('keeps a total that the numbers do not prove, and says so', () => {
    expect(report('Unproven').sheet.rowCount).toBe(3);
    expect(report('Unproven').notes).toEqual([expect.stringContaining('looks like a total')]);
  });

  it('leaves out subtotals that are sums of the rows above them, and keeps names that only sound like one', () => {
    const { sheet, notes } = report('Subtotals');
    expect(sheet).toMatchObject({ rowCount: 3, columns: [{ distinctCount: 2 }, {}, { max: 4 }] });
    expect(sheet.load).toContain('.drop(index=[2, 4, 5])');
    expect(notes).toEqual([expect.stringContaining('such as "N total": 3')]);
    expect(report('Companies')).toMatchObject({ sheet: { rowCount: 3 }, notes: [] });
  });

  it('leaves out notes below a table, and gives each of two tables its own `load`', () => {
    expect(report('Notes').sheet).toMatchObject({ rowCount: 2, columns: [{}, { dtype: 'int64' }] });
    expect(report('Notes').notes).toEqual([
      expect.stringContaining('2 ("Source: accounting", "Printed in May")'),
    ]);
    expect(report('Two tables').sheet).toMatchObject({
      rowCount: 1,
      columns: [{ name: 'a' }, { name: 'b' }],
    });
    expect(report('Two tables').sheet.furtherTables).toMatchObject([
      { title: null, place: 'A4:B5', rowCount: 1, columns: [{ name: 'c' }, { name: 'd' }] },
    ]);
    expect(report('Two tables').notes).toEqual([expect.stringContaining('Tables that stand in it: 2')]);
  });

  it('repeats the value of merged cells only where they explain every missing cell', () => {
    expect(report('Merged').sheet).toMatchObject({
      rowCount: 4,
      columns: [{ name: 'Dept', nullCount: 0, distinctCount: 2 }, {}, {}],
    });
    expect(report('Half merged').sheet.columns[0]).toMatchObject({ nullCount: 2 });
    expect(report('Half merged').notes).toEqual([expect.stringContaining('merged over several rows')]);
  });

  it('joins two header rows to names that are unique', () => {
    const { sheet } = report('Two headers');
    expect(sheet).toMatchObject({ headerRow: 1, rowCount: 2 });
    expect(sheet.load).toContain("names=['Region', 'Q1 units', 'Q1 rev', 'Q2 units', 'Q2 rev']");
  });

  it('keeps zeros in front of codes and reads other numbers stored as text', () => {
    expect(report('Codes').sheet.columns).toMatchObject([
      { dtype: 'str', examples: ['01234', '99999'] },
      { dtype: 'int64', max: 400 },
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
    expect(described(all, 'page.xls', 'html').warnings[0]).toContain('named .xls, but');
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
        'protected.xlsx': await protectedWorkbook(),
        'letter.xls': Buffer.concat([container, Buffer.alloc(2_048)]),
      }),
    );
    expect(message.split('\n')).toEqual([
      "input-invalid: 4 files can't be used:",
      '- "cut.xlsx" is an office document whose end is missing; save or download it again.',
      expect.stringMatching(/^- "damaged\.xlsx" is damaged/),
      expect.stringMatching(/^- "protected\.xlsx" is protected by a password/),
      expect.stringMatching(/^- "letter\.xls" is an old Office document without a workbook/),
    ]);
  });
});

/** The container as it is when its only stream is named as that of encrypted documents. */
async function protectedWorkbook(): Promise<Buffer> {
  const container = await fixture('old.xls');
  const entry = container.indexOf(Buffer.from('Workbook', 'utf16le'));
  container.write('EncryptedPackage', entry, 'utf16le');
  container.writeUInt16LE(34, entry + 64);
  return container;
}
