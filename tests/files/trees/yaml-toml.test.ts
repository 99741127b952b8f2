import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';

const doubled = (names: string): string =>
  [...names]
    .map((name, at) => `${name}: &${name} [${at === 0 ? 'x' : Array(9).fill(`*${names[at - 1]}`)}]`)
    .join('\n');

describe('YAML files', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    all = await describeAll({
      'ships.yaml': await fixture('structured/ships.yaml'),
      'compose.yaml': await fixture('structured/compose.yaml'),
      'stream.yml': await fixture('structured/stream.yml'),
      'dates.yaml': '- {day: 2024-01-01, n: 1}\n- {day: 2024-01-02, n: 2}\n',
      'tags.yaml': 'a: !Ref x\nb: [1, 2]\n',
      'objects.yaml': 'a: !!python/object/apply:os.system ["exit 1"]\n',
      'norway.yaml': 'on: push\n2024: x\n',
      'really.json.yaml': '{"a": [{"b": 1}, {"b": 2}]}',
      'many.yaml': Array.from({ length: 15_000 }, (_, at) => `- {id: ${at}, name: item ${at}}`).join('\n'),
    });
  });

  it('finds the records, their keys and their dtypes', () => {
    expect(described(all, 'ships.yaml', 'yaml')).toMatchObject({
      structure: 'object with an array of objects under "ships" (other keys: "harbour")',
      recordPath: 'ships',
      itemCount: 2,
      depth: 3,
      documentCount: 1,
      columns: [
        { name: 'name', examples: ['Ørnen', 'Fjord'] },
        { name: 'built', dtype: 'int64', min: 1998, max: 2011 },
        { name: 'tonnage', dtype: 'float64', nullCount: 1 },
        { name: 'active', dtype: 'bool' },
      ],
      load: "pd.DataFrame(yaml.safe_load(open('ships.yaml', encoding='utf-8'))['ships'])",
      imports: ['import pandas as pd', 'import yaml'],
    });
  });

  it('describes a tree by its keys, with what YAML has beyond JSON', () => {
    const { keys, ...compose } = described(all, 'compose.yaml', 'yaml');
    expect(compose).toMatchObject({ structure: 'object', itemCount: 3, recordPath: null });
    expect(keys).toContainEqual({ name: 'services.web.ports', types: ['array'], presence: 1 });
    expect(keys).toContainEqual({ name: 'started', types: ['date-time'], presence: 1 });
    expect(described(all, 'dates.yaml', 'yaml').columns).toMatchObject([{ dtype: 'datetime64[ns]' }, {}]);
  });

  it('counts the documents of a stream and reads them as a list', () => {
    expect(described(all, 'stream.yml', 'yaml')).toMatchObject({
      documentCount: 3,
      itemCount: 3,
      load: "list(yaml.safe_load_all(open('stream.yml', encoding='utf-8')))",
    });
  });

  it('reads around own tags without building anything from them', () => {
    expect(described(all, 'tags.yaml', 'yaml')).toMatchObject({
      load: "yaml.load(open('tags.yaml', encoding='utf-8'), Loader=yaml.BaseLoader)",
      warnings: [expect.stringContaining('own tags (!Ref)')],
    });
    expect(described(all, 'objects.yaml', 'yaml').load).toContain('Loader=yaml.BaseLoader');
  });

  it('warns of keys that are no text', () => {
    expect(described(all, 'norway.yaml', 'yaml').warnings).toEqual([
      'Keys that YAML does not read as text: True, 2024; use them so, without quotes.',
    ]);
  });

  it('reads JSON, which is YAML, and a long list with the loader in C', () => {
    expect(described(all, 'really.json.yaml', 'yaml')).toMatchObject({ recordPath: 'a', itemCount: 2 });
    expect(described(all, 'many.yaml', 'yaml')).toMatchObject({ itemCount: 15_000 });
    expect(described(all, 'many.yaml', 'yaml').load).toContain('CSafeLoader');
  });

  it('refuses aliases that grow without measure, endless nesting and what is broken, each with its reason', async () => {
    const message = await failure(
      describeAll({
        'bomb.yaml': doubled('abcdefghij'),
        'self.yaml': 'a: &a [*a]\n',
        'deep.yaml': '['.repeat(100_000),
        'broken.yaml': 'a: 1\nb: [1, 2\nc: 3\n',
        'empty.yaml': '# only a comment\n',
        'cut.yaml': (await fixture('structured/compose.yaml')).subarray(0, 40),
      }),
    );
    expect(message.split('\n')).toEqual([
      expect.stringContaining("6 files can't be used"),
      expect.stringContaining('"bomb.yaml" grows beyond measure when its aliases are followed'),
      expect.stringContaining('"self.yaml" holds the alias "*a" inside itself'),
      expect.stringContaining('"deep.yaml" is nested more than 100 levels deep'),
      expect.stringMatching(/"broken.yaml" is not valid YAML \(.* at line 3, column \d+\)/),
      expect.stringContaining('"empty.yaml" holds no YAML document'),
      expect.stringContaining('"cut.yaml" is not valid YAML'),
    ]);
  });
});

describe('TOML files', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    all = await describeAll({
      'harbour.toml': await fixture('structured/harbour.toml'),
      'marked.toml': '\ufeffa = 1\n',
    });
  });

  it('finds the array of tables and the other keys', () => {
    expect(described(all, 'harbour.toml', 'toml')).toMatchObject({
      structure: 'object with an array of objects under "ship" (other keys: "title", "owner", "limits")',
      recordPath: 'ship',
      itemCount: 2,
      columns: [
        { name: 'name' },
        { name: 'built', dtype: 'int64', max: 2011 },
        { name: 'active', dtype: 'bool' },
      ],
      load: expect.stringMatching(
        /^pd\.DataFrame\(tom(llib|li)\.load\(open\('harbour\.toml', 'rb'\)\)\['ship'\]\)$/,
      ),
    });
  });

  it('reads around a byte order mark', () => {
    expect(described(all, 'marked.toml', 'toml')).toMatchObject({ encoding: 'utf-8-sig', itemCount: 1 });
  });

  it('refuses what is cut, broken, empty or nested without end, with the place', async () => {
    const real = await fixture('structured/harbour.toml');
    const message = await failure(
      describeAll({
        'cut.toml': real.subarray(0, real.indexOf('2011') - 4),
        'broken.toml': 'a = 1\nb = = 2\n',
        'latin.toml': Buffer.from('a = "\xe6"\n', 'latin1'),
        'empty.toml': '# nothing\n',
        'deep.toml': `a = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`,
      }),
    );
    expect(message.split('\n')).toEqual([
      expect.stringContaining("5 files can't be used"),
      expect.stringContaining('"cut.toml" is not valid TOML'),
      expect.stringMatching(/"broken.toml" is not valid TOML \(.*line 2, column 5\)/),
      expect.stringContaining('"latin.toml" is not valid TOML (byte 5 is not UTF-8); save it as UTF-8'),
      expect.stringContaining('"empty.toml" holds no values'),
      expect.stringContaining('"deep.toml" is nested too deeply'),
    ]);
  });
});
