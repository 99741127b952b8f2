import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { corrupted, cutOff } from '../made/made-files.ts';

const file = (name: string) => fixture(`statistics/${name}`);
const names = ['pspp.sav', 'survey.dta', 'survey.sas7bdat', 'empty.sav', 'empty.dta', 'empty.sas7bdat'];

describe('files of statistics programs', () => {
  let all: Map<string, FileDescription>;
  let contents: Record<string, Buffer>;
  beforeAll(async () => {
    contents = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await file(name)] as const)),
    );
    all = await describeAll({
      ...contents,
      'compressed.sav': await file('pspp.zsav'),
      'pspp.csv': await file('pspp.sav'),
      'survey.sav': await file('survey.dta'),
    });
  });

  it('of SPSS show labels, what codes mean and which are missing', () => {
    const expected = {
      rowCount: 3,
      title: 'PSPP sample',
      columns: [
        { name: 'q1', dtype: 'float64', nullCount: 1, min: 1, max: 2, label: 'Would you recommend us?' },
        { name: 'q2', nullCount: 1, min: 2.5, max: 3, label: 'Score' },
        { name: 'name', dtype: 'str', examples: ['Anna', 'Bob', 'Çelik'] },
        { name: 'born', examples: ['1980-01-31', '1984-02-29', '1999-12-01'] },
      ],
      valueLabels: { q1: { 1: 'yes', 2: 'no', 9: 'refused' } },
      omittedValueLabels: 0,
    };
    const described1 = described(all, 'pspp.sav', 'sav');
    expect(described1).toMatchObject({
      ...expected,
      load: "pd.read_spss('pspp.sav', convert_categoricals=False)",
    });
    expect(described1.warnings).toEqual([
      expect.stringContaining('datetime.date objects (dtype object): "born"'),
      'Codes declared as missing are read as null: "q1" (9).',
      expect.stringContaining('hold the stored codes'),
    ]);
    expect(described(all, 'compressed.sav', 'sav')).toMatchObject(expected);
  });

  it('of Stata and SAS show dates as dates', () => {
    const income = { name: 'income', nullCount: 1, min: 1800, max: 3200, label: 'Monthly income in EUR' };
    expect(described(all, 'survey.dta', 'dta')).toMatchObject({
      rowCount: 6,
      title: 'Survey of 2024',
      columns: [
        { name: 'id' },
        { name: 'sex', nullCount: 1, label: 'Sex of the respondent' },
        income,
        { name: 'city' },
        { name: 'day', min: '2024-01-31T00:00:00', max: '2024-06-30T00:00:00', nullCount: 1 },
        { name: 'at', max: '2024-06-30T23:59:59' },
      ],
      valueLabels: { sex: { 1: 'male', 2: 'female' } },
      load: "pd.read_stata('survey.dta', convert_categoricals=False)",
    });
    expect(described(all, 'survey.sas7bdat', 'sas7bdat')).toMatchObject({
      rowCount: 6,
      columns: [
        { name: 'id' },
        income,
        { name: 'city', dtype: 'str', examples: ['Köln', 'Lyon', 'Oslo'] },
        { name: 'day', examples: ['2024-01-31', '2024-02-29', '2024-03-01'] },
        { name: 'at', dtype: expect.stringMatching(/^datetime64/), max: '2024-06-30T23:59:59' },
      ],
      valueLabels: {},
    });
  });

  it('may have variables and no rows', () => {
    for (const type of ['sav', 'dta', 'sas7bdat'] as const)
      expect(described(all, `empty.${type}`, type)).toMatchObject({ rowCount: 0, sampleData: [] });
    expect(described(all, 'empty.sas7bdat', 'sas7bdat').columns.map(({ name }) => name)).toEqual([
      'id',
      'city',
    ]);
  });

  it('are recognised under wrong names', () => {
    expect(described(all, 'pspp.csv', 'sav').warnings[0]).toContain('its content is an SPSS file');
    expect(described(all, 'survey.sav', 'dta').rowCount).toBe(6);
  });

  it('that claim a billion rows or are damaged end with a reason', async () => {
    const claims = Buffer.from(contents['pspp.sav'] as Buffer);
    claims.writeInt32LE(0x7fffffff, 80); // the number of cases in the header
    const message = await failure(
      describeAll({
        'claims.sav': claims,
        ...Object.fromEntries(
          ['pspp.sav', 'survey.dta', 'survey.sas7bdat'].map((name) => [
            `cut-${name}`,
            cutOff(contents[name] as Buffer, 0.2),
          ]),
        ),
        'hole.dta': corrupted(contents['survey.dta'] as Buffer),
      }),
    );
    const lines = message.split('\n').slice(1);
    expect(lines.filter((line) => /damaged|cut off/.test(line)).length).toBe(lines.length);
    expect(lines.map((line) => /"(.*?)"/.exec(line)?.[1])).toEqual(
      expect.arrayContaining(['cut-pspp.sav', 'cut-survey.dta', 'cut-survey.sas7bdat', 'hole.dta']),
    );
  });

  it('are loaded by a program with the described imports and dtypes', async () => {
    const results = await runLoads(contents);
    expect(results).toHaveLength(names.length);
    expect(wrongLoads(results)).toEqual([]);
  });

  it('answer a question through the described load', async () => {
    const code = [
      'import pandas as pd',
      "df = pd.read_stata('survey.dta', convert_categoricals=False)",
      "print(df[df['sex'] == 2]['income'].mean())",
    ].join('\n');
    await using desk = await testCoder(scriptedModel([program(code), approval]));
    const path = await desk.file('survey.dta', contents['survey.dta'] as Buffer);
    const result = await desk.coder.executeCodeTask('Mean income of women', { files: [path] });
    expect(result).toMatchObject({ status: 'succeeded', result: expect.closeTo(1899.995, 6) });
  });
});
