import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, fixture } from '../desk.ts';
import { zipped } from '../made/zip.ts';

const amounts = { rowCount: 2, columns: [{ name: 'city' }, { name: 'amount', dtype: 'int64' }] };
const table = (delimiter: string) =>
  [
    ['city', 'amount'],
    ['Oslo', '10'],
    ['Rome', '20'],
  ]
    .map((row) => row.join(delimiter))
    .join('\n');
const orbit = `#cP2020  6 24  0  0  0.00000000       2 ORBIT IGS14 HLM  IGS
## 2111 259200.00000000   900.00000000 59024 0.0000000000000
+   32   G01G02G03G04G05G06G07G08G09G10G11G12G13G14G15G16G17
%c G  cc GPS ccc cccc cccc cccc cccc ccccc ccccc ccccc ccccc
/* FINAL ORBIT COMBINATION FROM WEIGHTED AVERAGE OF:
*  2020  6 24  0  0  0.00000000
PG01  13043.463424 -21262.105022   8892.372372   -252.390862 10  7  9 103
PG02 -15823.480402   9837.164217 -19168.130062   -371.417313 10  8  9  98
EOF
`;

describe('a text whose name does not tell what it is', () => {
  it.each([
    ['a.dump', table(',')],
    ['a.psv', table('|')],
    ['a', table('\t')],
    ['amounts.2024', table(';')],
    ['a.xyz', `${table(',')}\nParis,30`.replace(/\nParis.*/, '')],
  ])('%s is a table where it holds one', async (name, content) => {
    const description = (await describeAll({ [name]: content })).get(name) as FileDescription;
    expect(description).toMatchObject({ type: expect.stringMatching(/^[ct]sv$/), ...amounts });
    expect(description.warnings[0]).toMatch(
      /^(?:The name of the file has no extension|The extension "\..*" is not known); by its content it is a text\.$/,
    );
  });

  it.each([
    ['igs.sp3', orbit],
    ['notes.readme', 'Dear Ada,\nthe order, as agreed, has left.\nYours, Bob\n'],
    ['README', '# Data\n\nTwo files, and one more.\n'],
    ['clean.py', 'import sys, os\n\ndef main(a, b):\n    print(a, b)\n'],
    ['shop.sql', 'CREATE TABLE a (id INT, name TEXT);\nINSERT INTO a VALUES (1, "x");\n'],
    ['setup.ini', '[part]\nname = x\nsize = 3\n'],
    ['a.srt', '1\n00:00:01,000 --> 00:00:02,000\nHello, you.\n\n2\n00:00:03,000 --> 00:00:04,000\nBye.\n'],
    ['Übersicht', Buffer.from('Zürich über alles\nBär\n', 'latin1')],
    ['wide', Buffer.from('\ufeffein Text\nund noch einer\n', 'utf16le')],
  ])('%s is a text where it holds none', async (name, content) => {
    const all = await describeAll({ [name]: content });
    const description = described(all, name, 'txt');
    expect(description.load).toContain(`open(`);
    expect(description.warnings[0]).toContain('by its content it is a text');
  });

  it.each([
    ['map.geojson', '{"type": "FeatureCollection", "features": []}', 'json'],
    ['lines.jl', '{"a": 1}\n{"a": 2}\n', 'jsonl'],
    ['track.gpx', '<?xml version="1.0"?><gpx><wpt lat="1" lon="2"/><wpt lat="3" lon="4"/></gpx>', 'xml'],
    ['page.aspx', '<html><body><p>Hello</p></body></html>', 'html'],
    ['service.log.1', '2024-01-01 10:00:00,000 INFO start\n2024-01-01 10:00:01,000 WARNING stop\n', 'log'],
    ['message', 'From: a@example.org\nTo: b@example.org\nSubject: x\n\nHello', 'eml'],
    ['plan', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n', 'ics'],
    ['letter', '{\\rtf1\\ansi Hello}', 'rtf'],
  ] as const)('%s that begins like %j is %s', async (name, content, type) => {
    expect((await describeAll({ [name]: content })).get(name)).toMatchObject({ type });
  });

  it('is still a text where it only looks like something else', async () => {
    const all = await describeAll({
      'half.geojsn': '{"a": 1, "b": }',
      'a.tpl': '<div><p>{{ x }</div></div><p',
      'b.xyz': '<a><b></a>',
    });
    for (const name of ['half.geojsn', 'b.xyz']) {
      const { warnings } = described(all, name, 'txt');
      expect(warnings).toContainEqual(
        expect.stringMatching(/^It was taken for a text: as what it looks like it is not /),
      );
    }
    expect(all.get('a.tpl')).toMatchObject({ type: 'html' });
  });
});

/** Pages as web applications give them for download. */
const cells =
  '<tr><td>Fund</td><td>NAV</td></tr><tr><td>Alpha</td><td>12.5</td></tr><tr><td>Beta</td><td>98.10</td></tr>';
const rows = { rowCount: 2, columns: [{ name: 'Fund' }, { name: 'NAV', dtype: 'float64' }] };

describe('a file named .xls', () => {
  it.each([
    `<div>\n\t<table border=1>${cells}</table></div>`,
    `<style>td {color: red}</style><table>${cells}</table>`,
    `<!-- made --><meta charset="utf-8"><table>${cells}</table>`,
    `<TABLE>${cells}</TABLE>`,
    `<p>Funds</p><center><table>${cells}</table></center>`,
    `\n\n  <h2>Funds</h2><br><table>${cells}</table>`,
  ])('is the HTML that it holds: %j', async (content) => {
    const all = await describeAll({ 'funds.xls': content });
    expect(described(all, 'funds.xls', 'html')).toMatchObject({
      ...rows,
      load: expect.stringContaining("pd.read_html('funds.xls'"),
      warnings: [expect.stringContaining('is named .xls, but its content is an HTML page')],
    });
  });

  it.each([
    ['', `<html><body><table>${cells}</table></body></html>`, 'Content-Type: text/html; charset="utf-8"'],
    [
      '',
      Buffer.from(`<table>${cells}</table>`).toString('base64'),
      'Content-Transfer-Encoding: base64\nContent-Type: text/html',
    ],
    [
      'X-Document-Type: Workbook\n',
      `<table border=3D1>${cells}</table>`,
      'Content-Transfer-Encoding: quoted-printable\nContent-Type: text/html',
    ],
    [
      '',
      `<frameset></frameset>\n--b1\nContent-Type: text/html\n\n<table>${cells}</table>`,
      'Content-Type: text/html',
    ],
    ['From: <Saved by Blink>\nSubject: Funds\n', `<table>${cells}</table>`, 'Content-Type: text/html'],
  ])('is the web archive that it holds: %j, %j, %j', async (head, body, type) => {
    const archive = `${head}MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b1"\n\n--b1\n${type}\n\n${body}\n--b1--\n`;
    for (const content of [archive, archive.replaceAll('\n', '\r\n')]) {
      const all = await describeAll({ 'funds.xls': content, 'funds.mht': content });
      for (const name of ['funds.xls', 'funds.mht'])
        expect(described(all, name, 'html')).toMatchObject({
          ...rows,
          load: expect.stringMatching(/^pd\.read_html\(io\.BytesIO\(/),
          warnings: expect.arrayContaining([expect.stringMatching(/^The file is a web archive/)]),
        });
    }
  });

  it('is the XML Spreadsheet that it holds, with cells that skip and cover columns', async () => {
    const cell = (value: string, attributes = '') =>
      `<Cell${attributes}><Data ss:Type="${/^\d/.test(value) ? 'Number' : 'String'}">${value}</Data></Cell>`;
    const row = (...all: string[]) => `<Row>${all.join('')}</Row>`;
    const sheet = (name: string, ...all: string[]) =>
      `<Worksheet ss:Name="${name}"><Table>${all.join('\n')}</Table></Worksheet>`;
    const workbook = (...sheets: string[]) =>
      `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${sheets.join('')}</Workbook>`;
    const stock = sheet(
      'Stock',
      row(cell('Stock of June', ' ss:MergeAcross="2"')),
      row(cell('item'), cell('qty'), cell('price'), cell('code')),
      row(cell('bolt'), cell('5'), cell('1.5'), '<Cell><Data ss:Type="String">007</Data></Cell>'),
      row(cell('nut'), cell('2.5', ' ss:Index="3"'), '<Cell><Data ss:Type="String">010</Data></Cell>'),
      row(cell('gear'), cell('7'), cell('9'), '<Cell/>'),
    );
    const all = await describeAll({
      'stock.xls': workbook(stock, sheet('Empty')),
      'stock.xml': workbook(stock),
    });
    expect(described(all, 'stock.xls', 'xls')).toMatchObject({
      sheets: [
        {
          name: 'Stock',
          headerRow: 1,
          mergedCells: 1,
          rowCount: 3,
          columns: [
            { name: 'item', nullCount: 0 },
            { name: 'qty', nullCount: 1, min: 5, max: 7 },
            { name: 'price', nullCount: 0, min: 1.5, max: 9 },
            { name: 'code', nullCount: 1, examples: ['007', '010'] },
          ],
        },
        { name: 'Empty', columns: [], rowCount: 0 },
      ],
      warnings: [
        expect.stringMatching(/^The file is an XML Spreadsheet 2003/),
        expect.stringContaining('Stock of June'),
      ],
    });
    expect(described(all, 'stock.xml', 'xls').sheets).toMatchObject([{ rowCount: 3 }]);
  });

  it('is the workbook or the table that it holds', async () => {
    const all = await describeAll({
      'book.xls': await fixture('workbook.xlsx'),
      'table.xls': table('\t'),
      'book.xlsx': await fixture('workbook.xlsx'),
    });
    const { sheets } = described(all, 'book.xlsx', 'xlsx');
    expect(
      JSON.stringify(described(all, 'book.xls', 'xlsx').sheets).replaceAll('book.xls', 'book.xlsx'),
    ).toBe(JSON.stringify(sheets));
    expect(described(all, 'table.xls', 'tsv')).toMatchObject({ ...amounts, delimiter: '\t' });
  });
});

describe('packed content', () => {
  it('is unpacked under any name, and what is inside is told by its content', async () => {
    const packed = gzipSync(table(','));
    const all = await describeAll({
      'download.csv': packed,
      'visits.gz': packed,
      visits: packed,
      'c.csv.gz': packed,
    });
    for (const [archive, member] of [
      ['download.csv', 'download/download.csv'],
      ['visits.gz', 'visits (2)/visits'],
      ['visits', 'visits (3)/visits'],
      ['c.csv.gz', 'c_csv/c.csv'],
    ] as const) {
      expect(all.get(archive)).toMatchObject({ type: 'gz' });
      expect(all.get(member)).toMatchObject({ type: 'csv', ...amounts });
    }
  });

  it('has the name that was packed with it where its own tells nothing', async () => {
    const packed = gzipSync('x');
    const named = Buffer.concat([
      packed.subarray(0, 3),
      Buffer.from([8]),
      packed.subarray(4, 10),
      Buffer.from('dir/old.txt\0'),
      packed.subarray(10),
    ]);
    const all = await describeAll({ 'new.gz': named });
    expect([...all.keys()]).toEqual(['new.gz', 'new/old.txt']);
  });

  it('is unpacked inside of an archive as well', async () => {
    const tar = gzipSync(zipped({ 'a.csv': table(',') }));
    const all = await describeAll({
      'tables.zip': zipped({
        'in/a.csv.gz': gzipSync(table(',')),
        'b.csv': gzipSync(table(';')),
        'c.gz': gzipSync('x'.repeat(10)).subarray(0, 20),
        'd.zip.gz': tar,
        README: 'Two tables.\n',
      }),
    });
    expect([...all.keys()].sort()).toEqual([
      'tables.zip',
      'tables/README',
      'tables/b.csv',
      'tables/in/a.csv',
    ]);
    expect(all.get('tables/in/a.csv')).toMatchObject({ type: 'csv', ...amounts });
    expect(all.get('tables/b.csv')).toMatchObject({ type: 'csv', ...amounts });
    expect(all.get('tables/README')).toMatchObject({ type: 'txt' });
    expect(all.get('tables.zip')?.warnings).toEqual([
      'The member "c.gz" was left out: it is damaged.',
      'The member "tables/d.zip" was left out: it is an archive inside an archive.',
    ]);
  });
});
