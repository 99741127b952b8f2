import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutcome } from '../../src/contracts/runtime.ts';
import { matchTemplate } from '../../src/templates/match-template.ts';
import { createStaticVerifier, type StaticVerifier } from '../../src/verification/verify-statically.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { closeTo } from './close-numbers.ts';
import { prepareSamples, type Samples } from './prepare-samples.ts';
import { type ScenarioQuestion, scenarioQuestions } from './questions.ts';

const answered = scenarioQuestions('scenario-answers.txt');
const refused = scenarioQuestions('scenario-refusals.txt');

let samples: Samples;
let verifier: StaticVerifier;
let pythonVersion: string;
const runs = new Map<string, Promise<RunOutcome>>();

beforeAll(async () => {
  const names = [...answered, ...refused].flatMap((one) => one.names.split('+'));
  samples = await prepareSamples([...new Set(names)]);
  verifier = await createStaticVerifier();
  pythonVersion = (await testEnvironment()).version;
}, 120_000);

afterAll(async () => samples[Symbol.asyncDispose]());

function filesOf(names: string) {
  return names.split('+').flatMap((name) => samples.filesOf(name));
}

function match({ query, names }: ScenarioQuestion) {
  return matchTemplate(
    query,
    filesOf(names).map(({ description }) => description),
  );
}

/** One run for all questions that lead to the same program. */
function run(code: string, names: string): Promise<RunOutcome> {
  const outcome = runs.get(code) ?? samples.run(code, filesOf(names));
  runs.set(code, outcome);
  return outcome;
}

describe('the fifteen scenarios', () => {
  it('are each asked in at least five ways, beside as many questions that no template fits', () => {
    const scenarios = new Set(answered.map(({ scenario }) => scenario));
    const ways = [...scenarios].map((name) => answered.filter(({ scenario }) => scenario === name).length);
    expect(ways).toHaveLength(15);
    expect(Math.min(...ways)).toBeGreaterThanOrEqual(5);
    expect(answered.length).toBeGreaterThanOrEqual(75);
    expect(refused.length).toBeGreaterThanOrEqual(answered.length);
  });

  it.each(answered)('$scenario: answers "$query"', async (question) => {
    const code = match(question)?.code ?? '';
    const files = filesOf(question.names).map(({ description }) => description);
    const verdict = verifier.verify(code, { pythonVersion, files });
    expect({ code: verdict.code, issues: verdict.issues }).toEqual({ code, issues: [] });
    const outcome = await run(code, question.names);
    expect({ status: outcome.status, stderr: outcome.stderr }).toEqual({ status: 'finished', stderr: '' });
    const printed = { answer: JSON.parse(outcome.stdout) };
    expect(printed).toMatchObject({ answer: closeTo(JSON.parse(question.expected)) });
  });

  it('save the merged rows where merging was asked for, without the duplicates where these are to go', async () => {
    const names = 'customers_2022.csv+customers_2023.csv+customers_2024.csv';
    const rows = [];
    for (const query of [
      'Merge these files and find duplicates',
      'Merge these files and remove duplicates',
    ]) {
      const code = match({ query, names, scenario: '', expected: '' })?.code ?? '';
      const [file] = (await run(code, names)).files;
      rows.push([
        file?.name,
        readFileSync(file?.path ?? '', 'utf8')
          .trim()
          .split('\n').length - 1,
      ]);
    }
    expect(rows).toEqual([
      ['merged.csv', 11],
      ['merged.csv', 8],
    ]);
  });

  it.each(refused)('refuse "$query" for $names', (question) => {
    expect(match(question)).toBeNull();
  });
});
