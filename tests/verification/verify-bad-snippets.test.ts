import { beforeAll, describe, expect, it } from 'vitest';
import { createStaticVerifier, type StaticVerifier } from '../../src/verification/verify-statically.ts';
import { badSnippets } from './bad-snippets.ts';
import { stack } from './stack.ts';

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

describe('a program that would harm or fail', () => {
  it.each(badSnippets.map(([rule, code]) => ({ rule, shown: code.slice(0, 90), code })))(
    'is found by $rule: $shown',
    ({ rule, code }) => {
      const { issues } = verifier.verify(code, stack);
      const serious = issues.filter(({ severity }) => severity !== 'minor').map((issue) => issue.rule);
      expect(serious).toContain(rule);
    },
  );

  it.each(
    badSnippets
      .filter(([rule]) => !['source-too-long', 'empty-program'].includes(rule))
      .map(([rule, code]) => ({ rule, start: code.slice(0, 60), code })),
  )('gets findings with a line and a way out for $rule: $start', ({ code }) => {
    for (const issue of verifier.verify(code, stack).issues) {
      expect(issue.message).not.toBe('');
      expect(issue.suggestion).toBeTruthy();
      if (issue.rule !== 'nested-too-deeply') expect(issue.line).toBeGreaterThan(0);
    }
  });
});
