import { beforeAll, describe, expect, it } from 'vitest';
import { chooseType } from '../../../src/files/choose-type.ts';
import { sniffContent } from '../../../src/files/sniff-content.ts';
import { Desk, describeAll, described, failure, fixture } from '../desk.ts';
import { readZip, withParts, writeZip, zipped } from '../made/zip.ts';

type Described = Awaited<ReturnType<typeof describeAll>>;

const city = { columns: [{ name: 'city' }, { name: 'visits', dtype: 'int64' }], rowCount: 2 };
/** Kept files, the type they are of and what their description must hold. */
const kept = [
  ['labelled.xlsx', 'xlsx', { sheets: [{ columns: [{ name: 'a' }, { name: 'b' }], rowCount: 2 }] }],
  ['first-member.xlsx', 'xlsx', { sheets: [city] }],
  ['export.xlsx', 'xlsx', { sheets: [{ columns: [{ name: 'a' }, { name: 'b' }], usedRange: 'A1:B3' }] }],
  ['strict.xlsx', 'xlsx', { sheets: [{ ...city, load: expect.stringContaining("engine='calamine'") }] }],
  ['sheet.ods', 'ods', { sheets: [{ rowCount: 3 }] }],
  ['letter.odt', 'odt', { paragraphCount: 2 }],
  ['report.docx', 'docx', { headings: [{ text: 'Quarterly report' }] }],
  ['slides.pptx', 'pptx', { slideCount: 1 }],
  ['glossary.xls', 'xls', { sheets: [{ columns: [{ name: 'term' }, { name: 'meaning' }] }] }],
  ['capitals.xls', 'xls', { sheets: [city] }],
  ['raw.xls', 'xls', { sheets: [{ ...city, usedRange: 'A1:B3' }] }],
  ['invoice.pdf', 'pdf', { pageCount: 1 }],
  ['icon.bmp', 'bmp', { width: 8, height: 6 }],
] as const;

describe('a container', () => {
  let all: Described;
  beforeAll(async () => {
    const contents = kept.map(async ([name]) => [name, await fixture(`containers/${name}`)] as const);
    all = await describeAll(Object.fromEntries(await Promise.all(contents)));
  }, 120_000);

  it.each(kept)('%s is the %s that its directory tells, without a word on its name', (name, type, facts) => {
    const description = described(all, name, type);
    expect(description).toMatchObject(facts);
    expect(description.warnings.filter((warning) => warning.includes('is named'))).toEqual([]);
  });

  it('is the same under a name that says nothing or something else', async () => {
    const renamed = kept.flatMap(([name, type]) => [
      [name.replace('.', '-'), name, type] as const,
      [`${name}.csv`, name, type] as const,
    ]);
    const contents = renamed.map(
      async ([given, name]) => [given, await fixture(`containers/${name}`)] as const,
    );
    const found = await describeAll(Object.fromEntries(await Promise.all(contents)));
    for (const [given, name, type] of renamed) {
      const { warnings, ...description } = described(found, given, type);
      const told = given.endsWith('.csv')
        ? 'The file is named .csv, but its content is'
        : 'has no extension; by its content it is';
      expect(warnings[0]).toContain(told);
      expect(JSON.stringify(description).replaceAll(given, name)).toEqual(
        JSON.stringify({ ...described(all, name, type), warnings: undefined }),
      );
    }
  }, 120_000);
});

describe('the directory of a ZIP container', () => {
  it('tells a workbook whatever member comes first and whatever its main part is called', async () => {
    const usual = readZip(await fixture('workbook.xlsx'));
    const rename = (content: Buffer) =>
      Buffer.from(content.toString().replaceAll('workbook.xml', 'book.xml'));
    const variants: Record<string, Buffer> = {
      'reversed.xlsx': writeZip(usual.toReversed()),
      'before.xlsx': writeZip([{ name: Buffer.from('meta/x.bin'), content: Buffer.from('x') }, ...usual]),
      'behind.xlsx': writeZip([
        ...usual,
        { name: Buffer.from('word/document.xml'), content: Buffer.from('<a/>') },
      ]),
      'renamed.xlsx': writeZip(
        usual.map(({ name, content }) => ({
          name: Buffer.from(name.toString().replace('workbook.xml', 'book.xml')),
          content: /\[Content|rels$/.test(name.toString()) ? rename(content) : content,
        })),
      ),
    };
    const all = await describeAll({ 'usual.xlsx': await fixture('workbook.xlsx'), ...variants });
    const { sheets } = described(all, 'usual.xlsx', 'xlsx');
    for (const name of Object.keys(variants))
      expect(
        described(all, name, 'xlsx').sheets.map(({ columns, rowCount }) => ({ columns, rowCount })),
      ).toEqual(sheets.map(({ columns, rowCount }) => ({ columns, rowCount })));
  });

  it('is found behind anything that stands before the container', async () => {
    await using desk = await Desk.open();
    const moved = zipped({ 'x.npy': 'x' });
    const path = await desk.file('moved', Buffer.concat([zipped({ 'a.txt': 'a' }), moved]));
    expect(await sniffContent(path)).toEqual({ kind: 'npz', isBinary: true });
  });

  it('is found where a program stands before the container', async () => {
    await using desk = await Desk.open();
    const path = await desk.file(
      'unpacker',
      Buffer.concat([Buffer.from(Array.from({ length: 99 }, (_, at) => at)), zipped({ 'a.txt': 'a' })]),
    );
    expect(await sniffContent(path)).toEqual({ kind: 'zip', isBinary: true });
  });

  it.each(['report.docx', 'slides.pptx'])(
    'of a strict %s is read, and no other reason is given for refusing it',
    async (name) => {
      const strict = withParts(await fixture(`containers/${name}`), /\.rels$/, (part) =>
        Buffer.from(
          part
            .toString()
            .replaceAll(
              'http://schemas.openxmlformats.org/officeDocument/2006/',
              'http://purl.oclc.org/ooxml/officeDocument/',
            ),
        ),
      );
      expect(await failure(describeAll({ [name]: strict }))).toContain('is a "Strict Open XML" document');
    },
  );

  it('is not taken from a file inside: an archive of office files is an archive', async () => {
    await using desk = await Desk.open();
    const workbook = await fixture('workbook.xlsx');
    const path = await desk.file(
      'a',
      writeZip([{ name: Buffer.from('xl/book.xlsx'), content: workbook, isStored: true }]),
    );
    expect(await sniffContent(path)).toEqual({ kind: 'zip', isBinary: true });
  });

  it.each([
    ['application/vnd.oasis.opendocument.spreadsheet-template', { kind: 'ods', isBinary: true }],
    [
      'application/vnd.oasis.opendocument.presentation',
      { kind: 'foreign', name: 'an OpenDocument drawing or presentation' },
    ],
    ['application/epub+zip', { kind: 'foreign', name: 'an EPUB book' }],
    ['text/plain', { kind: 'zip', isBinary: true }],
  ])('with the media type %s is %o', async (type, content) => {
    await using desk = await Desk.open();
    for (const [name, member] of [
      ['stored', 'mimetype'],
      ['packed', 'MIMETYPE'],
    ] as const)
      expect(
        await sniffContent(await desk.file(name, zipped({ [member]: type, 'b.xml': '<b/>' }))),
      ).toMatchObject(content);
  });

  it('may claim anything without making anybody read it', async () => {
    await using desk = await Desk.open();
    const archive = zipped({ '[Content_Types].xml': '<Types/>', 'b.txt': 'b' });
    for (let at = 0; at < archive.length; at += 1) {
      const broken = Buffer.from(archive);
      broken[at] = 0xff;
      const content = await sniffContent(await desk.file('broken', broken));
      expect(['zip', 'text', 'stub', 'foreign']).toContain(content.kind);
    }
  });
});

describe('the directory of an OLE container', () => {
  it('may be damaged anywhere: then nothing is told, and nothing hangs', async () => {
    await using desk = await Desk.open();
    const workbook = await fixture('containers/capitals.xls');
    for (let at = 24; at < 512; at += 1) {
      const broken = Buffer.from(workbook).fill(0xfe, at, at + 4);
      const content = await sniffContent(await desk.file('broken', broken));
      expect(['ole', 'ole-workbook']).toContain(content.kind);
    }
  });

  it.each([
    ['Workbook', 'PowerPoint Document', 'an old PowerPoint presentation'],
    ['Workbook', '__nameid_version1.0', 'an Outlook message'],
  ])('with %s renamed to %s is %s', async (from, to, name) => {
    await using desk = await Desk.open();
    const container = await fixture('old.xls');
    const entry = container.indexOf(Buffer.from(from, 'utf16le'));
    container.fill(0, entry, entry + 64).write(to, entry, 'utf16le');
    container.writeUInt16LE(2 * to.length + 2, entry + 64);
    expect(await sniffContent(await desk.file('renamed', container))).toMatchObject({
      kind: 'foreign',
      name,
    });
  });
});

it.each([762, 884, 965])(
  'an .xls at whose byte %i one of the readers gives up is read by the other',
  async (at) => {
    const workbook = await fixture('containers/capitals.xls');
    workbook[at] = 0xff;
    const all = await describeAll({ 'a.xls': workbook });
    expect(described(all, 'a.xls', 'xls').sheets).toMatchObject([
      { ...city, usedRange: 'A1:B3', load: expect.stringContaining("engine='calamine'") },
    ]);
  },
);

describe('a document type declaration in an OpenDocument file', () => {
  const declared = (declaration: string) => async () =>
    withParts(await fixture('containers/letter.odt'), /manifest\.xml$/, (part) =>
      Buffer.from(part.toString().replace(/<!DOCTYPE[^>]*>/, declaration)),
    );

  it.each([
    ['<!DOCTYPE manifest:manifest SYSTEM "Manifest.dtd">'],
    ['<!DOCTYPE manifest:manifest>'],
    ["<!DOCTYPE manifest:manifest PUBLIC '-//OpenOffice.org//DTD Manifest 1.0//EN' 'Manifest.dtd' >"],
  ])('is harmless where it only names one: %s', async (declaration) => {
    expect((await describeAll({ 'a.odt': await declared(declaration)() })).get('a.odt')).toMatchObject({
      type: 'odt',
    });
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY b "c">]>'],
    ['<!DOCTYPE a SYSTEM "x.dtd" [<!ENTITY % b SYSTEM "c">%b;]>'],
    ['<!DOCTYPE a [ ]>'],
    ['<!DOCTYPE a PUBLIC ">" [<!ENTITY b "c">]>'],
  ])('is refused where it declares anything: %s', async (declaration) => {
    expect(await failure(describeAll({ 'a.odt': await declared(declaration)() }))).toContain(
      'a document type declaration of its own',
    );
  });
});

it('a name that promises a workbook is right about a container that holds a text as well', () => {
  expect(chooseType('a.xls', { kind: 'ole', isBinary: true })).toMatchObject({
    value: { type: 'xls', warnings: [] },
  });
  expect(chooseType('a.doc', { kind: 'ole', isBinary: true })).toMatchObject({
    value: { type: 'doc', warnings: [] },
  });
});
