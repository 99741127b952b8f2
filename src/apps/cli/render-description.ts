import type {
  DescriptionOf,
  FileDescription,
  JsonDescription,
  SheetDescription,
  SpreadsheetDescription,
  TextDescription,
} from '../../contracts/file-description.ts';
import { wrapToWidth } from './display-width.ts';
import { escapeJson, escapeLine, escapeText } from './escape-terminal.ts';
import { fileFacts } from './file-facts.ts';
import { fileShape, tableShape } from './file-shape.ts';
import { formatBytes, formatCount } from './format-units.ts';
import type { Page } from './page.ts';
import { renderColumns } from './render-columns.ts';
import { renderTable } from './render-table.ts';

/** One file for people: what it is, how it is read, and what is in it. */
export function renderDescription(file: FileDescription, page: Page): string {
  if (file.type === 'unusable') return renderLeftOut(file, page);
  const head = `${page.palette.bold(escapeLine(file.name))}  ${file.type}, ${fileShape(file)}, ${formatBytes(file.bytes)}`;
  const body = [
    ...bodyOf(file, page),
    ...('sheets' in file && file.sheets.length > 1 ? [] : [`read with  ${escapeLine(file.load)}`]),
    ...file.warnings.flatMap((warning) => labelledLines('warning', warning, page)),
  ];
  return [head, ...body.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

/** Nothing is known of such a file but why the task goes on without it. */
function renderLeftOut({ name, problem }: DescriptionOf<'unusable'>, page: Page): string {
  const lines = labelledLines('problem', `It ${problem}.`, page);
  return [`${page.palette.bold(escapeLine(name))}  left out`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function labelledLines(label: string, sentence: string, { columns }: Page): string[] {
  const text = escapeLine(sentence);
  const lines = columns === null ? [text] : wrapToWidth(text, Math.max(columns - 13, 20));
  return lines.map((line, index) => (index === 0 ? label : '').padEnd(11) + line);
}

function bodyOf(file: FileDescription, page: Page): string[] {
  if ('sheets' in file) return sheetLines(file, page);
  if ('delimiter' in file) return delimitedLines(file, page);
  if ('structure' in file) return jsonLines(file);
  if ('lineCount' in file) return textLines(file, page);
  return fileFacts(file, page);
}

function delimitedLines(file: DescriptionOf<'csv'>, page: Page): string[] {
  const ragged = file.raggedRows === 0 ? '' : `, ${file.raggedRows} rows of another length`;
  return [
    `encoding   ${file.encoding}, delimiter ${escapeJson(JSON.stringify(file.delimiter))}, ${file.hasHeader ? 'with' : 'without'} a header${ragged}`,
    '',
    ...renderColumns(file, page),
    '',
  ];
}

function sheetLines(file: SpreadsheetDescription, page: Page): string[] {
  const omitted = file.omittedSheets === 0 ? [] : [`and ${file.omittedSheets} more sheets`, ''];
  const several = file.sheets.length > 1;
  const names = file.definedNames.map(
    ({ name, refersTo }) => `name       ${escapeLine(name)} = ${escapeLine(refersTo)}`,
  );
  const macros = file.hasMacros ? ['macros     yes; they are not run'] : [];
  return [
    ...file.sheets.flatMap((sheet) => oneSheet(sheet, several, page)),
    ...omitted,
    ...names,
    ...macros,
    ...(names.length + macros.length > 0 ? [''] : []),
  ];
}

/** Where a workbook has several sheets, each is read in its own way. */
function oneSheet(sheet: SheetDescription, several: boolean, page: Page): string[] {
  const hidden = sheet.hidden ? ', hidden' : '';
  if (sheet.columns.length === 0) return [`sheet      ${escapeLine(sheet.name)}, empty${hidden}`, ''];
  const cells = [
    ...(sheet.usedRange === null ? [] : [escapeLine(sheet.usedRange)]),
    ...(sheet.formulas === 0 ? [] : [formatCount(sheet.formulas, 'formula')]),
    ...(sheet.mergedCells === 0 ? [] : [formatCount(sheet.mergedCells, 'merged range')]),
  ];
  return [
    `sheet      ${escapeLine(sheet.name)}, ${tableShape(sheet)}${hidden}`,
    ...(cells.length === 0 ? [] : [`cells      ${cells.join(', ')}`]),
    ...(several ? [`read with  ${escapeLine(sheet.load)}`] : []),
    '',
    ...renderColumns(sheet, page),
    '',
  ];
}

function jsonLines(file: JsonDescription): string[] {
  const path =
    file.recordPath === null ? '' : `, records under ${escapeJson(JSON.stringify(file.recordPath))}`;
  const keys = file.keys.map(({ name, types, presence }) => [
    escapeLine(name),
    types.map(escapeLine).join(' or '),
    `in ${Math.round(presence * 100)} %`,
  ]);
  return [
    `encoding   ${file.encoding}, depth ${file.depth}${path}`,
    '',
    ...(keys.length === 0 ? [] : [...renderTable([['key', 'type', 'present'], ...keys]), '']),
    ...(file.omittedKeys === 0 ? [] : [`and ${file.omittedKeys} more keys`, '']),
  ];
}

function textLines(file: TextDescription, page: Page): string[] {
  const facts = [
    ['title', file.title],
    ['lines as', file.lineFormat],
    ['pattern', file.linePattern],
    ['fits', file.matchedLines === undefined ? undefined : formatCount(file.matchedLines, 'line')],
    ['time', file.timeRange && `${file.timeRange.from} to ${file.timeRange.to}`],
    [
      'levels',
      file.levels &&
        Object.entries(file.levels)
          .map(([level, count]) => `${level} ${count}`)
          .join(', '),
    ],
    ...file.headings.map((heading) => ['heading', heading]),
    ...(file.tables ?? []).map(({ rows, columns, header }) => [
      'table',
      `${formatCount(rows, 'row')} x ${formatCount(columns, 'column')}: ${header.join(', ')}`,
    ]),
  ].flatMap(([label = '', text]) => (text ? [`${label.padEnd(10)} ${escapeLine(text)}`] : []));
  const { columns = [], omittedColumns = 0 } = file;
  const preview = escapeText(file.textPreview).trimEnd();
  return [
    `encoding   ${file.encoding}`,
    ...facts,
    ...(columns.length === 0 ? [] : ['', ...renderColumns({ columns, omittedColumns }, page), '']),
    ...(preview === '' ? [] : ['', ...preview.split('\n').map((line) => `| ${line}`), '']),
  ];
}
