import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/files/unusual');

describe('files that are valid and unusual', () => {
  let all: Map<string, FileDescription>;

  beforeAll(async () => {
    const names = (await readdir(folder)).filter((name) => name !== 'README.md');
    const contents = await Promise.all(
      names.map(async (name) => [name, await fixture(`unusual/${name}`)] as const),
    );
    all = await describeAll(Object.fromEntries(contents));
  });

  const warnings = (name: string) => all.get(name)?.warnings.join('\n') ?? '';

  it('tells of JSON what Python would lose, and takes apart values that stand in a row', () => {
    expect(described(all, 'events.json', 'jsonl')).toMatchObject({ itemCount: 3, columns: [{ name: 'a' }] });
    expect(warnings('items.json')).toContain('"tag" (1), "total" (1)');
  });

  it('reads the ways in which pandas writes a frame as JSON', () => {
    for (const name of ['columns.json', 'split.json'])
      expect(described(all, name, 'json').columns).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  });

  it('names what stands in the XML and not in the table', () => {
    expect(warnings('orders.xml')).toContain('currency of "total", sku of "item"');
  });

  it('gives the columns of a headerless HTML table the names that select them', () => {
    const table = described(all, 'stock.html', 'html');
    expect(table.load).toContain('.rename(columns=str)');
    expect(table.columns).toMatchObject([{ name: '0' }, { name: '1' }]);
  });

  it('reads times before what nanoseconds can hold', () => {
    expect(described(all, 'times.parquet', 'parquet').columns[0]).toMatchObject({
      min: '1677-01-01T00:00:00',
    });
  });

  it('counts different bytes of one length as different', () => {
    expect(described(all, 'codes.parquet', 'parquet').columns[1]).toMatchObject({ distinctCount: 4 });
  });

  it.each(['union-empty-batch.arrow', 'dictionary-null.arrow'])(
    'describes %s without its odd column, which it names',
    (name) => {
      expect(described(all, name, 'arrow')).toMatchObject({ rowCount: 3, columns: [{ name: 'id' }] });
      expect(warnings(name)).toContain("pandas can't read");
    },
  );

  it('describes a table with a column that is encrypted, and refuses a file that is', async () => {
    expect(described(all, 'pay.parquet', 'parquet').columns.length).toBeGreaterThan(0);
    expect(warnings('pay.parquet')).toContain("can't read");
    const encrypted = Buffer.concat([Buffer.from('PARE'), Buffer.alloc(200), Buffer.from('PARE')]);
    expect(await failure(describeAll({ 'secret.parquet': encrypted }))).toContain('is encrypted');
  });

  it('describes slides whose title is a picture, and SPSS dates out of range as numbers', () => {
    expect(described(all, 'logo.pptx', 'pptx').slideCount).toBe(1);
    expect(described(all, 'visits.sav', 'sav').rowCount).toBeGreaterThan(0);
    expect(warnings('visits.sav')).toContain('leaves dates as numbers');
  });

  it('tells what a sheet shows and its cells do not hold', () => {
    expect(warnings('unsaved.xlsx')).toContain('"total" (2)');
    expect(warnings('serials.xlsx')).toContain("unit='D', origin='1899-12-30'");
    expect(warnings('zips.xlsx')).toContain('such as "02494"');
  });

  it('keeps NA and None of a sheet as values', () => {
    const [sheet] = described(all, 'countries.xlsx', 'xlsx').sheets;
    expect(sheet?.load).toContain('keep_default_na=False');
    expect(sheet?.columns.map(({ nullCount }) => nullCount)).toEqual([0, 0, 0]);
  });

  it('takes the width of a sheet from all of its rows', () => {
    expect(described(all, 'headless.xlsx', 'xlsx').sheets[0]?.columns).toHaveLength(4);
    expect(described(all, 'indented.xlsx', 'xlsx').sheets[0]?.columns).toHaveLength(3);
  });

  it('joins three header rows of a sheet, and leaves a signature below out', () => {
    const [plan] = described(all, 'plan.xlsx', 'xlsx').sheets;
    expect(plan?.columns.map(({ name }) => name).slice(0, 3)).toEqual(['Region', 'H1 Q1 Units', 'H1 Q1 EUR']);
    expect(described(all, 'timesheet.xlsx', 'xlsx').sheets[0]?.rowCount).toBe(3);
    expect(warnings('timesheet.xlsx')).toContain('Approved by: M. Smith');
  });
});
