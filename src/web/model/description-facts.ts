import type { Column, FileDescription } from '../../contracts/file-description.ts';
import { counted } from './figures.ts';

export interface DescribedTable {
  name: string | null;
  columns: readonly Column[];
  omittedColumns: number;
  rowCount: number | null;
}

/** The tables in a file of any kind: its own, those of its sheets, those of a database. */
export function tablesIn(description: FileDescription): DescribedTable[] {
  if (description.type === 'unusable') return [];
  if ('sheets' in description)
    return description.sheets.map(({ name, columns, omittedColumns, rowCount }) => ({
      name,
      columns,
      omittedColumns,
      rowCount,
    }));
  if (description.type === 'sqlite')
    return description.tables.map(({ name, fields, omittedFields, rowCount }) => ({
      name,
      columns: fields,
      omittedColumns: omittedFields,
      rowCount,
    }));
  if (!('columns' in description) || description.columns === undefined) return [];
  const rowCount = 'rowCount' in description ? description.rowCount : undefined;
  const items = 'itemCount' in description ? description.itemCount : null;
  return [
    {
      name: null,
      columns: description.columns,
      omittedColumns: description.omittedColumns ?? 0,
      rowCount: rowCount ?? items,
    },
  ];
}

const countedFacts = {
  pageCount: 'page',
  slideCount: 'slide',
  wordCount: 'word',
  lineCount: 'line',
  memberCount: 'member',
  eventCount: 'event',
  frameCount: 'frame',
} as const;

/** In a few words what is known of the file beside its columns. */
export function factsOf(description: FileDescription): string[] {
  const fields = description as unknown as Record<string, unknown>;
  const facts = Object.entries(countedFacts).flatMap(([field, noun]) => {
    const count = fields[field];
    return typeof count === 'number' ? [counted(count, noun)] : [];
  });
  if (typeof fields.width === 'number') facts.unshift(`${fields.width} × ${fields.height} pixels`);
  if (typeof fields.encoding === 'string') facts.push(fields.encoding);
  if (typeof fields.structure === 'string') facts.unshift(fields.structure);
  return [description.type === 'unusable' ? 'can’t be used' : description.type.toUpperCase(), ...facts];
}

const typeWords: readonly (readonly [RegExp, string])[] = [
  [/^u?int/i, 'whole number'],
  [/^(float|decimal)/i, 'number'],
  [/^bool/i, 'yes or no'],
  [/^(datetime|date|timestamp)/i, 'date'],
  [/^timedelta/i, 'duration'],
  [/^(str|string|object|large_string)/i, 'text'],
  [/^category/i, 'category'],
];

/** A dtype of pandas in plain words. */
export function typeText(dtype: string): string {
  return typeWords.find(([pattern]) => pattern.test(dtype))?.[1] ?? dtype;
}

/** The column whose values come again and again, and of these the one with the fewest different ones. */
function groupOf(columns: readonly Column[], rowCount: number): string | undefined {
  const repeated = columns.flatMap(({ name, distinctCount: count = 0 }) =>
    count > 1 ? [{ name, count }] : [],
  );
  const fewest = repeated.toSorted((one, other) => one.count - other.count)[0];
  return fewest !== undefined && fewest.count < rowCount && fewest.count <= 20 ? fewest.name : undefined;
}

/** Questions about the first table that need no model, from what its columns are. */
export function suggestedQuestions(descriptions: readonly FileDescription[]): string[] {
  const [table] = descriptions.flatMap(tablesIn);
  if (table === undefined) return [];
  const ofType = (word: string) => table.columns.filter(({ dtype }) => typeText(dtype).endsWith(word));
  const measure = ofType('number').find(({ name }) => !/(^|_)id$/i.test(name))?.name;
  const group = groupOf(ofType('text'), table.rowCount ?? 0);
  if (measure === undefined) return ['Describe the data'];
  if (group === undefined) return [`What is the average ${measure}?`, 'Describe the data'];
  return [
    `What is the average ${measure} by ${group}?`,
    `Plot the average ${measure} by ${group} as a bar chart`,
    `Show the row with the highest ${measure}`,
  ];
}
