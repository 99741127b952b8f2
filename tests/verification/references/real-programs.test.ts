import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { matchTemplate } from '../../../src/templates/match-template.ts';
import { createStaticVerifier, type StaticVerifier } from '../../../src/verification/verify-statically.ts';
import * as described from '../../templates/described-files.ts';
import { stack } from '../stack.ts';

const tests = path.join(import.meta.dirname, '../..');
const byName = new Map(
  Object.entries(described).flatMap(([name, value]) =>
    typeof value === 'object' && 'description' in value ? [[name, value.description] as const] : [],
  ),
);
const files = [...byName.values()];

/** The questions that templates answer, each with the files it is asked about. */
const questions = readFileSync(path.join(tests, 'templates/answered-questions.txt'), 'utf8')
  .trim()
  .split('\n\n')
  .map((block) => {
    const [names = '', query = ''] = (block.split('\n')[0] ?? '').split(' | ');
    return { query, asked: names.split('+').flatMap((name) => byName.get(name) ?? []) };
  });

interface Recording {
  brief: { files: FileDescription[] };
  code: string;
}

const recordings = readdirSync(path.join(tests, 'recorded')).filter((name) => name.endsWith('.json'));

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

function columnIssues(code: string, described: FileDescription[]) {
  return verifier
    .verify(code, { ...stack, files: described })
    .issues.filter(({ source }) => source === 'columns');
}

describe('the reference check', () => {
  it('says nothing about the program of any template', () => {
    const programs = questions.flatMap(({ query, asked }) => matchTemplate(query, asked)?.code ?? []);
    expect(programs.length).toBeGreaterThan(80);
    expect(programs.flatMap((code) => columnIssues(code, files))).toEqual([]);
  });

  it.each(recordings)('says nothing about the program that answered %s', (name) => {
    const { brief, code } = JSON.parse(readFileSync(path.join(tests, 'recorded', name), 'utf8')) as Recording;
    expect(columnIssues(code, brief.files)).toEqual([]);
  });
});
