import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription, XmlDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';

const orders = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- orders --><orders xmlns:q="urn:q"><currency>EUR</currency>
<order id="1"><total>2.5</total><q:city>M\xfcnchen</q:city><lines><line>1</line></lines></order>
<order id="2"><total>3</total><lines><line>1</line><line>2</line></lines></order></orders>`;
const entities = Array.from(
  'bcdefghij',
  (name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`,
);

describe('XML files', () => {
  let all: Map<string, FileDescription>;
  const xml = (name: string): XmlDescription => described(all, name, 'xml');
  beforeAll(async () => {
    const places = await fixture('structured/places.gpx.xml');
    const many = Array.from(
      { length: 60_000 },
      (_, at) => `<o id="${at}"><name>some name ${at}</name><p>${at}.5</p>`,
    );
    all = await describeAll({
      'places.xml': places,
      'report.xml': await fixture('structured/report.docbook.xml'),
      'orders.xml': Buffer.from(orders, 'latin1'),
      'config.xml': '<config><port>80</port><host name="a"/></config>',
      'empty.xml': '<?xml version="1.0"?><nothing/>',
      'paths.xml': `<r>${Array.from({ length: 3_000 }, (_, at) => `<n${at}/>`).join('')}</r>`,
      'large.xml': `<r>${many.map((each) => `${each}<long>${'text '.repeat(25)}</long></o>`).join('\n')}</r>`,
      'doctype.xml': '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a><b>1</b></a>',
      'places.csv': places,
    });
  });

  it('finds the repeated element behind a namespace and reads it as a table', () => {
    expect(xml('places.xml')).toMatchObject({
      rootElement: 'gpx',
      namespaces: [{ prefix: '', uri: 'http://www.topografix.com/GPX/1/0' }],
      recordPath: '/ns:gpx/ns:wpt',
      itemCount: 3,
      depth: 3,
      load: "pd.read_xml('places.xml', xpath='/ns:gpx/ns:wpt', namespaces={'ns': 'http://www.topografix.com/GPX/1/0'}).astype({'time': 'datetime64[ns, UTC]'})",
      columns: [
        { name: 'lat', dtype: 'float64', min: 62.47, max: 63.11 },
        { name: 'lon', dtype: 'float64', min: 6.15, max: 7.73 },
        { name: 'ele', dtype: 'float64', max: 12.5 },
        { name: 'time', dtype: 'datetime64[ns, UTC]', min: '2024-05-01T10:00:00+00:00' },
        { name: 'name', examples: ['Ålesund', 'Molde', 'Kristiansund'] },
        { name: 'cmt' },
        { name: 'desc' },
      ],
    });
  });

  it('counts elements by path with their attributes and text', () => {
    expect(xml('orders.xml')).toMatchObject({
      encoding: 'iso8859-1',
      recordPath: '/orders/order',
      itemCount: 2,
      elements: [
        { path: 'orders', count: 1, attributes: [], hasText: false },
        { path: 'orders/currency', count: 1, hasText: true },
        { path: 'orders/order', count: 2, attributes: ['id'], hasText: false },
        { path: 'orders/order/total', count: 2, hasText: true },
        { path: 'orders/order/q:city', count: 1, hasText: true },
        { path: 'orders/order/lines', count: 2, hasText: false },
        { path: 'orders/order/lines/line', count: 3, hasText: true },
      ],
      warnings: [expect.stringContaining('what stands inside "lines" is missing')],
    });
    expect(xml('orders.xml').columns).toMatchObject([
      { name: 'id', dtype: 'int64' },
      { name: 'total', dtype: 'float64', max: 3 },
      { name: 'city', examples: ['München'] },
      { name: 'lines' },
    ]);
  });

  it('parses a document without records as a tree, also one with a single element', () => {
    expect(xml('config.xml')).toMatchObject({ recordPath: null, load: "etree.parse('config.xml')" });
    expect(xml('empty.xml')).toMatchObject({ rootElement: 'nothing', itemCount: 1, depth: 1 });
    expect(xml('report.xml')).toMatchObject({ rootElement: 'article', omittedElements: 0 });
  });

  it('bounds the paths and counts the rest', () => {
    const { elements, omittedElements, warnings } = xml('paths.xml');
    expect(elements.length + omittedElements).toBe(1_000);
    expect(warnings).toContain('Elements under further paths, which are not listed at all: 2001.');
  });

  it('reads a large document element by element', () => {
    expect(xml('large.xml')).toMatchObject({
      itemCount: 60_000,
      load: "etree.iterparse('large.xml', tag='o')",
      sampleData: [{ id: '0', name: 'some name 0', p: '0.5' }, {}, {}],
    });
  });

  it('never follows a reference to another file', () => {
    expect(JSON.stringify(xml('doctype.xml'))).not.toContain('root:');
    expect(xml('doctype.xml').elements).toMatchObject([{ path: 'a' }, { path: 'a/b' }]);
  });

  it('is known by its content under the name of a table', () => {
    expect(xml('places.csv').warnings[0]).toContain('named .csv, but its content is an XML document');
  });

  it('refuses entities in any encoding, endless nesting and what is broken, each with its reason', async () => {
    const declared = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>';
    const message = await failure(
      describeAll({
        'laughs.xml': `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">${entities.join('')}]><l>&j;</l>`,
        'file.xml': `<?xml version="1.0"?>${declared}`,
        'wide.xml': Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${declared}`, 'utf16le'),
        'deep.xml': '<a>'.repeat(50_000),
        'cut.xml': (await fixture('structured/places.gpx.xml')).subarray(0, 500),
        'broken.xml': (await fixture('structured/places.gpx.xml')).toString().replace('</ele>', '</el>'),
        'prose.xml': 'no markup at all',
      }),
    );
    expect(message.split('\n')).toEqual([
      expect.stringContaining("7 files can't be used"),
      expect.stringContaining('"laughs.xml" defines its own entities'),
      expect.stringContaining('"file.xml" defines its own entities'),
      expect.stringContaining('"wide.xml" defines its own entities'),
      expect.stringMatching(/"deep.xml" is not well-formed XML \(Excessive depth/),
      expect.stringMatching(/"cut.xml" is not well-formed XML \(.*line \d+/),
      expect.stringMatching(/"broken.xml" is not well-formed XML \(.*ele.*line 6/),
      expect.stringContaining('"prose.xml" is not well-formed XML'),
    ]);
  });
});
