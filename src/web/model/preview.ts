import Papa from 'papaparse';
import type { Table } from './answer.ts';

const maxBytes = 256 * 1024;
const shownRows = 5;

/** The first rows of a CSV or TSV, read in the browser before anything is sent; null for every other file. */
export async function readPreview(file: File): Promise<Table | null> {
  if (!/\.(csv|tsv|tab)$/i.test(file.name)) return null;
  const text = decode(await file.slice(0, maxBytes).arrayBuffer(), file.size > maxBytes);
  const { data } = Papa.parse<string[]>(text, { preview: shownRows + 2, skipEmptyLines: 'greedy' });
  const whole = file.size > maxBytes && data.length <= shownRows + 1 ? data.slice(0, -1) : data;
  const [columns, ...rows] = whole;
  if (columns === undefined) return null;
  return {
    columns,
    rows: rows.slice(0, shownRows).map((row) => columns.map((_, index) => row[index] ?? '')),
  };
}

/** As UTF-8 or by its byte order mark, else as Windows-1252; the service looks more closely. */
function decode(bytes: ArrayBuffer, isCut: boolean): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
