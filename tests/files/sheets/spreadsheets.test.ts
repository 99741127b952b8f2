import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { corrupted, cutOff, madeFiles } from '../made/made-files.ts';
import { withParts } from '../made/zip.ts';

const file = (name: string) => fixture(`spreadsheet/${name}`);
const types = ['xlsx', 'xls', 'ods'] as const;

describe('spreadsheets', () => {
  let all: Map<string, FileDescription>;
  let made: Awaited<ReturnType<typeof madeFiles>>;
  beforeAll(async () => {
    made = await madeFiles('files/made/office_files.py');
    const kept = [
      'book.xlsx',
      'book.xls',
      'book.ods',
      'excel.xlsb',
      'hidden.xlsb',
      'blank.xlsx',
      'blank.xls',
    ];
    const names = [...kept, 'blank.ods'];
    const contents = await Promise.all(names.map(async (name) => [name, await file(name)] as const));
    all = await describeAll({
      ...Object.fromEntries(contents),
      'ods.txt': await file('book.ods'),
      'xlsb.xls': await file('excel.xlsb'),
      'repeated.ods': await made.read('repeated.ods'),
    });
  }, 60_000);
  afterAll(() => made[Symbol.asyncDispose]());

  it.each(types)('.%s: tells used range, merged cells, formulas, dates and hidden sheets', (type) => {
    const { sheets, definedNames, hasMacros } = described(all, `book.${type}`, type);
    expect(hasMacros).toBe(false);
    expect(definedNames.map(({ name }) => name).sort()).toEqual(['Regions', 'TaxRate']);
    expect(definedNames[0]?.refersTo).toMatch(/\$B\$5:.?\$B\$7|\$B\$3/);
    expect(sheets).toMatchObject([
      {
        name: 'Sales',
        hidden: false,
        headerRow: 3,
        usedRange: 'B2:E8',
        mergedCells: 1,
        formulas: 2,
        rowCount: 3,
        columns: [
          { name: 'Region', dtype: 'str', distinctCount: 3 },
          { name: 'Date', dtype: /^datetime64/, min: '2024-01-15T00:00:00', max: '2024-03-15T00:00:00' },
          { name: 'Units', dtype: 'int64', min: 5, max: 20 },
          { name: 'Revenue', dtype: 'float64', max: 150.25 },
        ].map((column) => ({ ...column, dtype: expect.stringMatching(column.dtype) })),
      },
      { name: 'Rates', hidden: true, usedRange: 'A1:B3', mergedCells: 0, formulas: 0, rowCount: 2 },
      { name: 'Secret', hidden: true, usedRange: 'A1:A2', rowCount: 1 },
      { name: 'Empty', hidden: false, usedRange: null, headerRow: null, rowCount: 0, columns: [] },
    ]);
  });

  it('.xlsb: reads every kind of value and names the reader in `load`', () => {
    const { sheets } = described(all, 'excel.xlsb', 'xlsb');
    expect(sheets[0]?.load).toContain("engine='calamine'");
    expect(sheets[0]?.columns.map(({ dtype }) => dtype.replace(/\[.*/, ''))).toEqual(
      'str int64 float64 bool bool datetime64 datetime64 object timedelta64 timedelta64'.split(' '),
    );
    expect(sheets).toMatchObject([
      { name: 'Sheet1', usedRange: 'A2:J2', headerRow: null },
      { name: 'Sheet2', usedRange: null },
      { name: 'Sheet3', usedRange: 'B2:D4', headerRow: 1, rowCount: 2 },
      { name: 'Merged Cells', mergedCells: 2 },
    ]);
  });

  it('.xlsb: tells hidden and very hidden sheets', () => {
    expect(described(all, 'hidden.xlsb', 'xlsb').sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Visible', false],
      ['Hidden', true],
      ['VeryHidden', true],
    ]);
  });

  it.each(types)('.%s: says that a blank workbook holds no cells', (type) => {
    const { sheets, warnings } = described(all, `blank.${type}`, type);
    expect(sheets).toMatchObject([{ name: 'Blank', rowCount: 0, usedRange: null }]);
    expect(warnings).toEqual(['No sheet holds any cells.']);
  });

  it('.xlsb: lists defined names with the cells or values they stand for, and says where that is not known', async () => {
    const book = withParts(await file('excel.xlsb'), /^xl\/workbook\.bin$/, (part) =>
      Buffer.concat([
        part,
        record(357),
        record(362, int32(2), int32(0), int32(1), int32(1), int32(0), int32(3), int32(3)),
        definedName('Prices', [0x3b, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 1, 0, 27, 0]),
        definedName('Corner', [0x5a, 1, 0, 4, 0, 0, 0, 2, 0x40]),
        definedName('TaxRate', [0x1f, ...new Uint8Array(new Float64Array([0.19]).buffer)]),
        definedName('Label', [0x17, 2, 0, 97, 0, 34, 0]),
        definedName('Sum', [0x1e, 1, 0, 0x1e, 2, 0, 0x03]),
        definedName('Outside', [0x3a, 7, 0, 4, 0, 0, 0, 2, 0]),
        definedName('Hidden', [0x1e, 1, 0], 1),
        definedName('_xlnm.Print_Area', [0x1e, 1, 0], 0x20),
      ]),
    );
    const { definedNames, warnings } = described(
      await describeAll({ 'names.xlsb': book }),
      'names.xlsb',
      'xlsb',
    );
    expect(definedNames).toEqual([
      { name: 'Prices', refersTo: 'Sheet2!$B$2:$AB$10' },
      { name: 'Corner', refersTo: "'Merged Cells'!C$5" },
      { name: 'TaxRate', refersTo: '0.19' },
      { name: 'Label', refersTo: '"a"""' },
      { name: 'Sum', refersTo: '' },
      { name: 'Outside', refersTo: '' },
    ]);
    expect(warnings[0]).toContain('without `refersTo` lead is not known');
  });

  it('are recognised under wrong names', () => {
    expect(described(all, 'ods.txt', 'ods').warnings[0]).toContain('named .txt, but');
    expect(described(all, 'xlsb.xls', 'xlsb').sheets).toHaveLength(4);
  });

  it('with empty cells that claim to be repeated without end cost nothing', () => {
    expect(described(all, 'repeated.ods', 'ods').sheets).toMatchObject([{ usedRange: 'A1:A2', rowCount: 1 }]);
  });

  it('that can not be used say why', async () => {
    const message = await failure(
      describeAll({
        'password.xlsx': await file('password.xlsx'),
        'password.xls': await file('password.xls'),
        'password.xlsb': await file('password.xlsb'),
        'password.ods': await file('password.ods'),
        'short.xlsb': await file('short-cells.xlsb'),
        'cut.ods': cutOff(await file('book.ods')),
        'cut.xlsb': cutOff(await file('excel.xlsb')),
        'cut.xls': cutOff(await file('book.xls'), 0.3),
        'corrupt.ods': corrupted(await file('book.ods')),
        'corrupt.xlsb': corrupted(await file('excel.xlsb')),
      }),
    );
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^- "password\.xlsx" .*protected by a password/),
      expect.stringMatching(/^- "password\.xls" .*protected by a password/),
      expect.stringMatching(/^- "password\.xlsb" .*protected by a password/),
      expect.stringMatching(/^- "password\.ods" .*protected by a password/),
      expect.stringMatching(/^- "short\.xlsb" stores cells in a short form/),
      expect.stringMatching(/^- "cut\.ods" is an office document whose end is missing/),
      expect.stringMatching(/^- "cut\.xlsb" /),
      expect.stringMatching(/^- "cut\.xls" .*cut off/),
      expect.stringMatching(/^- "corrupt\.ods" .*damaged/),
      expect.stringMatching(/^- "corrupt\.xlsb" .*damaged/),
    ]);
  });

  it('that would exhaust the memory are refused before a reader sees them', async () => {
    const message = await failure(
      describeAll({
        'far.xlsx': await made.read('far.xlsx'),
        'endless.ods': await made.read('endless.ods'),
        'crowd.xlsx': await made.read('crowd.xlsx'),
        'entities.ods': await made.read('entities.ods'),
      }),
    );
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^- "far\.xlsx" has a sheet "Sales" of 1048576 rows and 16384 columns, too many/),
      expect.stringMatching(/^- "endless\.ods" has a sheet "Odd" of .* too many/),
      expect.stringMatching(/^- "crowd\.xlsx" has 20\d{3} parts/),
      expect.stringMatching(/^- "entities\.ods" .*document type declaration/),
    ]);
  });

  it('give programs through `load` what was described', async () => {
    const results = await runLoads({
      'book.xls': await file('book.xls'),
      'book.ods': await file('book.ods'),
      'excel.xlsb': await file('excel.xlsb'),
    });
    expect(results).toHaveLength(5 + 5 + 5);
    expect(wrongLoads(results)).toEqual([]);
  }, 60_000);

  it('are read right by a program that does what the description says', async () => {
    const { load, imports } = described(all, 'book.ods', 'ods');
    const code = [...imports, `sales = ${load}`, "print(sales.loc[sales['Units'] > 5, 'Revenue'].sum())"];
    await using test = await testCoder(scriptedModel([program(code.join('\n')), approval]));
    const path = await test.file('book.ods', await file('book.ods'));
    const result = await test.coder.executeCodeTask('Revenue of sales of more than 5 units?', {
      files: [path],
    });
    expect(result).toMatchObject({ status: 'succeeded', result: 249.75 });
  }, 60_000);
});

/** A record of [MS-XLSB] 2.1.4 with fewer than 128 bytes. */
function record(kind: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const mark = kind < 128 ? [kind] : [(kind & 0x7f) | 0x80, kind >> 7];
  return Buffer.concat([Buffer.from([...mark, body.length]), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function definedName(name: string, formula: number[], flags = 0): Buffer {
  const head = [int32(flags), Buffer.alloc(1), int32(-1), int32(name.length), Buffer.from(name, 'utf16le')];
  return record(39, ...head, int32(formula.length), Buffer.from(formula), int32(0));
}
