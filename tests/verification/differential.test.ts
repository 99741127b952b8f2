import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createStaticVerifier,
  type StaticVerifier,
  type VerifyOptions,
} from '../../src/verification/verify-statically.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { cases } from './differential/cases.ts';
import { mutants } from './differential/fuzz.ts';
import { loadOurView } from './differential/our-view.ts';

const folder = path.join(import.meta.dirname, 'programs');
const programs = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));

let python: string;
let options: VerifyOptions;
let verifier: StaticVerifier;
let casesRead: Promise<Reading[]>;
let ourView: (code: string) => Map<string, number>;

beforeAll(async () => {
  const environment = await testEnvironment();
  python = environment.python;
  options = { pythonVersion: environment.version, files: [] };
  [verifier, ourView] = await Promise.all([createStaticVerifier(), loadOurView()]);
  casesRead = readings(cases);
});

interface Reading {
  /** The string that would be executed; null where it is refused before its syntax tree counts. */
  code: string | null;
  /** What CPython sees in that string; null where it refuses it. */
  sights: Record<string, number> | null;
}

/** Both readings of each program: the string we would execute, and what CPython sees in that very string. */
async function readings(sources: readonly string[]): Promise<Reading[]> {
  const accepted = sources.map((source) => {
    const { code, stages, issues } = verifier.verify(source, options);
    const isAmbiguous = issues.some(({ rule }) => rule === 'non-ascii-identifier');
    return stages.includes('policy') && !isAmbiguous ? code : null;
  });
  const { stdout } = await execa(
    python,
    ['-I', path.join(import.meta.dirname, 'differential/python_view.py')],
    {
      input: JSON.stringify(accepted.map((code) => code ?? 'None')),
    },
  );
  const views = JSON.parse(stdout) as Reading['sights'][];
  return accepted.map((code, index) => ({ code, sights: views[index] ?? null }));
}

/** What CPython would do and our rules can't see. */
function hidden({ code, sights }: Reading): string[] {
  if (code === null || sights === null) return [];
  const seen = ourView(code);
  return Object.entries(sights).flatMap(([sight, count]) => ((seen.get(sight) ?? 0) < count ? [sight] : []));
}

/** What must be denied wherever CPython sees it. */
const forbidden: Record<string, string> = {
  'read eval': 'dynamic-code',
  'read exec': 'dynamic-code',
  'import os:system': 'blocked-process',
  'attribute __globals__': 'introspection',
  'pattern __globals__': 'introspection',
  'string __globals__': 'introspection',
};

/** Digits, brackets, levels of indentation and nested formats have limits of CPython's own; `compile` in the interpreter says so. */
const tooMuch = /\d{4301}|\[{201}|\n {100}|:\{2:\{/;

/** What CPython sees and no rule complains about. */
function forgiven({ code, sights }: Reading): string[] {
  if (code === null || sights === null) return [];
  const rules = new Set(verifier.verify(code, options).issues.map(({ rule }) => rule));
  return Object.entries(forbidden).flatMap(([sight, rule]) =>
    sights[sight] !== undefined && !rules.has(rule) ? [sight] : [],
  );
}

describe('the tree our rules read', () => {
  it('shows every import, name, attribute, call and string that CPython finds in programs made to differ', async () => {
    const found = await casesRead;
    expect(
      found.map((reading, index) => [cases[index], hidden(reading)]).filter(([, it]) => it?.length),
    ).toEqual([]);
    expect(found.filter(({ code }) => code !== null).length).toBeGreaterThan(100);
  });

  it('is complained about wherever CPython sees something forbidden', async () => {
    const found = await casesRead;
    expect(found.map((reading) => [reading.code, forgiven(reading)]).filter(([, it]) => it?.length)).toEqual(
      [],
    );
  });

  it('is refused where CPython refuses the program, but for what only the interpreter can count', async () => {
    const found = await casesRead;
    const refused = found.filter(({ code, sights }) => code !== null && sights === null);
    expect(refused.filter(({ code }) => !tooMuch.test(code ?? ''))).toEqual([]);
  });

  it('hides nothing in some thousands of mutated programs', async () => {
    const found = await readings(mutants([...programs, ...cases], { count: 3_000, seed: 20_261_121 }));
    expect(
      found.flatMap((reading) => (hidden(reading).length > 0 ? [[reading.code, hidden(reading)]] : [])),
    ).toEqual([]);
    expect(found.filter(({ code, sights }) => code !== null && sights !== null).length).toBeGreaterThan(500);
  });
});
