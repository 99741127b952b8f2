import {
  type DescriptionOf,
  type FileDescription,
  fileDescriptionSchema,
} from '../../src/contracts/file-description.ts';
import { formats } from '../../src/files/formats.ts';

type Common = 'name' | 'type' | 'mediaType' | 'bytes' | 'sizeMb' | 'sha256' | 'load' | 'imports' | 'warnings';
type Own<Type extends FileDescription['type']> = Omit<DescriptionOf<Type>, Common>;

const text = { encoding: 'utf-8', encodingConfidence: 1 };
const table = { columns: [], omittedColumns: 0, rowCount: 0, sampleData: [] };

/** What the descriptions of a family say of a file with nothing in it. */
const empty = {
  text: { ...text, lineCount: 0, wordCount: 0, headings: [], textPreview: '' },
  table: { ...text, delimiter: ',', hasHeader: true, raggedRows: 0, ...table },
  structured: {
    ...text,
    structure: 'object',
    keys: [],
    omittedKeys: 0,
    itemCount: 0,
    depth: 1,
    recordPath: null,
    sampleData: [],
  },
  spreadsheet: { sheets: [], omittedSheets: 0, definedNames: [], hasMacros: false },
  columnar: { ...table, storageTypes: {}, rowGroups: 1, compression: null },
  statistics: { ...table, title: null, valueLabels: {}, omittedValueLabels: 0 },
  scientific: { container: 'HDF5', groups: [], datasets: [], omittedDatasets: 0, attributes: {} },
  database: { tables: [], omittedTables: 0 },
  archive: { folder: '', memberCount: 0, unpackedBytes: 0, members: [], omittedMembers: 0 },
} satisfies {
  text: Own<'txt'>;
  table: Own<'csv'>;
  structured: Own<'json'>;
  spreadsheet: Own<'xlsx'>;
  columnar: Own<'parquet'>;
  statistics: Own<'dta'>;
  scientific: Own<'h5'>;
  database: Own<'sqlite'>;
  archive: Own<'zip'>;
};

/** A description as the describers make it of a file of this type; a test names only the facts that it is about. */
export function describedFile<Type extends FileDescription['type']>(
  type: Type,
  facts: Partial<DescriptionOf<Type>> & { name: string },
): DescriptionOf<Type> {
  const format = formats.find((each) => each.type === type);
  return fileDescriptionSchema.parse({
    type,
    mediaType: format?.mediaType,
    bytes: 2048,
    sizeMb: 0.002,
    sha256: 'a'.repeat(64),
    load: '',
    imports: [],
    warnings: [],
    ...empty[format?.family as keyof typeof empty],
    ...facts,
  }) as DescriptionOf<Type>;
}
