import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described } from '../desk.ts';

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const rows = [
  ['id', 'name', 'views'],
  ['1', 'Hello, world', '10'],
  ['2', 'A second: one', '20'],
  ['3', 'plain', '30'],
];
const separated = (mark: string) => `${rows.map((row) => row.map(quoted).join(mark)).join('\n')}\n`;
const bare = (mark: string) => `${rows.map((row) => row.join(mark)).join('\n')}\n`;

const readable: Record<string, string> = {
  caret: bare('^'),
  tilde: bare('~'),
  'unit separator': bare('\u001F'),
  'start of heading': bare('\u0001'),
  'two bars': separated('||'),
  'two colons': separated('::'),
  'two tabs': separated('\t\t'),
  'written tab': separated('\\t'),
  'comma and space': separated(', '),
  'single quotes': "id,name,views\n1,'Hello, world',10\n2,'A second: one',20\n3,plain,30\n",
  'backslash before quotes':
    'id,name,views\n1,"Hello, \\"dear\\", world",10\n2,"A second: one",20\n3,"say \\"so\\"",30\n',
};

const untouched: Record<string, [content: string, names: string[]]> = {
  'times.csv': ['start\n10:00\n10:15\n10:30\n', ['start']],
  'sentences.csv': ['remark\nthe red one\nthe big one\nthe new one\n', ['remark']],
  'clocks.csv': ['day,start\nMonday,10:00\nTuesday,10:15\nFriday,10:30\n', ['day', 'start']],
  'apostrophes.csv': ["who,what\nAnn,'tis mine\nBo,rock 'n' roll\nCy,'twas so\n", ['who', 'what']],
  'paths.csv': ['path,n\n"C:\\dir\\",1\n"D:\\new\\",2\n', ['path', 'n']],
  'empty-fields.csv': ['a||b|c\n1||2|3\n4|x|5|6\n', ['a', 'Unnamed: 1', 'b', 'c']],
};

describe('how cells are separated', () => {
  let all: Map<string, FileDescription>;
  const nameOf = (what: string) => `${what.replaceAll(' ', '-')}.csv`;

  beforeAll(async () => {
    all = await describeAll({
      ...Object.fromEntries(Object.entries(readable).map(([what, content]) => [nameOf(what), content])),
      ...Object.fromEntries(Object.entries(untouched).map(([name, [content]]) => [name, content])),
    });
  });

  it.each(Object.keys(readable))('is found where it is done by %s', (what) => {
    const table = described(all, nameOf(what), 'csv');
    expect(table).toMatchObject({
      rowCount: 3,
      columns: [{ name: 'id', dtype: 'int64' }, { name: 'name' }, { name: 'views', max: 30 }],
    });
    expect(table.sampleData[0]?.['name']).toMatch(/^Hello, ("dear", )?world$/);
  });

  it.each(Object.entries(untouched))('is not found where there is none: %s', (name, [, names]) => {
    expect(described(all, name, 'csv').columns.map((column) => column.name)).toEqual(names);
  });
});
