import { z } from 'zod';
import { attributes, commonFields, counted, embeddedTableSchema, omitted } from './common.ts';

const headingSchema = z.strictObject({ level: z.number().int().min(1).max(9), text: z.string() });

const tableFields = {
  ...embeddedTableSchema.shape,
  sampleRows: z.array(z.array(z.string())).describe('the rows after the first, at most two, as text'),
};

const documentTableSchema = z.strictObject({
  slide: z.number().int().positive().optional(),
  ...tableFields,
});

export const documentSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['docx', 'doc', 'odt', 'pptx']),
  headings: z.array(headingSchema).describe('in slides the titles, one level'),
  omittedHeadings: omitted,
  paragraphCount: counted.describe('paragraphs with text, tables excluded'),
  wordCount: counted.describe('words, those in tables included'),
  slideCount: counted.optional(),
  slidesWithNotes: counted.optional(),
  chartCount: counted.optional(),
  imageCount: counted,
  tables: z.array(documentTableSchema).describe('in the order of the document'),
  omittedTables: omitted,
  properties: attributes.describe('title, author, created, modified … as far as the file has them'),
  textPreview: z.string(),
});

const pageTableSchema = z.strictObject({ page: z.number().int().positive(), ...tableFields });

const pdfHeadingSchema = z.strictObject({
  ...headingSchema.shape,
  page: z.number().int().positive().nullable(),
});

export const pdfSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['pdf']),
  pageCount: counted,
  text: z
    .enum(['extractable', 'partly-scanned', 'scanned', 'none'])
    .describe('scanned pages hold images only and need OCR, which is not available'),
  wordCount: counted.describe('words of the pages that were read'),
  pagesRead: counted.describe('pages that were looked at for text and tables'),
  headings: z.array(pdfHeadingSchema).describe('bookmarks with the page they lead to'),
  omittedHeadings: omitted,
  hasTables: z.boolean(),
  tables: z.array(pageTableSchema).describe('tables with ruled lines; others are not recognised'),
  omittedTables: omitted,
  formFields: z.array(z.strictObject({ name: z.string(), value: z.string().nullable() })),
  omittedFormFields: omitted,
  encrypted: z.boolean(),
  properties: attributes,
  textPreview: z.string(),
});
