import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { FunctionFinding } from '../../../src/contracts/python-functions.ts';
import { collectSources } from '../../../src/functions/validate/collect-sources.ts';
import { judgeSources } from '../../../src/functions/validate/judge-sources.ts';
import { operatorRules } from '../../../src/verification/policy/operator/check-operator-policy.ts';
import { createSourceReader } from '../../../src/verification/verify-source.ts';
import { blocking, declare, folderWith, installed } from './declared.ts';

const attacks = z
  .array(
    z.strictObject({
      id: z.string(),
      /** The rules that may say so, usually one. */
      rule: z.string(),
      rules: z.array(z.string()).optional(),
      line: z.int().positive(),
      file: z.string().default('main.py'),
      code: z.string(),
      files: z.record(z.string(), z.string()).default({}),
      allowed: z.array(z.string()).nullable().default(null),
      packages: z.record(z.string(), z.string()).default({}),
    }),
  )
  .parse(parse(readFileSync(path.join(import.meta.dirname, 'attacks.yaml'), 'utf8')));

type Attack = (typeof attacks)[number];

const read = await createSourceReader();

async function isFound(attack: Attack, rules: Partial<typeof operatorRules>): Promise<boolean> {
  const folder = await folderWith({ 'main.py': attack.code, ...attack.files });
  const environment = { ...installed, packages: { ...installed.packages, ...attack.packages } };
  const declared = declare(folder, { file: 'main.py', allowedImports: attack.allowed });
  const sources = await collectSources([declared], { read, installed: environment });
  const findings = [
    ...sources.findings,
    ...judgeSources(sources, environment, rules as typeof operatorRules),
  ];
  return blocking(findings).some((finding) => isMeant(finding, attack));
}

function isMeant({ rule, file, line }: FunctionFinding, attack: Attack): boolean {
  return (attack.rules ?? [attack.rule]).includes(rule) && file === attack.file && line === attack.line;
}

async function missed(rules: Partial<typeof operatorRules>): Promise<string[]> {
  const names: string[] = [];
  for (const attack of attacks) if (!(await isFound(attack, rules))) names.push(attack.id);
  return names;
}

describe('the corpus of sources that mean harm', () => {
  it('has more than a hundred different ones', () => {
    expect(new Set(attacks.map(({ code, files }) => JSON.stringify([code, files]))).size).toBe(
      attacks.length,
    );
    expect(attacks.length).toBeGreaterThan(100);
  });

  it('is refused by the rules it names, at the places it names', async () => {
    expect(await missed(operatorRules)).toEqual([]);
  });

  it.each([
    ['checkNames', 56, 'pathlib-os'],
    ['checkModules', 14, 'pattern-object-os'],
    ['checkWildcards', 1, 'member-through-wildcard'],
    ['checkInternals', 13, 'subclasses'],
    ['checkTexts', 7, 'query-at'],
    ['checkCalls', 5, 'numpy-pickle'],
    ['checkCharacters', 1, 'fullwidth-eval'],
  ])('gets through in part when %s is switched off: %i sources, %s among them', async (name, count, one) => {
    const names = await missed(
      Object.fromEntries(Object.entries(operatorRules).filter(([rule]) => rule !== name)),
    );
    expect(names).toHaveLength(count);
    expect(names).toContain(one);
  });

  it('gets through but for its imports when all rules are switched off', async () => {
    const found = attacks.length - (await missed({})).length;
    expect(found).toBeGreaterThan(45);
    expect(found).toBeLessThan(70);
  });
});
