import { describe, expect, it } from 'vitest';
import type { DatabaseDescription, FileDescription } from '../../src/contracts/file-description.ts';
import { unusableFile } from '../../src/files/unusable-file.ts';
import { fitFiles } from '../../src/prompts/fit-files.ts';
import { layoutJson } from '../../src/prompts/layout-json.ts';
import { Desk, fixture } from '../files/desk.ts';
import { employeesFile } from '../helpers/briefs.ts';
import { describedFile } from '../helpers/described-file.ts';

const maxBytes = 14_000;

/** One file of every kind, more than one where a family is large. */
const everyFamily = [
  'text/report.md',
  'text/access.log',
  'text/towns.html',
  'text/report.rtf',
  'structured/ships.yaml',
  'structured/harbour.toml',
  'structured/places.gpx.xml',
  'reports.xlsx',
  'spreadsheet/book.ods',
  'spreadsheet/book.xls',
  'spreadsheet/excel.xlsb',
  'office/report-libreoffice.docx',
  'office/report.doc',
  'office/report-pandoc.odt',
  'office/review-pandoc.pptx',
  'pdf/report.pdf',
  'columnar/orders.parquet',
  'columnar/stations.feather',
  'columnar/trades.orc',
  'scientific/store.h5',
  'scientific/groups.nc',
  'scientific/vars.mat',
  'scientific/gradient.fits',
  'scientific/rec.dat',
  'statistics/pspp.sav',
  'statistics/survey.dta',
  'statistics/survey.sas7bdat',
  'database/shop.sqlite',
  'image/photo.jpg',
  'mail/calendar.ics',
];

type Fitted = Record<string, unknown> & { name: string; load?: string };
const fitted = (files: FileDescription[]) => {
  const { files: kept, leftOut } = fitFiles(files, { maxBytes });
  expect(Buffer.byteLength(layoutJson(kept))).toBeLessThanOrEqual(maxBytes);
  return { files: kept as Fitted[], leftOut };
};

function table(name: string): DatabaseDescription['tables'][number] {
  const field = { type: 'TEXT', dtype: 'str', nullCount: 0, nullable: true, primaryKey: false, examples: [] };
  return {
    name,
    kind: 'table',
    rowCount: 10,
    fields: Array.from({ length: 30 }, (_, at) => ({ ...field, name: `field ${at}` })),
    omittedFields: 0,
    foreignKeys: [],
    sampleData: [{ columns: 'kept' }],
    load: `pd.read_sql('SELECT * FROM "${name}"', sqlite3.connect('shop.sqlite'))`,
  };
}

function database(tableCount: number): DatabaseDescription {
  const tables = Array.from({ length: tableCount }, (_, at) => table(`table ${at}`));
  return describedFile('sqlite', { name: 'shop.sqlite', load: "sqlite3.connect('shop.sqlite')", tables });
}

describe('fitFiles', () => {
  it('fits thirty real files of all families, with every name and every load as it is', async () => {
    await using desk = await Desk.open();
    const inputs = await Promise.all(
      everyFamily.map(async (name) => ({ name: name.split('/').at(-1) ?? '', bytes: await fixture(name) })),
    );
    const descriptions = (await desk.prepare(inputs)).map(({ description }) => description);
    const { files, leftOut } = fitted(descriptions);
    expect(files.map(({ name, load }) => [name, load])).toEqual(
      descriptions.map(({ name, load }) => [name, load]),
    );
    expect(leftOut).toContain('all sample rows');
    expect(leftOut.at(-1)).toMatch(/^all but name, type and `load` of [1-8] files$/);
    const orders = files.find(({ name }) => name === 'orders.parquet');
    expect(orders?.columns).toContainEqual(['order_id', 'int32']);
  });

  it('cuts lists of tables and their fields, saying so, and keeps the load of each table left', () => {
    const { files, leftOut } = fitted([database(60)]);
    const tables = files[0]?.tables as Fitted[];
    expect(tables.length).toBeGreaterThanOrEqual(3);
    expect(tables[0]).toMatchObject({ name: 'table 0', load: table('table 0').load });
    expect(leftOut).toContain('sheets, tables, datasets and other parts past the 10th');
  });

  it('says nothing of a reduction that took nothing away', () => {
    const { leftOut } = fitted([database(60)]);
    expect(leftOut).not.toContain('lists of archive members (each is a file of its own)');
    expect(leftOut).not.toContain('warnings past the 2nd');
  });

  it('leaves out the list of an archive first, for its members are files of their own', () => {
    const members = Array.from({ length: 60 }, (_, at) => ({ path: `sales/2024/${at}.csv`, bytes: 10 }));
    const facts = { folder: 'sales', memberCount: 60, unpackedBytes: 600, members };
    const load = `sorted(Path("sales").rglob('*'))`;
    const archive = describedFile('zip', { name: 'shop.zip', load, ...facts });
    const small = fitted([archive, employeesFile()]);
    expect(small.files[0]?.members).toMatchObject([
      { path: 'sales/2024/0.csv' },
      ...members.slice(1).map(({ path }) => ({ path })),
    ]);
    const many = members.slice(0, 25).map(({ path }) => employeesFile({ name: path }));
    const { files, leftOut } = fitted([archive, ...many]);
    expect(leftOut[0]).toBe('lists of archive members (each is a file of its own)');
    expect(files.map((file) => file.name)).toEqual(['shop.zip', ...many.map((file) => file.name)]);
  });

  it('tells of a file that was left out no more than that, and never a load', () => {
    const { description } = unusableFile('broken.json', 'is not valid JSON; save it again');
    expect(fitted([description]).files).toEqual([
      { name: 'broken.json', type: 'unusable', problem: 'is not valid JSON; save it again' },
    ]);
  });

  it('names as many files as fit when there is room for little else', () => {
    const files = Array.from({ length: 80 }, (_, at) => employeesFile({ name: `part-${at}.csv` }));
    const { files: named, leftOut } = fitted(files);
    expect(named.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    expect(leftOut.at(-1)).toMatch(/^all but name, type and `load` of \d+ files$/);
  });

  it('keeps keys of the author that are called like fields of ours', () => {
    const properties = { columns: 'kept', sha256: 'kept', examples: 'kept', warnings: '' };
    const document = { ...employeesFile(), properties } as unknown as FileDescription;
    expect(fitted([document]).files[0]?.properties).toEqual(properties);
  });

  it('keeps hidden characters of a path, which a program must repeat', () => {
    const path = 'sales/no\u00adrth\u200b.csv';
    const file = { ...employeesFile(), members: [{ path }] } as unknown as FileDescription;
    expect(fitted([file]).files[0]?.members).toEqual([{ path }]);
  });
});
