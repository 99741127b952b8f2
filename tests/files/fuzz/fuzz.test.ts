import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatOfName, SUPPORTED_FILE_TYPES } from '../../../src/files/formats.ts';
import { madeFiles } from '../made/made-files.ts';
import { type Campaign, describeMutants, type Mutant, mutantsOf, strangers } from './campaign.ts';
import type { Seed } from './mutations.ts';

/** A longer campaign: FUZZ_MUTANTS=20000 FUZZ_SEED=7 FUZZ_KEEP=/a/folder npx vitest run tests/files/fuzz/fuzz.test.ts */
const { FUZZ_MUTANTS = '1100', FUZZ_SEED = '1', FUZZ_KEEP } = process.env;

let seeds: Seed[];
let campaign: Campaign;
let mutants: Mutant[];
let seconds: number;

beforeAll(async () => {
  seeds = [...(await fixtures()), ...(await madeSeeds())];
  const options = { count: Number(FUZZ_MUTANTS), seed: Number(FUZZ_SEED) };
  mutants = [...mutantsOf(seeds, options), ...strangers(seeds, options.seed)];
  const start = performance.now();
  campaign = await describeMutants(mutants);
  seconds = (performance.now() - start) / 1_000;
}, 3_600_000);

describe('any bytes under any supported name', () => {
  it('come from a file of every supported type', () => {
    const types = new Set(seeds.map(({ name }) => formatOfName(name)?.type));
    expect(
      SUPPORTED_FILE_TYPES.map((name) => formatOfName(name)?.type).filter((type) => !types.has(type)),
    ).toEqual([]);
  });

  it('give a description or a problem, one for every file', () => {
    expect(mutants.length).toBeGreaterThan(1_400);
    expect(campaign.outcomes.map(({ mutant }) => mutant.name).sort()).toEqual(
      mutants.map(({ name }) => name).sort(),
    );
  });

  it('have problems that a person can read, with a next step', () => {
    expect(sentences().filter((said) => !readable(said))).toEqual([]);
  });

  it('never take too long and rarely end their process', () => {
    const ended = [...campaign.endings.values()];
    expect(ended.flatMap((each) => Object.keys(each)).filter((status) => status === 'timed-out')).toEqual([]);
    const failures = ended
      .flatMap((each) => Object.entries(each))
      .filter(([status]) => status !== 'finished');
    const count = failures.reduce((sum, [, times]) => sum + times, 0);
    expect(count / mutants.length).toBeLessThan(0.005);
  });
});

/** Everything the mutants made the product say: problems, warnings and what became of members. */
function sentences(): { name: string; text: string; isProblem: boolean }[] {
  return campaign.outcomes.flatMap(({ mutant, descriptions }) =>
    descriptions.flatMap((description) => {
      const isProblem = description.type === 'unusable';
      const texts = isProblem ? [description.problem] : description.warnings;
      return texts.map((text) => ({ name: mutant.name, text, isProblem }));
    }),
  );
}

/** No words of the program's inside, and in a problem something to do. */
function readable({ text, isProblem }: { text: string; isProblem: boolean }): boolean {
  return !internalWords.test(text) && (!isProblem || /; [a-z]/.test(text));
}

const internalWords =
  /Traceback|NoneType|object at 0x|\bdescribers\b|site-packages|\.py\b|invalid description|unreadable/;

afterAll(async () => {
  console.log(summary());
  if (FUZZ_KEEP !== undefined) await keepStrange(FUZZ_KEEP);
});

function summary(): string {
  const rows = [...campaign.endings].map(([family, endings]) => {
    const own = campaign.outcomes.filter(({ mutant }) => mutant.family === family);
    const refused = own.filter(({ descriptions: [first] }) => first?.type === 'unusable').length;
    const { finished: _, ...ended } = endings;
    const how = Object.entries(ended).map(([status, count]) => `${count} ${status}`);
    return [family, own.length, own.length - refused, refused, how.join(', ') || '0'];
  });
  const table = [['family', 'files', 'described', 'refused', 'ended the process'], ...rows];
  const lines = table.map((row) =>
    row
      .map((cell) => String(cell).padEnd(19))
      .join('')
      .trimEnd(),
  );
  return [`Mutants of ${seeds.length} files, seed ${FUZZ_SEED}, ${seconds.toFixed(0)} s`, ...lines].join(
    '\n',
  );
}

/** Writes the mutants that were refused in raw words or ended their process, with the words, for whoever mends it. */
async function keepStrange(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const strange = /seems to be damaged \(|made its reader|than one run may|takes longer|too large/;
  const said = sentences().filter((said) => strange.test(said.text) || !readable(said));
  const contentOf = new Map(mutants.map(({ name, content }) => [name, content]));
  for (const { name } of said) await writeFile(path.join(folder, name), contentOf.get(name) ?? '');
  const lines = said.map(({ name, text }) => `${name}\t${text}\n`);
  await writeFile(path.join(folder, 'said.tsv'), lines.join(''));
}

async function fixtures(): Promise<Seed[]> {
  return filesBelow(path.join(import.meta.dirname, '../../fixtures/files'));
}

async function madeSeeds(): Promise<Seed[]> {
  await using made = await madeFiles('files/fuzz/fuzz_seeds.py');
  return await filesBelow(made.folder);
}

async function filesBelow(folder: string): Promise<Seed[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && formatOfName(entry.name) !== undefined);
  files.sort((one, other) => (one.name < other.name ? -1 : 1));
  return Promise.all(
    files.map(async ({ name, parentPath }) => ({
      name,
      content: await readFile(path.join(parentPath, name)),
    })),
  );
}
