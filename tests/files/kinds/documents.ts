import { expect } from 'vitest';
import { pdf } from '../made/made-bytes.ts';
import { withParts } from '../made/zip.ts';
import { changed, cut, holed, named, type SevenKinds, stored, written } from './seven-kinds.ts';

const entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>';
const sheetSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const noRows = `<worksheet xmlns="${sheetSpace}"><sheetData/></worksheet>`;
/** A sheet that begins and ends, with its size and no data between. */
const noBinaryRows = Buffer.from(`810100940110${'00'.repeat(16)}910100920100820100`, 'hex');
const far = `<worksheet xmlns="${sheetSpace}"><sheetData><row><c r="A1"><v>1</v></c></row><row><c s="0" r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`;
const office = ['office', 'table', 'text']
  .map((each) => `xmlns:${each}="urn:oasis:names:tc:opendocument:xmlns:${each}:1.0"`)
  .join(' ');
const endless = `<office:document-content ${office}><office:body><office:spreadsheet><table:table table:name="Odd"><table:table-row table:number-rows-repeated="2000000000"><table:table-cell office:value-type="string" table:number-columns-repeated="2000000000"><text:p>a</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`;
const noCells = { warnings: expect.arrayContaining(['No sheet holds any cells.']) };
const damaged = /damaged|cut off|end is missing/;

/** What becomes of workbooks, documents and presentations. */
export const documents = {
  xlsx: {
    typical: stored('spreadsheet/book.xlsx', {
      sheets: [
        { name: 'Sales', usedRange: 'B2:E8', rowCount: 3, formulas: 2 },
        { name: 'Rates', hidden: true },
        {},
        { rowCount: 0 },
      ],
    }),
    odd: stored('spreadsheet/password.xlsx', /is protected by a password/),
    empty: stored('spreadsheet/blank.xlsx', noCells),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.csv', 'an .xlsx workbook'),
    hostile: changed(
      (typical) => withParts(typical, /sheet1\.xml$/, far),
      /1048576 rows and 16384 columns, too many/,
    ),
  },
  xls: {
    typical: stored('spreadsheet/book.xls', {
      sheets: [{ name: 'Sales', usedRange: 'B2:E8', rowCount: 3 }, { hidden: true }, {}, {}],
    }),
    odd: stored('old.xls', { type: 'xls' }),
    empty: stored('spreadsheet/blank.xls', noCells),
    truncated: cut(damaged, 0.3),
    corrupt: holed(damaged),
    lying: named('.xlsx', 'an .xls workbook'),
    hostile: changed(endlessChain, damaged),
  },
  xlsm: {
    typical: stored('spreadsheet/macros.xlsm', {
      hasMacros: true,
      sheets: [
        {
          name: 'Ships',
          rowCount: 3,
          columns: [
            { name: 'name', examples: ['Ørnen', 'Fjord', 'Måken'] },
            { name: 'built', max: 2020 },
            { nullCount: 1 },
          ],
        },
      ],
    }),
    odd: stored('macros.xlsm', { type: 'xlsm' }),
    empty: changed((typical) => withParts(typical, /sheet1\.xml$/, noRows), noCells),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.txt', 'an .xlsm workbook'),
    hostile: changed(
      (typical) => withParts(typical, /workbook\.xml$/, entities),
      /document type|entities|damaged/,
    ),
  },
  xlsb: {
    typical: stored('spreadsheet/excel.xlsb', {
      sheets: [
        { name: 'Sheet1', usedRange: 'A2:J2' },
        { usedRange: null },
        { usedRange: 'B2:D4', rowCount: 2 },
        { mergedCells: 2 },
      ],
    }),
    odd: stored('spreadsheet/hidden.xlsb', {
      sheets: [{ hidden: false }, { hidden: true }, { hidden: true }],
    }),
    empty: changed((typical) => withParts(typical, /sheet\d\.bin$/, noBinaryRows), noCells),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.xls', 'an .xlsb workbook'),
    hostile: changed(
      (typical) => withParts(typical, /sheet\d\.bin$/, Buffer.from('940110ffffffff'.repeat(400), 'hex')),
      damaged,
    ),
  },
  ods: {
    typical: stored('spreadsheet/book.ods', {
      sheets: [{ name: 'Sales', usedRange: 'B2:E8', rowCount: 3 }, { hidden: true }, {}, {}],
    }),
    odd: stored('spreadsheet/password.ods', /is protected by a password/),
    empty: stored('spreadsheet/blank.ods', noCells),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.txt', 'an OpenDocument sheet'),
    hostile: changed((typical) => withParts(typical, /^content\.xml$/, endless), /too many/),
  },
  docx: {
    typical: stored('office/report-libreoffice.docx', {
      headings: expect.any(Array),
      tables: [{ rows: 3, columns: 3 }],
      imageCount: 1,
    }),
    odd: stored('office/bericht.docx', { type: 'docx' }),
    empty: stored('office/empty.docx', { wordCount: 0, headings: [] }),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.pdf', 'a Word document'),
    hostile: changed(
      (typical) => withParts(typical, /^word\/document\.xml$/, entities),
      /document type|entities/,
    ),
  },
  doc: {
    typical: stored('office/report.doc', { tables: [{ rows: 3, columns: 3 }] }),
    odd: stored('office/bericht.doc', { type: 'doc' }),
    empty: stored('office/empty.doc', { wordCount: 0, headings: [] }),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.docx', 'an old Word document'),
    hostile: changed(endlessChain, damaged),
  },
  odt: {
    typical: stored('office/report-pandoc.odt', { tables: [{ rows: 3, columns: 3 }], imageCount: 1 }),
    odd: stored('office/bericht.odt', { type: 'odt' }),
    empty: stored('office/empty.odt', { wordCount: 0, headings: [] }),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.doc', 'an OpenDocument text'),
    hostile: changed((typical) => withParts(typical, /^content\.xml$/, entities), /document type|entities/),
  },
  pptx: {
    typical: stored('office/review-pandoc.pptx', {
      slideCount: 4,
      slidesWithNotes: 1,
      imageCount: 1,
      tables: [{}],
    }),
    odd: stored('office/slides.pptx', {
      slideCount: 2,
      wordCount: 12,
      textPreview: 'Ships of Ålesund\nin a group\nbeside it\nHidden numbers: 1 284',
      warnings: ['Hidden slides: 1.', 'Slides without a title: 2.'],
    }),
    empty: stored('office/blank.pptx', { slideCount: 1, wordCount: 0, textPreview: '' }),
    truncated: cut(damaged),
    corrupt: holed(damaged),
    lying: named('.docx', 'a presentation'),
    hostile: changed(
      (typical) => withParts(typical, /^ppt\/slides\/slide\d+\.xml$/, entities),
      /document type|entities/,
    ),
  },
  pdf: {
    typical: stored('pdf/report.pdf', { type: 'pdf' }),
    odd: stored('pdf/ownerlocked.pdf', { type: 'pdf' }),
    empty: stored('pdf/empty.pdf', { wordCount: 0 }),
    truncated: cut(damaged),
    corrupt: holed({ type: 'pdf' }),
    lying: named('.docx', 'a PDF document'),
    hostile: written(
      pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 9 /Kids [2 0 R] >>']),
      /damaged|no pages|pages/,
    ),
  },
} satisfies Record<string, SevenKinds>;

/** An OLE container in which every sector is followed by the first one. */
function endlessChain(container: Buffer): Buffer {
  const table = (container.readUInt32LE(76) + 1) * 512;
  return Buffer.from(container).fill(0, table, table + 512);
}
