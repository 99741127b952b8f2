import path from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { falseFindings, recall } from '../../bench/verification-figures.mjs';
import { importableModules } from '../../src/verification/importable-modules.ts';
import { lintRules } from '../../src/verification/lint-rules.ts';
import { denials } from '../../src/verification/policy/denial.ts';
import { createStaticVerifier, type StaticVerdict } from '../../src/verification/verify-statically.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { badSnippets } from './corpus/bad-snippets.ts';

let verify: (code: string) => StaticVerdict;

beforeAll(async () => {
  const { version, packages } = await testEnvironment();
  const verifier = await createStaticVerifier();
  verify = (code) => verifier.verify(code, { pythonVersion: version, packages, files: [] });
});

describe('the corpus of bad snippets', () => {
  it('has at least 300 different programs, with names of their own', () => {
    expect(badSnippets.length).toBeGreaterThanOrEqual(300);
    expect(new Set(badSnippets.map(({ id }) => id)).size).toBe(badSnippets.length);
    expect(new Set(badSnippets.map(({ rule, code }) => rule + code)).size).toBe(badSnippets.length);
  });

  it('shows every denial and every serious lint rule at work', () => {
    const shown = new Set(badSnippets.map(({ rule }) => rule));
    const serious = lintRules.filter(({ severity }) => severity !== 'minor').map(({ code }) => code);
    const wanted = [...Object.values(denials).map(({ rule }) => rule), ...serious];
    expect(wanted.filter((rule) => !shown.has(rule))).toEqual([]);
  });

  it('is found by the rules it names, on the lines it names', () => {
    const { total, missed } = recall(badSnippets, verify);
    expect(missed).toEqual([]);
    expect(total.found / total.of).toBeGreaterThanOrEqual(0.99);
  });
});

describe('programs that the installed libraries ship', () => {
  it('get a blocking or major finding in at most one of a hundred', async () => {
    const { python, packages } = await testEnvironment();
    const modules = importableModules(packages).map(({ module }) => module);
    const collector = path.resolve('bench/verification_corpus.py');
    const { stdout } = await execa(python, ['-I', '-W', 'ignore', collector], {
      input: JSON.stringify({ modules, files: 25, limit: 30 }),
    });
    const { programs } = JSON.parse(stdout) as { programs: { name: string; code: string }[] };
    const { total, blamed } = falseFindings(programs, verify);
    expect(programs.length).toBeGreaterThanOrEqual(300);
    expect(total.found / total.of, blamed.join('\n')).toBeLessThanOrEqual(0.01);
  });
});
