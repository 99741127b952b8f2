import { beforeAll, describe, expect, it } from 'vitest';
import { type ReviewCase, reviewDoubts } from '../../../src/coder/rounds/review-doubts.ts';
import type { ConfigOverrides } from '../../../src/config/schema.ts';
import type { CodeTaskOptions } from '../../../src/contracts/code-task-options.ts';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { createStaticVerifier, type StaticVerifier } from '../../../src/verification/verify-statically.ts';
import { employeesFile } from '../../helpers/briefs.ts';
import { shopSignatures } from '../../helpers/shop-functions.ts';
import { approval, correction, program, testCoder } from '../../helpers/test-coder.ts';

const employees = 'name,department,salary\nAda,Engineering,100\nGrace,Engineering,200\nMary,Sales,50\n';
const average = `import json
import pandas as pd
table = pd.read_csv('employees.csv')
print(json.dumps(table.groupby('department')['salary'].mean().to_dict()))`;

async function ask(
  replies: Parameters<typeof scriptedModel>[0],
  {
    options = {},
    review,
  }: { options?: CodeTaskOptions; review?: NonNullable<ConfigOverrides['model']>['review'] },
) {
  const model = scriptedModel(replies);
  await using test = await testCoder(model, review === undefined ? {} : { model: { review } });
  const result = await test.coder.executeCodeTask('What is the average salary by department?', {
    files: [await test.file('employees.csv', employees)],
    ...options,
  });
  return { result, purposes: model.calls.map(({ purpose }) => purpose), records: test.auditRecords() };
}

describe('the review of a task', () => {
  it('is asked for always unless something else is chosen', async () => {
    const { result, purposes } = await ask([program(average), approval], {});
    expect(purposes).toEqual(['generate', 'review']);
    expect(result.verificationHistory).toMatchObject([{ review: { status: 'reviewed', reason: null } }]);
  });

  it.each([
    { review: 'never' as const, options: {} },
    { review: 'always' as const, options: { review: 'never' as const } },
  ])('is left out by %j, which is on record', async (choice) => {
    const { result, purposes, records } = await ask([program(average)], choice);
    expect(purposes).toEqual(['generate']);
    expect(result).toMatchObject({ status: 'succeeded', result: { Engineering: 150, Sales: 50 } });
    expect(result.verificationHistory[0]?.stages).not.toContain('review');
    const rounds = [{ review: { status: 'switched-off', reason: null } }];
    expect(result.verificationHistory).toMatchObject(rounds);
    expect(records).toMatchObject([{ rounds }]);
  });

  it('is left out for a simple task when that is chosen, and the record says why', async () => {
    const { result, purposes } = await ask([program(average)], { review: 'when-uncertain' });
    expect(purposes).toEqual(['generate']);
    expect(result.status).toBe('succeeded');
    expect(result.verificationHistory).toMatchObject([
      { review: { status: 'simple', reason: expect.stringContaining('one plain table, 4 lines') } },
    ]);
  });

  it('is asked for when a simple program has failed, even when it comes back unchanged', async () => {
    const crashing = average.replace("'salary'", "'Salary'.lower()[::-1]");
    const { result, purposes } = await ask(
      [program(crashing), correction(crashing), approval, correction(average), approval],
      { review: 'when-uncertain' },
    );
    expect(purposes).toEqual(['generate', 'modify', 'review', 'modify', 'review']);
    expect(result.status).toBe('succeeded');
    expect(result.verificationHistory).toMatchObject([
      { review: { status: 'simple' }, run: { status: 'failed' } },
      { review: { status: 'reviewed', reason: 'it is not the first version' }, run: { status: 'failed' } },
      { review: { status: 'reviewed' } },
    ]);
  });

  it('refuses a policy there is none of', async () => {
    const options = { review: 'sometimes' } as unknown as CodeTaskOptions;
    await expect(ask([], { options })).rejects.toMatchObject({ code: 'config-invalid' });
  });
});

describe('a program is simple', () => {
  let verifier: StaticVerifier;
  beforeAll(async () => {
    verifier = await createStaticVerifier();
  });

  /** The doubts about the program above, or about a variation of it. */
  function doubts({ code = average, ...changes }: Partial<ReviewCase> & { code?: string } = {}): string[] {
    const files = changes.files ?? [employeesFile()];
    const verdict = verifier.verify(code, { pythonVersion: '3.12.0', files: [...files] });
    const query = 'What is the average salary by department?';
    return reviewDoubts({ ...verdict, iteration: 1, query, context: undefined, files, ...changes });
  }
  const sheet = { name: 'A' };
  const workbook = (sheets: unknown[]) =>
    ({ ...employeesFile(), type: 'xlsx', sheets }) as unknown as FileDescription;
  const lines = average.split('\n').slice(0, -1).join('\n');

  it('when no row of the table speaks against it', () => {
    expect(doubts()).toEqual([]);
    expect(doubts({ files: [workbook([sheet])], stages: ['columns'], issues: [] })).toEqual([]);
  });

  it.each<[string, Parameters<typeof doubts>[0]]>([
    ['it is not the first version', { iteration: 2 }],
    ['static checks found something', { code: `${average}\n1 + 1` }],
    ['its names were not checked against the files', { stages: ['syntax', 'policy', 'lint'] }],
    ['there is more than one file', { files: [employeesFile(), employeesFile({ name: 'b.csv' })] }],
    ['there is no file', { files: [] }],
    ['the file is not one plain table', { files: [workbook([sheet, sheet])], stages: ['columns'] }],
    ['the file was described with warnings', { files: [employeesFile({ warnings: ['2 ragged rows'] })] }],
    ['there is context to observe', { context: 'Leave out trainees.' }],
    [
      'it calls declared functions',
      { functions: shopSignatures, code: `${average}\nnet_price(1, 'DE')`, issues: [] },
    ],
    ['the question is long', { query: 'What is the average salary? '.repeat(7) }],
    ['it has more than 15 lines', { code: `${average}\n${"print('x')\n".repeat(12)}` }],
    [
      'it has loops, branches or functions of its own',
      { code: `${average}\nfor name in table:\n    print(name)` },
    ],
    ['it joins tables', { code: `${lines}\nprint(len(table.merge(table, on='name')))` }],
    ['it converts or fills values', { code: `${lines}\nprint(table['salary'].fillna(0).sum())` }],
    [
      'it combines several conditions',
      { code: `${lines}\nprint(len(table[(table['salary'] > 1) & (table['salary'] < 9)]))` },
    ],
    [
      'it has more than 4 operations',
      {
        code: `${lines}\nprint(table['salary'].abs().diff().cumsum().rank().max())`,
      },
    ],
  ])('unless %s', (doubt, changes) => {
    expect(doubts(changes)).toEqual([doubt]);
  });

  it('never when it could not be read', () => {
    expect(doubts({ code: 'print(' })).toEqual(['it could not be read']);
  });
});
