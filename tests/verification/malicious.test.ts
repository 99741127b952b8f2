import { beforeAll, describe, expect, it } from 'vitest';
import { recall } from '../../bench/verification-figures.mjs';
import { createStaticVerifier, type StaticVerdict } from '../../src/verification/verify-statically.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { maliciousSnippets } from './corpus/malicious-snippets.ts';

let verify: (code: string) => StaticVerdict;

beforeAll(async () => {
  const { version, packages } = await testEnvironment();
  const verifier = await createStaticVerifier();
  verify = (code) => verifier.verify(code, { pythonVersion: version, packages, files: [] });
});

describe('the corpus of malicious programs', () => {
  it('has at least 1,200 different programs of at least 20 families', () => {
    expect(new Set(maliciousSnippets.map(({ code }) => code)).size).toBeGreaterThanOrEqual(1_200);
    expect(new Set(maliciousSnippets.map(({ id }) => id)).size).toBe(maliciousSnippets.length);
    expect(new Set(maliciousSnippets.map(({ family }) => family)).size).toBeGreaterThanOrEqual(20);
  });

  it('is found by the rules it names, on the lines it names, but for the rows that say otherwise', () => {
    const { total, missed } = recall(maliciousSnippets, verify);
    expect(missed).toEqual(maliciousSnippets.filter((row) => row.missed).map(({ id }) => id));
    expect(total.found / total.of).toBeGreaterThanOrEqual(0.99);
  });

  it.each([...new Set(maliciousSnippets.map(({ family }) => family))])(
    'is found in at least nine of ten programs of each family: %s',
    (family) => {
      const { total } = recall(
        maliciousSnippets.filter((row) => row.family === family),
        verify,
      );
      expect(total.found / total.of).toBeGreaterThanOrEqual(0.9);
    },
  );
});
