import { z } from 'zod';
import { archiveSchema } from './descriptions/archive.ts';
import { columnarSchema, statisticsSchema } from './descriptions/columnar.ts';
import { databaseSchema } from './descriptions/database.ts';
import { delimitedSchema } from './descriptions/delimited.ts';
import { documentSchema, pdfSchema } from './descriptions/document.ts';
import { imageSchema, svgSchema } from './descriptions/image.ts';
import { calendarSchema, mailSchema } from './descriptions/mail.ts';
import { scientificSchema } from './descriptions/scientific.ts';
import { spreadsheetSchema } from './descriptions/spreadsheet.ts';
import { jsonSchema, xmlSchema } from './descriptions/structured.ts';
import { textSchema } from './descriptions/text.ts';
import { undescribedSchema } from './descriptions/undescribed.ts';
import { unusableSchema } from './descriptions/unusable.ts';

export const fileDescriptionSchema = z.discriminatedUnion('type', [
  delimitedSchema,
  spreadsheetSchema,
  jsonSchema,
  xmlSchema,
  textSchema,
  documentSchema,
  pdfSchema,
  columnarSchema,
  statisticsSchema,
  scientificSchema,
  databaseSchema,
  imageSchema,
  svgSchema,
  archiveSchema,
  mailSchema,
  calendarSchema,
  undescribedSchema,
  unusableSchema,
]);

/** What the tool knows about one input file; identical in `describe`, in the prompts and in `fileMetadata`, at most a few KB. */
export type FileDescription = z.infer<typeof fileDescriptionSchema>;
export type { ArchiveDescription } from './descriptions/archive.ts';
export type { Column } from './descriptions/common.ts';
export type { DatabaseDescription } from './descriptions/database.ts';
export type { DelimitedDescription } from './descriptions/delimited.ts';
export type { ImageDescription } from './descriptions/image.ts';
export type { MailDescription } from './descriptions/mail.ts';
export type { ScientificDescription } from './descriptions/scientific.ts';
export type { SheetDescription, SpreadsheetDescription } from './descriptions/spreadsheet.ts';
export type { JsonDescription, XmlDescription } from './descriptions/structured.ts';
export type { TextDescription } from './descriptions/text.ts';
export type { UnusableDescription } from './descriptions/unusable.ts';

/** The description that files of one type have. */
export type DescriptionOf<
  Type extends FileDescription['type'],
  Any extends FileDescription = FileDescription,
> = Any extends unknown ? (Type extends Any['type'] ? Any : never) : never;
