import { expect } from 'vitest';
import { changed, cut, holed, named, type SevenKinds, stored, written } from './seven-kinds.ts';

const ships = [{ name: 'id' }, { name: 'name' }, { name: 'built' }, { name: 'tonnage' }, { name: 'arrived' }];
const declared = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>';
const doubled = [...'abcdefghij']
  .map((name, at, all) => `${name}: &${name} [${at === 0 ? 'x' : Array(9).fill(`*${all[at - 1]}`)}]`)
  .join('\n');
const holes = /NUL|zero bytes|binary/;

/** What becomes of tables of text and of trees. */
export const trees = {
  csv: {
    typical: stored('table/ships.csv', {
      delimiter: ',',
      rowCount: 4,
      raggedRows: 0,
      columns: [
        { name: 'id', dtype: 'int64', min: 1, max: 4 },
        {
          name: 'name',
          dtype: 'str',
          distinctCount: 4,
          examples: ['Ørnen', 'Fjord, the small', 'Havørn "II"'],
        },
        { name: 'built', dtype: 'int64', min: 1987, max: 2020 },
        { name: 'tonnage', dtype: 'float64', nullCount: 1, min: 77, max: 1205.5 },
        { name: 'arrived', min: '2024-05-01T00:00:00', max: '2024-06-30T00:00:00' },
      ],
    }),
    odd: written(Buffer.from('Sted;Pris\r\nTromsø;1.234,50\r\nBodø;2,25\r\n', 'latin1'), {
      delimiter: ';',
      columns: [{ name: 'Sted' }, { name: 'Pris', dtype: 'float64', max: 1234.5 }],
    }),
    empty: written('id,name\n', { rowCount: 0, columns: [{ name: 'id' }, { name: 'name' }] }),
    truncated: cut({
      rowCount: 2,
      raggedRows: 0,
      warnings: [expect.stringContaining('as if it were cut off')],
    }),
    corrupt: holed(holes),
    lying: named('.xlsx', 'text with separated fields', { rowCount: 4 }),
    hostile: written(`"=cmd|' /C calc'!A0","a\u202e\nb"\n1,${'x'.repeat(1_000_000)}\n`, {
      rowCount: 1,
      columns: [
        { name: "=cmd|' /C calc'!A0" },
        { name: 'a\nb', examples: [expect.stringMatching(/^x{63}…$/)] },
      ],
    }),
  },
  tsv: {
    typical: stored('table/ships.tsv', {
      delimiter: '\t',
      rowCount: 4,
      columns: [
        { dtype: 'int64' },
        { examples: ['Ørnen', 'Fjord, the small', 'Havørn "II"'] },
        {},
        { max: 1205.5 },
        {},
      ],
    }),
    odd: written('a\tb\n1\t\n\t2\n', { rowCount: 2, columns: [{ nullCount: 1 }, { nullCount: 1 }] }),
    empty: written('a\tb\n', { rowCount: 0, columns: [{ name: 'a' }, { name: 'b' }] }),
    truncated: cut({ rowCount: 3 }),
    corrupt: holed(holes),
    lying: named('.sav', 'text with separated fields', { rowCount: 4 }),
    hostile: written(
      `${Array.from({ length: 20_000 }, (_, at) => `c${at}`).join('\t')}\n${'1\t'.repeat(19_999)}1\n`,
      { rowCount: 1, omittedColumns: expect.any(Number) },
    ),
  },
  json: {
    typical: stored('structured/ships.json', { structure: 'array of objects', itemCount: 4, columns: ships }),
    odd: written('\ufeff{"currency":"EUR","orders":[{"id":1,"total":NaN}]}', {
      encoding: 'utf-8-sig',
      recordPath: 'orders',
    }),
    empty: written('[]', { structure: 'empty array', itemCount: 0, keys: [] }),
    truncated: cut(/is not valid JSON \(.* at line 3, column \d+\)/),
    corrupt: holed(/is not valid JSON|NUL|binary/),
    lying: named('.parquet', 'JSON'),
    hostile: written(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, /is nested too deeply/),
  },
  jsonl: {
    typical: stored('structured/ships.jsonl', { itemCount: 4, columns: ships }),
    odd: written('{"a":1}\n\n{bad\n{"a":3}', { itemCount: 2, warnings: [expect.stringContaining('line 3')] }),
    empty: written('\n\n', /holds no values|blank/),
    truncated: cut({ itemCount: 2, warnings: [expect.stringContaining('line 3')] }),
    corrupt: holed(/can't be parsed|NUL|binary/),
    lying: named('.gif', 'JSON', { itemCount: 4 }),
    hostile: written(`{"a":1}\n{"a":${'['.repeat(150_000)}${']'.repeat(150_000)}}\n`, /nested too deeply/),
  },
  xml: {
    typical: stored('structured/places.gpx.xml', {
      rootElement: 'gpx',
      recordPath: '/ns:gpx/ns:wpt',
      itemCount: 3,
    }),
    odd: written(
      Buffer.from(
        '\ufeff<?xml version="1.0" encoding="UTF-16"?><a><b n="1">ø</b><b n="2">å</b></a>',
        'utf16le',
      ),
      {
        recordPath: '/a/b',
        columns: [
          { name: 'n', max: 2 },
          { name: 'b', examples: ['ø', 'å'] },
        ],
      },
    ),
    empty: written('<?xml version="1.0"?><nothing/>', { rootElement: 'nothing', itemCount: 1, depth: 1 }),
    truncated: cut(/is not well-formed XML \(.*line \d+/),
    corrupt: holed(/is not well-formed XML/),
    lying: named('.docx', 'an XML document'),
    hostile: written(`<?xml version="1.0"?>${declared}`, /defines its own entities/),
  },
  yaml: {
    typical: stored('structured/ships.yaml', { recordPath: 'ships', itemCount: 2 }),
    odd: stored('structured/stream.yml', { documentCount: 3, itemCount: 3 }),
    empty: written('# nothing\n', /holds no YAML document/),
    truncated: changed((typical) => typical.subarray(0, typical.lastIndexOf(': false')), /is not valid YAML/),
    corrupt: holed(/NUL|is not valid YAML|binary/),
    lying: named('.zip', 'a text', { type: 'txt' }),
    hostile: written(doubled, /grows beyond measure/),
  },
  toml: {
    typical: stored('structured/harbour.toml', { recordPath: 'ship', itemCount: 2 }),
    odd: written('\ufeff"a b".c = 07:32:00\nd = inf\n', { encoding: 'utf-8-sig', itemCount: 2 }),
    empty: written('# nothing\n', /holds no values/),
    truncated: cut(/is not valid TOML \(.*at end of document/),
    corrupt: holed(/is not valid TOML|binary/),
    lying: named('.h5', 'a text', { type: 'txt' }),
    hostile: written(`a = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, /is nested too deeply/),
  },
} satisfies Record<string, SevenKinds>;
