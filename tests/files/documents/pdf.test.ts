import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { corrupted, cutOff, madeFiles } from '../made/made-files.ts';

const file = (name: string) => fixture(`pdf/${name}`);

describe('PDF documents', () => {
  let all: Map<string, FileDescription>;
  let made: Awaited<ReturnType<typeof madeFiles>>;
  beforeAll(async () => {
    made = await madeFiles('files/made/office_files.py');
    const names = ['report.pdf', 'ruled.pdf', 'form.pdf', 'scan.pdf', 'ownerlocked.pdf', 'empty.pdf'];
    const contents = await Promise.all(names.map(async (name) => [name, await file(name)] as const));
    const ruled = await file('ruled.pdf');
    const places = Buffer.from(ruled.toString('latin1').replace(/startxref\s+\d+/, 'startxref\n7'), 'latin1');
    all = await describeAll({
      ...Object.fromEntries(contents),
      'report.docx': await file('report.pdf'),
      'places.pdf': places,
      'many.pdf': await made.read('many.pdf'),
      'deep.pdf': await made.read('deep.pdf'),
      'bomb.pdf': await made.read('bomb.pdf'),
    });
  }, 60_000);
  afterAll(() => made[Symbol.asyncDispose]());

  it('show their text, bookmarks and properties', () => {
    expect(described(all, 'report.pdf', 'pdf')).toMatchObject({
      pageCount: 1,
      pagesRead: 1,
      text: 'extractable',
      headings: [
        { level: 1, text: 'Summary', page: 1 },
        { level: 2, text: 'By region', page: 1 },
        { level: 2, text: 'Pictures', page: 1 },
        { level: 1, text: 'Outlook', page: 1 },
      ],
      hasTables: false,
      encrypted: false,
      formFields: [],
      properties: { title: 'Harvest report', author: 'Ana Müller' },
      textPreview: expect.stringMatching(/^Harvest report\n[\s\S]*Größe und Žluťoučký\n— Кириллица stay/),
      load: "pypdf.PdfReader('report.pdf')",
      warnings: [expect.stringContaining('No table with ruled lines')],
    });
  });

  it('show tables with ruled lines and are then loaded with the library that reads tables', () => {
    expect(described(all, 'ruled.pdf', 'pdf')).toMatchObject({
      hasTables: true,
      tables: [
        {
          page: 1,
          rows: 3,
          columns: 2,
          header: ['Item', 'Price'],
          sampleRows: [
            ['Tea', '3.50'],
            ['Cup', '7.00'],
          ],
        },
      ],
      wordCount: 10,
      load: "pdfplumber.open('ruled.pdf')",
    });
  });

  it('show form fields with their values', () => {
    expect(described(all, 'form.pdf', 'pdf')).toMatchObject({
      pageCount: 2,
      formFields: [
        { name: 'customer', value: 'Ada' },
        { name: 'gift', value: 'Yes' },
      ],
      tables: [{ page: 2 }],
    });
  });

  it('that are scans say so', () => {
    expect(described(all, 'scan.pdf', 'pdf')).toMatchObject({
      pageCount: 2,
      text: 'scanned',
      wordCount: 0,
      textPreview: '',
      warnings: [expect.stringContaining('there is no OCR')],
    });
  });

  it('that anybody may open are read although they are encrypted', () => {
    expect(described(all, 'ownerlocked.pdf', 'pdf')).toMatchObject({ encrypted: true, text: 'extractable' });
  });

  it('without anything on their pages say so', () => {
    expect(described(all, 'empty.pdf', 'pdf')).toMatchObject({ pageCount: 1, text: 'none', wordCount: 0 });
  });

  it('are recognised under wrong names and read with a damaged table of places', () => {
    expect(described(all, 'report.docx', 'pdf').warnings[0]).toContain('named .docx, but');
    expect(described(all, 'places.pdf', 'pdf')).toMatchObject({ pageCount: 1, wordCount: 10 });
  });

  it('of many pages, deep bookmarks or bombs are described within bounds', () => {
    expect(described(all, 'many.pdf', 'pdf')).toMatchObject({
      pageCount: 3000,
      pagesRead: 30,
      warnings: expect.arrayContaining([expect.stringContaining('30 of 3000 pages')]),
    });
    expect(described(all, 'deep.pdf', 'pdf').headings.length).toBeLessThanOrEqual(40);
    expect(described(all, 'bomb.pdf', 'pdf').warnings).toContainEqual(
      expect.stringContaining("Pages that can't be read: 1"),
    );
  });

  it('that can not be used say why', async () => {
    const message = await failure(
      describeAll({
        'locked.pdf': await file('locked.pdf'),
        'loop.pdf': await made.read('loop.pdf'),
        'cut.pdf': cutOff(await file('report.pdf'), 0.1),
        'corrupt.pdf': corrupted(Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj')),
      }),
    );
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^- "locked\.pdf" is protected by a password/),
      expect.stringMatching(/^- "loop\.pdf" can't be read, it seems to be damaged \(.*cyclic/),
      expect.stringMatching(/^- "cut\.pdf" .*damaged/),
      expect.stringMatching(/^- "corrupt\.pdf" .*damaged/),
    ]);
  });

  it('give programs through `load` what was described', async () => {
    const results = await runLoads({
      'report.pdf': await file('report.pdf'),
      'ruled.pdf': await file('ruled.pdf'),
    });
    expect(wrongLoads(results)).toEqual([]);
    expect(results.map(({ loaded }) => loaded.type)).toEqual(['PdfReader', 'PDF']);
  }, 60_000);

  it('are read right by a program that does what the description says', async () => {
    const { load, imports, tables } = described(all, 'ruled.pdf', 'pdf');
    const code = [
      ...imports,
      `pages = ${load}.pages`,
      `rows = pages[${(tables[0]?.page ?? 0) - 1}].extract_tables()[0]`,
      'print(sum(float(price) for _, price in rows[1:]))',
    ];
    await using test = await testCoder(scriptedModel([program(code.join('\n')), approval]));
    const path = await test.file('ruled.pdf', await file('ruled.pdf'));
    const result = await test.coder.executeCodeTask('What do the items cost together?', { files: [path] });
    expect(result).toMatchObject({ status: 'succeeded', result: 10.5 });
  }, 60_000);
});
