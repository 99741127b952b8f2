import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription, TextDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';

const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

describe('HTML pages', () => {
  let all: Map<string, FileDescription>;
  const html = (name: string): TextDescription => described(all, name, 'html');
  beforeAll(async () => {
    const towns = await fixture('text/towns.html');
    const report = await fixture('text/report.html');
    all = await describeAll({
      'report.html': report,
      'towns.html': towns,
      'towns.xls': towns,
      'cut.html': report.subarray(0, report.indexOf('March')),
      'declared.htm': Buffer.from(
        '<meta charset=windows-1253><title>\xd0\xfc\xeb\xe7</title><p>\xe1',
        'latin1',
      ),
      'several.html': `<h1>A</h1><table>${row(['x', 'y'])}</table><table><tr><th>a</th><th>b</th></tr>${row(['1', '2'])}${row(['3', '4'])}</table>`,
      'prices.html': `<table><tr><th>what</th><th>price</th></tr>${row(['a', '1.234,50'])}${row(['b', '2,5'])}</table>`,
      'plain.html': 'no tag at all',
      'empty.html': '<html><head></head><body></body></html>',
      'spans.html': `<table><tr><td colspan=99999 rowspan=99999>a</td></tr>${row(['1', '2'])}</table>`,
      'deep.html': `${'<div>'.repeat(100_000)}text`,
      'script.html': '<title>T</title><script>var secret = "words of code"</script><p>two words</p>',
    });
  });

  it('lists title, headings and tables of what pandoc wrote, and reads the table', () => {
    expect(html('report.html')).toMatchObject({
      title: 'Harbour report 2024',
      headings: ['Harbour report 2024', 'Summary', 'Ships by month', 'Notes'],
      tables: [{ rows: 4, columns: 3, header: ['Month', 'Ships', 'Tonnage'] }],
      load: "pd.read_html('report.html', encoding='utf-8', flavor='lxml')[0]",
      rowCount: 3,
      columns: [
        { name: 'Month', examples: ['January', 'February', 'March'] },
        { name: 'Ships', dtype: 'int64', min: 87, max: 112 },
        { name: 'Tonnage', dtype: 'float64', max: 143250.25 },
      ],
    });
  });

  it('takes the first row of a spreadsheet program for the header, also under .xls', () => {
    for (const name of ['towns.html', 'towns.xls']) {
      expect(html(name)).toMatchObject({
        rowCount: 3,
        columns: [
          { name: 'Town', examples: ['Bergen', 'Oslo', 'Tromsø'] },
          { name: 'People', dtype: 'int64', max: 717710 },
          { name: 'Area', dtype: 'float64', min: 454, max: 2521.4 },
        ],
      });
    }
    expect(html('towns.xls').warnings[0]).toContain('named .xls, but its content is an HTML page');
  });

  it('reads numbers with a decimal comma as numbers', () => {
    expect(html('prices.html')).toMatchObject({
      load: "pd.read_html('prices.html', encoding='utf-8', flavor='lxml', thousands='.', decimal=',')[0]",
      columns: [{ name: 'what' }, { name: 'price', dtype: 'float64', min: 2.5, max: 1234.5 }],
    });
  });

  it('gives the biggest of several tables and says which it is', () => {
    expect(html('several.html')).toMatchObject({
      tables: [
        { rows: 1, columns: 2, header: [] },
        { rows: 3, columns: 2, header: ['a', 'b'] },
      ],
      load: expect.stringMatching(/\[1\]$/),
      warnings: [expect.stringContaining('are of table 1, from 0')],
    });
  });

  it('believes the declared character set where it is possible', () => {
    expect(html('declared.htm')).toMatchObject({ encoding: 'cp1253', title: 'Πόλη' });
  });

  it('leaves scripts out of the text', () => {
    expect(html('script.html')).toMatchObject({ wordCount: 2, textPreview: 'two words' });
  });

  it('describes what is cut, empty or hardly HTML', () => {
    expect(html('cut.html')).toMatchObject({ title: 'Harbour report 2024', rowCount: 3 });
    expect(html('empty.html')).toMatchObject({ wordCount: 0, headings: [], textPreview: '' });
    expect(html('plain.html')).toMatchObject({
      wordCount: 4,
      load: expect.stringMatching(/^BeautifulSoup\(/),
    });
  });

  it('never builds a table or a tree that only pretends to be small', () => {
    expect(html('spans.html')).toMatchObject({
      load: expect.stringMatching(/^BeautifulSoup\(/),
      warnings: ['The tables of the page are too large for pd.read_html.'],
    });
    expect(html('deep.html').lineCount).toBe(1);
  });
});

describe('rich texts', () => {
  let all: Map<string, FileDescription>;
  const rtf = (name: string): TextDescription => described(all, name, 'rtf');
  beforeAll(async () => {
    const report = await fixture('text/report.rtf');
    all = await describeAll({
      'report.rtf': report,
      'writer.rtf': await fixture('text/writer.rtf'),
      'cut.rtf': report.subarray(0, 1_200),
      'odd.rtf':
        "{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2 {\\*\\unknown hidden} \\u8364?\\par}",
      'deep.rtf': `{\\rtf1 ${'{'.repeat(100_000)}x${'}'.repeat(100_000)}}`,
      'picture.rtf': `{\\rtf1 before {\\pict\\pngblip ${'89504e470d0a1a0a\n'.repeat(8)}${'0'.repeat(3_000_000)}} after\\par}`,
      'report.doc': report,
      'lying.rtf': 'just text\n',
    });
  });

  it('reads the text, title and headings of what LibreOffice and pandoc wrote', () => {
    expect(rtf('writer.rtf')).toMatchObject({
      title: 'Harbour report 2024',
      headings: ['Summary', 'Ships by month', 'Notes'],
      textPreview: expect.stringContaining('The harbour of Ålesund handled 1,284 ships in 2024.'),
      load: "rtf_to_text(open('writer.rtf', encoding='latin-1').read())",
      imports: ['from striprtf.striprtf import rtf_to_text'],
      warnings: [expect.stringContaining('tables with 4 rows in all')],
    });
    expect(rtf('report.rtf')).toMatchObject({ headings: ['Summary', 'Ships by month', 'Notes'] });
  });

  it('reads letters by their code page and leaves out what is hidden', () => {
    expect(rtf('odd.rtf')).toMatchObject({ encoding: 'cp1251', textPreview: 'Привет  €' });
  });

  it('says that a text is cut off', () => {
    expect(rtf('cut.rtf').warnings).toContain('The file does not end as rich text ends: it may be cut off.');
  });

  it('is not held up by endless nesting or large pictures', () => {
    expect(rtf('deep.rtf')).toMatchObject({ wordCount: 1 });
    expect(rtf('picture.rtf')).toMatchObject({ wordCount: 2, load: expect.stringContaining('re.sub(') });
    expect(rtf('picture.rtf').imports).toContain('import re');
  });

  it('is known by its content, and text under its name is text', () => {
    expect(rtf('report.doc').warnings[0]).toContain('named .doc, but its content is a rich text');
    expect(described(all, 'lying.rtf', 'txt').warnings[0]).toContain('named .rtf, but its content is a text');
  });

  it('refuses a rich text that holds no text', async () => {
    expect(await failure(describeAll({ 'empty.rtf': '{\\rtf1\\ansi }' }))).toBe(
      'input-invalid: The file "empty.rtf" holds no text, only layout or pictures; check that the right file was given.',
    );
  });
});
