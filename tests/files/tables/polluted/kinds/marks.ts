import type { Pollution } from '../pollution.ts';
import type { Table } from '../tables.ts';
import { fileOf, linesOf, type Style } from '../write-table.ts';

/** Other delimiters, quotation marks, escapes, ends of records and encodings in the whole file. */
export const marks: Record<string, Pollution> = {
  semicolons: styled({ delimiter: ';' }),
  tabs: styled({ delimiter: '\t' }),
  'upright lines': styled({ delimiter: '|' }),
  colons: styled({ delimiter: ':' }),
  spaces: styled({ delimiter: ' ' }),
  'commas and spaces': styled({ delimiter: ', ' }),
  'every cell quoted': styled({ quoteAll: true }),
  apostrophes: styled({ quote: "'", escape: "'" }),
  'every cell in apostrophes': styled({ quote: "'", escape: "'", quoteAll: true }),
  'spaces before the quotation marks': (table) =>
    styled({ quoteAll: true })(table, (text) => text.replaceAll('","', '", "')),
  'backslashes before quotation marks': styled({ escape: '\\' }),
  'quotation marks not escaped': styled({ escape: '', quoteAll: true }),
  'carriage returns and line feeds': styled({ end: '\r\n' }),
  'carriage returns': styled({ end: '\r' }),
  'no end of the last line': (table) => styled({})(table, (text) => text.slice(0, -1)),
  'two ends of the last line': (table) => styled({})(table, (text) => `${text}\n`),
  'blank lines between all rows': styled({ end: '\n\n' }),
  'UTF-8 with a mark': encoded((text) => `\ufeff${text}`),
  'Latin-1': encoded((text) => (/[^\0-\xff]/.test(text) ? null : Buffer.from(text, 'latin1'))),
  'Windows-1251': encoded(cyrillic),
  'UTF-16': encoded((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  'UTF-16, big end first': encoded((text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()),
  'UTF-16 without a mark': encoded((text) => Buffer.from(text, 'utf16le')),
};

type Change = (text: string) => string | Uint8Array | null;

function styled(style: Partial<Style>) {
  return (table: Table, change: (text: string) => string = (text) => text) => {
    const content = change(fileOf(linesOf(table, style), style.end));
    return { content, header: table.header, rows: table.rows };
  };
}

function encoded(change: Change): Pollution {
  return (table) => {
    const content = change(fileOf(linesOf(table)));
    return content === null ? null : { content, header: table.header, rows: table.rows };
  };
}

/** Only of a text that has Cyrillic letters and nothing else beyond ASCII. */
function cyrillic(text: string): Uint8Array | null {
  if (!/[а-я]/.test(text) || /[^\0-\x7fА-яёЁ]/.test(text)) return null;
  const special: Record<string, number> = { ё: 0xb8, Ё: 0xa8 };
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return special[letter] ?? (code < 0x80 ? code : code - 0x410 + 0xc0);
  });
}
