import { beforeAll, describe, expect, it } from 'vitest';
import { createStaticVerifier, type StaticVerifier } from '../../src/verification/verify-statically.ts';
import { unwritableSnippets } from './bad-snippets.ts';
import { badSnippets } from './corpus/bad-snippets.ts';
import { stack } from './stack.ts';

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

describe('a program that would harm or fail', () => {
  it.each(unwritableSnippets.map(([rule, code]) => ({ rule, shown: code.slice(0, 40), code })))(
    'is found by $rule: $shown',
    ({ rule, code }) => {
      const { issues } = verifier.verify(code, stack);
      const serious = issues.filter(({ severity }) => severity !== 'minor').map((issue) => issue.rule);
      expect(serious).toContain(rule);
    },
  );

  it.each(badSnippets)('gets findings with a line and a way out: $id', ({ code }) => {
    for (const issue of verifier.verify(code, stack).issues) {
      expect(issue.message).not.toBe('');
      expect(issue.suggestion).toBeTruthy();
      expect(issue.line).toBeGreaterThan(0);
    }
  });
});
