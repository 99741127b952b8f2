import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../src/contracts/file-description.ts';
import { matchTemplate, type TemplateMatch } from '../../src/templates/match-template.ts';
import { createStaticVerifier, type StaticVerifier } from '../../src/verification/verify-statically.ts';
import { getsThrough } from '../helpers/gets-through.ts';
import { expectCloseText } from './close-numbers.ts';
import * as fixtures from './described-files.ts';
import { answeredQuestions, described, read, tables } from './questions.ts';
import { type Printed, runPrograms } from './run-programs.ts';

/** Texts and times by the names that pandas gives them since its third version. */
const ofPandas3 = (printed: string): string =>
  printed.replaceAll('"dtype": "object"', '"dtype": "str"').replaceAll('datetime64[ns]', 'datetime64[us]');

const { employees } = fixtures;
const answered = answeredQuestions();

const refused = read('refused-questions.txt')
  .trim()
  .split('\n')
  .map((line) => {
    const [names = '', query = ''] = line.split('|').map((part) => part.trim());
    return { names, query };
  });

describe('a question that a template explains in full', () => {
  const matches = answered.map(({ names, query }) => matchTemplate(query, described(names)));
  let printed: Printed[];
  let verifier: StaticVerifier;

  beforeAll(async () => {
    verifier = await createStaticVerifier();
    printed = await runPrograms(
      matches.map((match) => match?.code ?? ''),
      Object.values(tables),
    );
  });

  it('is tried in many forms', () => {
    expect(answered.length).toBeGreaterThanOrEqual(80);
    expect(refused.length).toBeGreaterThanOrEqual(60);
  });

  it.each(answered.map((one, index) => ({ ...one, index })))('is answered: $query', (one) => {
    const match = matches[one.index] as TemplateMatch | null;
    const { charts, output, error } = printed[one.index] as Printed;
    expect({ understood: match?.understood, error }).toEqual({ understood: one.understood, error: null });
    expectCloseText(ofPandas3(output), `${one.printed}\n`);
    expect(charts.map(({ title, labels }) => [title, ...labels].join(' | '))).toEqual(
      one.chart === undefined ? [] : [one.chart],
    );
    expect(charts.filter(({ overlaps }) => overlaps > 0)).toEqual([]);
  });

  it.each(answered.map((one, index) => ({ ...one, index })))(
    'has a program that passes verification: $query',
    (one) => {
      const code = matches[one.index]?.code ?? '';
      const verdict = verifier.verify(code, { pythonVersion: '3.10.0', files: described(one.names) });
      expect(verdict.issues).toEqual([]);
      expect(verdict.code).toBe(code);
    },
  );
});

it('a program imports what reading its file needs', async () => {
  const { description, content } = fixtures.orders;
  const yaml = {
    ...description,
    type: 'yaml',
    name: 'orders.yaml',
    load: "pd.DataFrame(yaml.safe_load(open('orders.yaml', encoding='utf-8'))['orders'])",
    imports: ['import pandas as pd', 'import yaml'],
  } as FileDescription;
  const match = matchTemplate('sum of total by customer', [yaml]);
  const [run] = await runPrograms([match?.code ?? ''], [{ description: yaml, content }]);
  expect(run).toMatchObject({ output: '{"Ann": 50, "Bob": 20}\n', error: null });
});

describe('a question that no template explains in full', () => {
  it.each(refused)('is refused: "$query"', ({ names, query }) => {
    const files = names.split('+').every((name) => name in fixtures) ? described(names) : [];
    expect(files).not.toEqual([]);
    expect(matchTemplate(query, files)).toBeNull();
  });

  it('is refused without any file', () => {
    expect(matchTemplate('how many rows', [])).toBeNull();
  });

  it.each([
    ['merge ', 'excel workbook '],
    ['show ', 'summary count and '],
    ['analyze ', 'sentiment and polarity and '],
  ])('is refused soon, however often its words are known: %s%s', async (first, again) => {
    const files = [employees.description, { ...employees.description, name: 'employees_2.csv' }];
    const query = `${first}${again.repeat(12)}nonsense`;
    expect(matchTemplate(query.replace(again.repeat(11), ''), files)).toBeNull();
    const call = `(query) => module.matchTemplate(query, ${JSON.stringify(files)})`;
    expect(await getsThrough({ file: 'templates/match-template.js', call }, [query])).toBe(true);
  });

  it('is refused at once when it is very long', () => {
    expect(matchTemplate('average salary by department '.repeat(2_000), [employees.description])).toBeNull();
  });
});
