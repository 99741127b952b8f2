import type { ByteSource } from './byte-source.ts';
import { readOleRoot } from './ole-directory.ts';

/** An old Office document: a workbook, a text, or one whose parts don't tell or tell both. */
export type OleKind = 'ole' | 'ole-workbook' | 'ole-word';

export const oleMark = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** Content that nothing here reads, and what to give instead. */
export interface Foreign {
  name: string;
  advice?: string;
}

/** Names at the top of a container that tell what nothing here reads. */
const foreign: readonly (Foreign & { part: RegExp })[] = [
  { part: /^powerpoint document$/, name: 'an old PowerPoint presentation', advice: 'save it as .pptx' },
  {
    part: /^__(?:properties_version|nameid_version|substg)/,
    name: 'an Outlook message',
    advice: 'save it as .eml',
  },
  { part: /^visiodocument$/, name: 'a Visio drawing', advice: 'export it as .pdf' },
  {
    part: /^(?:hwpsummaryinformation|.hwpsummaryinformation)$/,
    name: 'a Hangul document',
    advice: 'save it as .docx',
  },
  { part: /^quill$/, name: 'a Publisher document', advice: 'export it as .pdf' },
  {
    part: /^(?:starcalcdocument|starwriterdocument)$/,
    name: 'a StarOffice document',
    advice: 'save it as .ods or .odt',
  },
  { part: /^(?:props\d*|tbkndtask)$/, name: 'a Microsoft Project plan', advice: 'export it as .xlsx' },
];

/** Tells by the names at the top of the container; those of embedded documents stand further down. */
export async function oleKind(source: ByteSource): Promise<{ kind: OleKind } | { foreign: Foreign }> {
  const names = await readOleRoot(source);
  if (names === null) return { kind: 'ole' };
  const isWorkbook = names.includes('workbook') || names.includes('book');
  const isText = names.includes('worddocument');
  if (isWorkbook !== isText) return { kind: isWorkbook ? 'ole-workbook' : 'ole-word' };
  const other = foreign.find(({ part }) => names.some((name) => part.test(name)));
  return other === undefined || isWorkbook ? { kind: 'ole' } : { foreign: other };
}
