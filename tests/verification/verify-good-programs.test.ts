import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createStaticVerifier, type StaticVerifier } from '../../src/verification/verify-statically.ts';
import { stack } from './stack.ts';

const folder = path.join(import.meta.dirname, 'programs');

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

describe('an ordinary data-analysis program', () => {
  it.each(readdirSync(folder))('passes without any serious finding: %s', (name) => {
    const { issues, stages } = verifier.verify(readFileSync(path.join(folder, name), 'utf8'), stack);
    expect(issues.filter(({ severity }) => severity !== 'minor')).toEqual([]);
    expect(stages).toEqual(['normalise', 'syntax', 'policy', 'lint']);
  });
});
