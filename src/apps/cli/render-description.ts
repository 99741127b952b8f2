import type {
  DelimitedDescription,
  ExcelDescription,
  FileDescription,
  JsonDescription,
  SheetDescription,
  TextDescription,
} from '../../contracts/file-description.ts';
import { escapeJson, escapeLine, escapeText } from './escape-terminal.ts';
import { shapeOf, tableShape } from './event-rows.ts';
import { formatBytes } from './format-units.ts';
import type { Page } from './page.ts';
import { renderColumns } from './render-columns.ts';
import { renderTable } from './render-table.ts';

/** One file for people: what it is, how it is read, and what is in it. */
export function renderDescription(file: FileDescription, page: Page): string {
  const head = `${page.palette.bold(escapeLine(file.name))}  ${file.type}, ${shapeOf(file)}, ${formatBytes(file.bytes)}`;
  const body = [
    ...bodyOf(file),
    `read with  ${escapeLine(file.load)}`,
    ...file.warnings.map((warning) => `warning    ${escapeLine(warning)}`),
  ];
  return [head, ...body.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

function bodyOf(file: FileDescription): string[] {
  if ('sheets' in file) return sheetLines(file);
  if ('rowCount' in file) return delimitedLines(file);
  if ('itemCount' in file) return jsonLines(file);
  return textLines(file);
}

function delimitedLines(file: DelimitedDescription): string[] {
  const ragged = file.raggedRows === 0 ? '' : `, ${file.raggedRows} rows of another length`;
  return [
    `encoding   ${file.encoding}, delimiter ${escapeJson(JSON.stringify(file.delimiter))}, ${file.hasHeader ? 'with' : 'without'} a header${ragged}`,
    '',
    ...renderColumns(file),
    '',
  ];
}

function sheetLines(file: ExcelDescription): string[] {
  const omitted = file.omittedSheets === 0 ? [] : [`and ${file.omittedSheets} more sheets`, ''];
  return [...file.sheets.flatMap(oneSheet), ...omitted];
}

function oneSheet(sheet: SheetDescription): string[] {
  const hidden = sheet.hidden ? ', hidden' : '';
  return [
    `sheet      ${escapeLine(sheet.name)}, ${tableShape(sheet)}${hidden}`,
    '',
    ...renderColumns(sheet),
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

function textLines(file: TextDescription): string[] {
  const headings = file.headings.map((heading) => `heading    ${escapeLine(heading)}`);
  const preview = escapeText(file.textPreview).trimEnd();
  return [
    `encoding   ${file.encoding}`,
    ...headings,
    ...(preview === '' ? [] : ['', ...preview.split('\n').map((line) => `| ${line}`), '']),
  ];
}
