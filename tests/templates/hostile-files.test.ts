import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../src/contracts/file-description.ts';
import { matchTemplate } from '../../src/templates/match-template.ts';
import { csv } from './described-files.ts';
import { type Printed, runPrograms } from './run-programs.ts';

const column = "a'); import os #";
const dollars = 'cost $x^{ $y';
const city = "Köln\\'s\nWest";

const file = csv(
  'data.csv',
  { [column]: 'str', amount: 'int64', [dollars]: 'int64', place: 'str' },
  {
    rows: [
      ['x', 1, 5, city],
      ['y', 2, 6, 'Rom'],
      [null, 4, 7, city],
    ],
  },
);

const questions = [
  { query: `sum of amount by "${column}"`, prints: { x: 1, y: 2, '(missing)': 4 } },
  { query: `average amount where place is "${city}"`, prints: 2.5 },
  { query: `bar chart of "${dollars}" by place`, prints: { [city]: 12, Rom: 6 } },
  { query: 'missing values per column', prints: { [column]: 1, amount: 0, [dollars]: 0, place: 0 } },
];

describe('a hostile name in a file', () => {
  let printed: Printed[];
  const matches = questions.map(({ query }) => matchTemplate(query, [file.description]));

  beforeAll(async () => {
    printed = await runPrograms(
      matches.map((match) => match?.code ?? 'raise SystemExit("no match")'),
      [file],
    );
  });

  it.each(questions.map((question, index) => ({ ...question, index })))('stays data: $query', (question) => {
    const run = printed[question.index] as Printed;
    expect(run.error).toBeNull();
    expect(JSON.parse(run.output)).toEqual(question.prints);
  });

  it('never ends the comment that opens the program', () => {
    for (const match of matches) {
      const lines = match?.code.split('\n') ?? [];
      expect(lines[0]).toMatch(/^# /);
      expect(lines.slice(1).find((line) => line.startsWith('West'))).toBeUndefined();
      expect(match?.understood).not.toContain('\n');
    }
  });

  it('makes the program fail when a value is in no column, instead of answering about nothing', async () => {
    const match = matchTemplate('total amount in Atlantis', [file.description]);
    const [run] = await runPrograms([match?.code ?? ''], [file]);
    expect(run).toMatchObject({ output: '', error: expect.stringContaining("the value 'atlantis': []") });
  });
});

describe('a hostile name of a file', () => {
  const photo = (name: string): FileDescription => ({
    ...file.description,
    type: 'jpeg',
    name,
    load: '',
    width: 1,
    height: 1,
    mode: 'RGB',
    frameCount: 1,
    dpi: null,
    exif: {},
  });

  it('stays data where a program opens the file', async () => {
    const name = "a'); print('owned') #\nimport os.jpg";
    const match = matchTemplate('when was this photo taken', [photo(name)]);
    const [run] = await runPrograms([match?.code ?? ''], []);
    expect(run).toMatchObject({ output: '', error: expect.stringMatching(/^FileNotFoundError: .*owned/) });
  });

  it('is no pattern for the words of a question', () => {
    const name = '(a+)+$ [x]{9} \\d|.* -^/&~`!@#%=:;"<>,?.jpg';
    const questions = [
      'when was aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa taken',
      'when was this photo taken',
    ];
    const matches = questions.map((query) => matchTemplate(query, [photo(name), file.description]));
    expect(matches.map((match) => match?.template)).toEqual([undefined, 'photo-facts']);
  });
});

describe('a chart with many long labels', () => {
  const months = Array.from(
    { length: 240 },
    (_, at) => `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`,
  );
  const many = csv(
    'many.csv',
    { day: 'str', kind: 'str', units: 'int64' },
    {
      rows: months.map((month, at) => [
        month,
        `a kind with quite a long name that goes on, number ${at % 60}`,
        at,
      ]),
    },
  );
  const queries = ['plot monthly units', 'plot weekly units', 'plot units by kind'];

  it('keeps its tick labels apart', async () => {
    const codes = queries.map((query) => matchTemplate(query, [many.description])?.code ?? '');
    const runs = await runPrograms(codes, [many]);
    expect(
      runs.map(({ error, charts }) => ({ error, overlaps: charts.map((chart) => chart.overlaps) })),
    ).toEqual(queries.map(() => ({ error: null, overlaps: [0] })));
  });
});
