import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { corrupted, cutOff, madeFiles } from '../made/made-files.ts';

const file = (name: string) => fixture(`office/${name}`);
const harvest = {
  tables: [
    {
      rows: 3,
      columns: 3,
      header: ['Region', 'Tonnes', 'Share'],
      sampleRows: [
        ['North', '700', '57 %'],
        ['Süd', '534', '43 %'],
      ],
    },
  ],
  omittedTables: 0,
  omittedHeadings: 0,
  paragraphCount: 12,
  textPreview: expect.stringContaining('Größe und Žluťoučký — Кириллица stay readable.\nBy region\nPictures'),
};
const outline = [
  { level: 1, text: 'Summary' },
  { level: 2, text: 'By region' },
  { level: 2, text: 'Pictures' },
  { level: 1, text: 'Outlook' },
];

describe('Office documents', () => {
  let all: Map<string, FileDescription>;
  let made: Awaited<ReturnType<typeof madeFiles>>;
  beforeAll(async () => {
    made = await madeFiles('files/made/office_files.py');
    const names = ['report-pandoc.docx', 'report-libreoffice.docx', 'report-pandoc.odt', 'report.doc'];
    names.push('bericht.docx', 'bericht.odt', 'bericht.doc', 'review-pandoc.pptx');
    names.push('empty.docx', 'empty.odt', 'empty.doc');
    const contents = await Promise.all(names.map(async (name) => [name, await file(name)] as const));
    all = await describeAll({
      ...Object.fromEntries(contents),
      'docx.doc': await file('report-pandoc.docx'),
      'doc.docx': await file('report.doc'),
      'pptx.csv': await file('review-pandoc.pptx'),
      'odt.txt': await file('report-pandoc.odt'),
      'parts.docx': await made.read('parts.docx'),
    });
  }, 60_000);
  afterAll(() => made[Symbol.asyncDispose]());

  it.each(['report-pandoc.docx', 'report-libreoffice.docx'])('%s: outline, table, picture, text', (name) => {
    const description = described(all, name, 'docx');
    expect(description).toMatchObject({
      ...harvest,
      headings: [{ level: 1, text: 'Harvest report' }, ...outline],
      imageCount: 1,
      properties: { title: 'Harvest report', author: 'Ana Müller' },
      load: `docx.Document('${name}')`,
      imports: ['import docx'],
      warnings: [expect.stringContaining('footnotes; document.paragraphs')],
    });
  });

  it('an .odt has the same outline, table and text', () => {
    expect(described(all, 'report-pandoc.odt', 'odt')).toMatchObject({
      ...harvest,
      headings: outline,
      imageCount: 1,
      properties: { title: 'Harvest report', author: 'Ana Müller' },
    });
  });

  it('a .doc has them too, found by its own tables of pieces and paragraphs', () => {
    expect(described(all, 'report.doc', 'doc')).toMatchObject({
      ...harvest,
      headings: outline,
      properties: { title: 'Harvest report', author: 'Ana Müller' },
    });
  });

  it.each([
    ['docx', ['Ort', 'Menge', 'Menge']],
    ['odt', ['Ort', 'Menge', '']],
  ] as const)('a .%s shows headings whose styles have names of their own', (type, header) => {
    expect(described(all, `bericht.${type}`, type)).toMatchObject({
      headings: [
        { level: 1, text: 'Überblick' },
        { level: 2, text: 'Zahlen' },
      ],
      tables: [{ rows: 3, columns: 3, header }],
      paragraphCount: 4,
      textPreview: 'Überblick\nEin Satz mit fünf Wörtern.\nZahlen\nSchluss.',
    });
  });

  it('a presentation shows titles, tables with their slide, notes and pictures', () => {
    expect(described(all, 'review-pandoc.pptx', 'pptx')).toMatchObject({
      slideCount: 4,
      headings: ['Quarterly review', 'Sales', 'Numbers', 'Picture'].map((text) => ({ level: 1, text })),
      tables: [{ slide: 3, rows: 3, columns: 2, header: ['Region', 'Units'] }],
      slidesWithNotes: 1,
      chartCount: 0,
      imageCount: 1,
      load: "pptx.Presentation('review-pandoc.pptx')",
    });
  });

  it.each(['docx', 'odt', 'doc'] as const)('an empty .%s is described as empty', (type) => {
    expect(described(all, `empty.${type}`, type)).toMatchObject({
      headings: [],
      paragraphCount: 0,
      wordCount: 0,
      tables: [],
      imageCount: 0,
      textPreview: '',
    });
  });

  it('text that the usual calls leave out is named', () => {
    expect(described(all, 'parts.docx', 'docx')).toMatchObject({
      headings: [{ level: 3, text: 'Third level' }],
      tables: [{ rows: 1, columns: 1, header: ['only cell'], sampleRows: [] }],
      textPreview: 'Third level\nkept',
      warnings: [expect.stringContaining('content controls, tracked insertions')],
    });
  });

  it('are recognised under wrong names', () => {
    expect(described(all, 'docx.doc', 'docx').warnings[0]).toContain('named .doc, but');
    expect(described(all, 'doc.docx', 'doc').warnings[0]).toContain('named .docx, but');
    expect(described(all, 'pptx.csv', 'pptx').warnings[0]).toContain('named .csv, but');
    expect(described(all, 'odt.txt', 'odt').warnings[0]).toContain('named .txt, but');
  });

  it('that can not be used say why', async () => {
    const message = await failure(
      describeAll({
        'cut.docx': cutOff(await file('report-pandoc.docx')),
        'corrupt.docx': corrupted(await file('report-pandoc.docx')),
        'corrupt.odt': corrupted(await file('report-pandoc.odt')),
        'corrupt.pptx': corrupted(await file('review-pandoc.pptx')),
        'cut.doc': cutOff(await file('report.doc'), 0.4),
        'corrupt.doc': corrupted(await file('report.doc')),
        'locked.docx': await fixture('spreadsheet/password.xlsx'),
      }),
    );
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^- "cut\.docx" is an office document whose end is missing/),
      expect.stringMatching(/^- "corrupt\.docx" .*damaged/),
      expect.stringMatching(/^- "corrupt\.odt" .*damaged/),
      expect.stringMatching(/^- "corrupt\.pptx" .*damaged/),
      expect.stringMatching(/^- "cut\.doc" .*(cut off|damaged)/),
      expect.stringMatching(/^- "corrupt\.doc" .*(cut off|damaged)/),
      expect.stringMatching(/^- "locked\.docx" .*protected by a password/),
    ]);
  });

  it.each([
    ['bomb.docx', 'unpacks to more than 256 MiB'],
    ['lying.docx', 'is damaged: a part of it fails its checksum'],
    ['entities.docx', 'has a part with a document type declaration of its own'],
    ['entities16.docx', 'has a part with a document type declaration of its own'],
    ['entities.odt', 'has a part with a document type declaration of its own'],
    ['deep.docx', "can't be read, it seems to be damaged"],
  ])('the hostile %s is refused', async (name, reason) => {
    expect(await failure(describeAll({ [name]: await made.read(name) }))).toContain(`"${name}" ${reason}`);
  });

  it('give programs through `load` what was described', async () => {
    const names = ['report-pandoc.docx', 'report-pandoc.odt', 'report.doc', 'review-pandoc.pptx'];
    const contents = await Promise.all(names.map(async (name) => [name, await file(name)] as const));
    const results = await runLoads(Object.fromEntries(contents));
    expect(wrongLoads(results)).toEqual([]);
    expect(results.map(({ loaded }) => loaded.type)).toEqual([
      'Document',
      'BeautifulSoup',
      'str',
      'Presentation',
    ]);
  }, 60_000);

  it('are read right by a program that does what the descriptions say', async () => {
    const [word, old, open] = [
      described(all, 'report-pandoc.docx', 'docx'),
      described(all, 'report.doc', 'doc'),
      described(all, 'report-pandoc.odt', 'odt'),
    ];
    const code = [
      ...new Set([...word.imports, ...old.imports, ...open.imports, 'import json']),
      `table = ${word.load}.tables[0]`,
      'tonnes = sum(int(row.cells[1].text) for row in table.rows[1:])',
      `lines = (${old.load}).split('\\n')`,
      `cells = [cell.get_text(strip=True) for cell in ${open.load}.find_all('table:table-cell')]`,
      'print(json.dumps([tonnes, [line for line in lines if line.startswith("Region")], cells[3:6]]))',
    ];
    await using test = await testCoder(scriptedModel([program(code.join('\n')), approval]));
    const names = ['report-pandoc.docx', 'report.doc', 'report-pandoc.odt'];
    const files = await Promise.all(names.map(async (name) => test.file(name, await file(name))));
    const result = await test.coder.executeCodeTask('How many tonnes?', { files });
    expect(result).toMatchObject({
      status: 'succeeded',
      result: [
        1234,
        ['Region\tTonnes\tShare\t\tNorth\t700\t57 %\t\tSüd\t534\t43 %\t\tPictures'],
        ['North', '700', '57 %'],
      ],
    });
  }, 60_000);

  it.each([101, 104])('of Word 6 and 95 (version %i) are refused with the next step', async (version) => {
    const report = Buffer.from(await fixture('office/report.doc'));
    const at = report.indexOf(Buffer.from([0xec, 0xa5]), 512);
    report.writeUInt16LE(version, at + 2);
    expect(await failure(describeAll({ 'old.doc': report }))).toContain(
      '"old.doc" was written by Word 95 or older; open it in Word or LibreOffice and save it as .docx',
    );
  });
});
